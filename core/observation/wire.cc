#include "core/observation/wire.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/base/strict_wire.h"
#include "core/observation/canonical.h"
#include "lontar/v1/report.pb.h"

namespace lontar::observation {
namespace {

constexpr int64_t kMantissaEnd18 = 1'000'000'000'000'000'000;  // 18 digits, as in decimal.h
// Every deviation that this level knows: bits 1 to 9.
constexpr uint32_t kKnownDeviations = (SetOf(Deviation::kCoverage) << 1) - 2;

template <class Bytes>
absl::Status ReadFixed(absl::string_view field, const std::string& bytes, Bytes* target) {
  const auto read = Bytes::FromBytes(bytes);
  if (!read) {
    return NotCanonical(absl::StrCat("field ", field, " has ", bytes.size(),
                                     " bytes; it must have ", Bytes::kBytes));
  }
  *target = *read;
  return absl::OkStatus();
}

void WriteCount(const BlockCount& count, v1::BlockCount* message) {
  message->set_measure(count.measure);
  message->set_period(count.period);
  if (count.withdrawn) message->set_withdrawn(static_cast<v1::WithdrawReason>(*count.withdrawn));
  message->set_with_number(count.with_number);
  message->set_held_back(count.held_back);
  message->set_missing(count.missing);
  message->set_as_specified(count.as_specified);
}

BlockCount ReadCount(const v1::BlockCount& message) {
  BlockCount count;
  count.measure = message.measure();
  count.period = message.period();
  if (message.withdrawn() != v1::WITHDRAW_REASON_UNSPECIFIED) {
    count.withdrawn = static_cast<WithdrawReason>(message.withdrawn());
  }
  count.with_number = message.with_number();
  count.held_back = message.held_back();
  count.missing = message.missing();
  count.as_specified = message.as_specified();
  return count;
}

absl::StatusOr<PartEntry> ReadPartEntry(const v1::PartEntry& message) {
  PartEntry entry;
  LONTAR_RETURN_IF_ERROR(ReadFixed("part_hash", message.part_hash(), &entry.part_hash));
  entry.indicator = message.indicator();
  if (message.kind() == v1::PART_KIND_UNSPECIFIED) {
    return NotCanonical("field kind of a part is absent; say what the part holds");
  }
  entry.kind = static_cast<PartKind>(message.kind());
  entry.bytes = message.bytes();
  for (const v1::BlockCount& count : message.blocks()) entry.blocks.push_back(ReadCount(count));
  return entry;
}

// Numbers the texts of a block in the order of first use: row by row, and in a row source,
// definition, comment.
class TextDictionary {
 public:
  explicit TextDictionary(v1::Block* message) : message_(message) {}

  // The text's index plus one; 0 for none.
  uint32_t NumberOf(const std::string& text) {
    if (text.empty()) return 0;
    const auto known = numbers_.find(text);
    if (known != numbers_.end()) return known->second;
    message_->add_texts(text);
    const uint32_t number = static_cast<uint32_t>(message_->texts_size());
    numbers_.emplace(text, number);
    return number;
  }

 private:
  v1::Block* message_;
  absl::flat_hash_map<std::string, uint32_t> numbers_;
};

// Writes the dictionary of codes; gives each code's index.
std::map<absl::string_view, uint32_t> WriteCodes(const Block& block, v1::Block* message) {
  std::map<absl::string_view, uint32_t> indexes;
  for (const Row& row : block.rows) {
    for (const std::string& code : row.codes) indexes.emplace(code, 0);
  }
  for (auto& [code, index] : indexes) {
    index = static_cast<uint32_t>(message->codes_size());
    message->add_codes(std::string(code));
  }
  return indexes;
}

void WriteBlock(const Block& block, v1::Block* message) {
  message->set_measure(block.measure);
  message->set_period(block.period);
  message->set_unit_received(block.unit_received);
  for (const std::string& dimension : block.dimensions) message->add_dimensions(dimension);
  const std::map<absl::string_view, uint32_t> indexes = WriteCodes(block, message);
  TextDictionary texts(message);
  for (const Row& row : block.rows) {
    base::CheckInvariant(row.codes.size() == block.dimensions.size(),
                         "a row has a code for each dimension of its block");
    for (const std::string& code : row.codes) message->add_dimension_codes(indexes.at(code));
    message->add_mantissas(row.value.mantissa);
    message->add_scales(static_cast<uint32_t>(row.value.scale));
    message->add_statuses(static_cast<uint32_t>(row.status));
    message->add_confidentiality(static_cast<uint32_t>(row.confidentiality));
    message->add_deviations(row.deviations);
    message->add_sources(texts.NumberOf(row.source));
    message->add_definitions(texts.NumberOf(row.definition));
    message->add_comments(texts.NumberOf(row.comment));
  }
}

absl::Status CheckLength(absl::string_view column, uint64_t length, uint64_t wanted) {
  if (length == wanted) return absl::OkStatus();
  return NotCanonical(absl::StrCat("column ", column, " has ", length, " items; it must have ",
                                   wanted, ", as the block's rows ask for"));
}

absl::Status CheckColumnLengths(const v1::Block& block) {
  const uint64_t rows = static_cast<uint64_t>(block.mantissas_size());
  if (rows > base::kObservationsPerBlockMax) {
    return NotCanonical(
        absl::StrCat("a block has ", rows, " rows, the limit is ", base::kObservationsPerBlockMax));
  }
  if (block.dimensions_size() > base::kDimensionsMax) {
    return NotCanonical(absl::StrCat("a block has ", block.dimensions_size(),
                                     " dimensions, the limit is ", base::kDimensionsMax));
  }
  const uint64_t codes = rows * static_cast<uint64_t>(block.dimensions_size());
  LONTAR_RETURN_IF_ERROR(CheckLength("dimension_codes", block.dimension_codes_size(), codes));
  LONTAR_RETURN_IF_ERROR(CheckLength("scales", block.scales_size(), rows));
  LONTAR_RETURN_IF_ERROR(CheckLength("statuses", block.statuses_size(), rows));
  LONTAR_RETURN_IF_ERROR(CheckLength("confidentiality", block.confidentiality_size(), rows));
  LONTAR_RETURN_IF_ERROR(CheckLength("deviations", block.deviations_size(), rows));
  LONTAR_RETURN_IF_ERROR(CheckLength("sources", block.sources_size(), rows));
  LONTAR_RETURN_IF_ERROR(CheckLength("definitions", block.definitions_size(), rows));
  return CheckLength("comments", block.comments_size(), rows);
}

// The codes ascend, and each is used.
absl::Status CheckCodes(const v1::Block& block) {
  for (int i = 0; i < block.codes_size(); ++i) {
    if (!IsToken(block.codes(i))) {
      return NotCanonical(absl::StrCat("code ", i, " is ", base::Quoted(block.codes(i)),
                                       "; it must be 1 to 64 bytes of ASCII without a blank"));
    }
    if (i > 0 && block.codes(i - 1) >= block.codes(i)) {
      return NotCanonical(absl::StrCat("code \"", block.codes(i), "\" stands after \"",
                                       block.codes(i - 1), "\"; codes must ascend"));
    }
  }
  std::vector<bool> used(static_cast<size_t>(block.codes_size()), false);
  for (const uint32_t index : block.dimension_codes()) {
    if (index >= used.size()) {
      return NotCanonical(
          absl::StrCat("column dimension_codes names code ", index, " of ", used.size()));
    }
    used[index] = true;
  }
  const auto unused = std::find(used.begin(), used.end(), false);
  if (unused == used.end()) return absl::OkStatus();
  return NotCanonical(absl::StrCat("code \"", block.codes(static_cast<int>(unused - used.begin())),
                                   "\" is used by no row"));
}

// The codes ascend, so that indexes order as their texts do.
absl::Status CheckRowOrder(const v1::Block& block) {
  const int width = block.dimensions_size();
  const uint32_t* codes = block.dimension_codes().data();
  for (int row = 1; row < block.mantissas_size(); ++row) {
    const uint32_t* here = codes + static_cast<int64_t>(row) * width;
    if (!std::lexicographical_compare(here - width, here, here, here + width)) {
      return NotCanonical(absl::StrCat("row ", row,
                                       " does not come after the one before; rows must ascend by "
                                       "their codes and none may stand twice"));
    }
  }
  return absl::OkStatus();
}

// Follows the uses of texts in their prescribed order.
class TextUses {
 public:
  absl::Status Use(uint32_t number) {
    if (number > seen_ + 1) {
      return NotCanonical(absl::StrCat("text ", number,
                                       " is used before an earlier one; texts must stand in the "
                                       "order of first use"));
    }
    seen_ = std::max(seen_, number);
    return absl::OkStatus();
  }
  uint32_t seen() const { return seen_; }

 private:
  uint32_t seen_ = 0;
};

absl::Status CheckTexts(const v1::Block& block) {
  absl::flat_hash_set<absl::string_view> distinct;
  for (const std::string& text : block.texts()) {
    if (text.empty() || text.size() > base::kTextBytesMax) {
      return NotCanonical(absl::StrCat("a text has ", text.size(), " bytes; it must have 1 to ",
                                       base::kTextBytesMax));
    }
    if (!distinct.insert(text).second) {
      return NotCanonical(absl::StrCat("text ", base::Quoted(text), " stands twice"));
    }
  }
  TextUses uses;
  for (int row = 0; row < block.mantissas_size(); ++row) {
    LONTAR_RETURN_IF_ERROR(uses.Use(block.sources(row)));
    LONTAR_RETURN_IF_ERROR(uses.Use(block.definitions(row)));
    LONTAR_RETURN_IF_ERROR(uses.Use(block.comments(row)));
  }
  if (uses.seen() == static_cast<uint32_t>(block.texts_size())) return absl::OkStatus();
  return NotCanonical(absl::StrCat("the rows use ", uses.seen(), " texts of ", block.texts_size()));
}

absl::Status UnknownValue(absl::string_view column, int row, uint32_t value) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "UNKNOWN_VALUE",
                       absl::StrCat("column ", column, ", row ", row, " holds ", value,
                                    ", which is not known at this level"));
}

// Wide on purpose: a number that is cut to the enum's type could look known.
template <class Enum>
bool IsKnown(uint32_t number, Enum last) {
  return number >= 1 && number <= static_cast<uint32_t>(last);
}

absl::Status CheckAttributes(const v1::Block& block, int row) {
  if (!IsKnown(block.statuses(row), Status::kSuppressed)) {
    return UnknownValue("statuses", row, block.statuses(row));
  }
  if (!IsKnown(block.confidentiality(row), Confidentiality::kSecondary)) {
    return UnknownValue("confidentiality", row, block.confidentiality(row));
  }
  if ((block.deviations(row) & ~kKnownDeviations) != 0) {
    return UnknownValue("deviations", row, block.deviations(row));
  }
  return absl::OkStatus();
}

absl::Status CheckNumber(const v1::Block& block, int row) {
  const int64_t mantissa = block.mantissas(row);
  const uint32_t scale = block.scales(row);
  if (mantissa <= -kMantissaEnd18 || mantissa >= kMantissaEnd18 ||
      scale > static_cast<uint32_t>(base::kDecimalScaleMax)) {
    return NotCanonical(absl::StrCat("row ", row, " holds a number that is too long; at most 18 ",
                                     "digits, ", base::kDecimalScaleMax,
                                     " of them after the point"));
  }
  if (!HasNumber(static_cast<Status>(block.statuses(row))) && (mantissa != 0 || scale != 0)) {
    return NotCanonical(absl::StrCat("row ", row, " has status ",
                                     CodeOf(static_cast<Status>(block.statuses(row))),
                                     " and a number; this status has none"));
  }
  return absl::OkStatus();
}

// Few bytes can stand for many: an index of one byte for a text of four kilobytes. Counts what the
// rows would take, before they take it.
class ExpandedBytes {
 public:
  absl::Status Add(const v1::Block& block) {
    for (const uint32_t index : block.dimension_codes()) {
      sum_ += block.codes(static_cast<int>(index)).size();
    }
    for (int row = 0; row < block.mantissas_size(); ++row) {
      sum_ += SizeOf(block, block.sources(row)) + SizeOf(block, block.definitions(row)) +
              SizeOf(block, block.comments(row));
    }
    if (sum_ <= base::kPartExpandedBytesMax) return absl::OkStatus();
    return base::Problem(absl::StatusCode::kInvalidArgument, "MESSAGE_TOO_LARGE",
                         absl::StrCat("codes and texts of the part's rows take more than ",
                                      base::kPartExpandedBytesMax, " bytes"));
  }

 private:
  static uint64_t SizeOf(const v1::Block& block, uint32_t number) {
    return number == 0 ? 0 : block.texts(static_cast<int>(number) - 1).size();
  }

  uint64_t sum_ = 0;
};

// After this every index of the block may be followed.
absl::Status CheckColumns(const v1::Block& block) {
  LONTAR_RETURN_IF_ERROR(CheckColumnLengths(block));
  LONTAR_RETURN_IF_ERROR(CheckCodes(block));
  LONTAR_RETURN_IF_ERROR(CheckRowOrder(block));
  LONTAR_RETURN_IF_ERROR(CheckTexts(block));
  for (int row = 0; row < block.mantissas_size(); ++row) {
    LONTAR_RETURN_IF_ERROR(CheckAttributes(block, row));
    LONTAR_RETURN_IF_ERROR(CheckNumber(block, row));
  }
  return absl::OkStatus();
}

std::string TextAt(const v1::Block& block, uint32_t number) {
  return number == 0 ? std::string() : block.texts(static_cast<int>(number) - 1);
}

Row ReadRow(const v1::Block& block, int row) {
  Row result;
  const int width = block.dimensions_size();
  result.codes.reserve(static_cast<size_t>(width));
  for (int i = row * width; i < (row + 1) * width; ++i) {
    result.codes.push_back(block.codes(static_cast<int>(block.dimension_codes(i))));
  }
  result.value = {.mantissa = block.mantissas(row), .scale = static_cast<int>(block.scales(row))};
  result.status = static_cast<Status>(block.statuses(row));
  result.confidentiality = static_cast<Confidentiality>(block.confidentiality(row));
  result.deviations = block.deviations(row);
  result.source = TextAt(block, block.sources(row));
  result.definition = TextAt(block, block.definitions(row));
  result.comment = TextAt(block, block.comments(row));
  return result;
}

Block ReadBlock(const v1::Block& message) {
  Block block;
  block.measure = message.measure();
  block.period = message.period();
  block.unit_received = message.unit_received();
  block.dimensions.assign(message.dimensions().begin(), message.dimensions().end());
  block.rows.reserve(static_cast<size_t>(message.mantissas_size()));
  for (int row = 0; row < message.mantissas_size(); ++row) {
    block.rows.push_back(ReadRow(message, row));
  }
  return block;
}

absl::StatusOr<Figures> ReadFigures(const v1::Figures& message) {
  Figures figures;
  figures.indicator = message.indicator();
  if (message.blocks_size() > base::kBlocksPerPartMax) {
    return NotCanonical(absl::StrCat("a part has ", message.blocks_size(), " blocks, the limit is ",
                                     base::kBlocksPerPartMax));
  }
  ExpandedBytes expanded;
  for (const v1::Block& block : message.blocks()) {
    const std::string place = absl::StrCat("block ", block.measure(), " ", block.period());
    absl::Status status = CheckColumns(block);
    if (status.ok()) status = expanded.Add(block);
    if (!status.ok()) return base::Annotate(status, place);
  }
  for (const v1::Block& block : message.blocks()) figures.blocks.push_back(ReadBlock(block));
  return figures;
}

}  // namespace

std::string ReportToWire(const Report& report) {
  v1::Report message;
  message.set_salt(report.salt.bytes());
  message.set_hub_id(report.hub_id.bytes());
  message.set_collection(report.collection);
  message.set_member(report.member);
  message.set_provider(report.provider);
  message.set_catalogue_version(report.catalogue_version);
  message.set_round(report.round);
  if (report.on_behalf) {
    message.mutable_on_behalf()->set_signing_office(report.on_behalf->signing_office);
    message.mutable_on_behalf()->set_letter_part(report.on_behalf->letter_part.bytes());
  }
  for (const base::PayloadId& id : report.supersedes) message.add_supersedes(id.bytes());
  for (const std::string& id : report.source_ids) message.add_source_ids(id);
  for (const PartEntry& entry : report.parts) {
    v1::PartEntry* part = message.add_parts();
    part->set_part_hash(entry.part_hash.bytes());
    part->set_indicator(entry.indicator);
    part->set_kind(static_cast<v1::PartKind>(entry.kind));
    part->set_bytes(entry.bytes);
    for (const BlockCount& count : entry.blocks) WriteCount(count, part->add_blocks());
  }
  return base::StrictBytes(message);
}

absl::StatusOr<Report> ReportFromWire(absl::string_view bytes) {
  v1::Report message;
  LONTAR_RETURN_IF_ERROR(base::StrictParse(bytes, base::kReportBytesMax, &message));
  Report report;
  LONTAR_RETURN_IF_ERROR(ReadFixed("salt", message.salt(), &report.salt));
  LONTAR_RETURN_IF_ERROR(ReadFixed("hub_id", message.hub_id(), &report.hub_id));
  report.collection = message.collection();
  report.member = message.member();
  report.provider = message.provider();
  report.catalogue_version = message.catalogue_version();
  report.round = message.round();
  if (message.has_on_behalf()) {
    OnBehalf& on_behalf = report.on_behalf.emplace();
    on_behalf.signing_office = message.on_behalf().signing_office();
    LONTAR_RETURN_IF_ERROR(
        ReadFixed("letter_part", message.on_behalf().letter_part(), &on_behalf.letter_part));
  }
  for (const std::string& id : message.supersedes()) {
    LONTAR_RETURN_IF_ERROR(ReadFixed("supersedes", id, &report.supersedes.emplace_back()));
  }
  report.source_ids.assign(message.source_ids().begin(), message.source_ids().end());
  for (const v1::PartEntry& part : message.parts()) {
    LONTAR_ASSIGN_OR_RETURN(PartEntry entry, ReadPartEntry(part));
    report.parts.push_back(std::move(entry));
  }
  return report;
}

std::string PartToWire(const Part& part) {
  v1::Part message;
  message.set_salt(part.salt.bytes());
  if (const auto* figures = std::get_if<Figures>(&part.content)) {
    message.mutable_figures()->set_indicator(figures->indicator);
    for (const Block& block : figures->blocks) {
      WriteBlock(block, message.mutable_figures()->add_blocks());
    }
  } else if (const auto* narrative = std::get_if<Narrative>(&part.content)) {
    message.mutable_narrative()->set_indicator(narrative->indicator);
    message.mutable_narrative()->set_language(narrative->language);
    message.mutable_narrative()->set_text(narrative->text);
  } else {
    const Attachment& attachment = std::get<Attachment>(part.content);
    message.mutable_attachment()->set_media_type(attachment.media_type);
    message.mutable_attachment()->set_content(attachment.content);
  }
  return base::StrictBytes(message);
}

absl::StatusOr<Part> PartFromWire(absl::string_view bytes) {
  v1::Part message;
  LONTAR_RETURN_IF_ERROR(base::StrictParse(bytes, base::kPartBytesMax, &message));
  Part part;
  LONTAR_RETURN_IF_ERROR(ReadFixed("salt", message.salt(), &part.salt));
  const int contents = (message.has_figures() ? 1 : 0) + (message.has_narrative() ? 1 : 0) +
                       (message.has_attachment() ? 1 : 0);
  if (contents != 1) {
    return NotCanonical(absl::StrCat("a part holds ", contents, " contents; it must hold one"));
  }
  if (message.has_figures()) {
    LONTAR_ASSIGN_OR_RETURN(part.content, ReadFigures(message.figures()));
  } else if (message.has_narrative()) {
    const v1::Narrative& narrative = message.narrative();
    part.content = Narrative{.indicator = narrative.indicator(),
                             .language = narrative.language(),
                             .text = narrative.text()};
  } else {
    part.content = Attachment{.media_type = message.attachment().media_type(),
                              .content = message.attachment().content()};
  }
  return part;
}

}  // namespace lontar::observation
