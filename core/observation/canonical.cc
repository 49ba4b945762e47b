#include "core/observation/canonical.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/observation/period.h"

namespace lontar::observation {
namespace {

constexpr size_t kProviderOwnIdBytesMax = 32;
// BCP 47 (RFC 5646 section 4.4.1): tags of 35 characters must be coped with.
constexpr size_t kLanguageBytesMax = 35;

absl::Status WrongField(absl::string_view field, absl::string_view value, absl::string_view right) {
  return NotCanonical(
      absl::StrCat("field ", field, " holds ", base::Quoted(value), "; it must be ", right));
}

absl::Status CheckToken(absl::string_view field, absl::string_view value) {
  if (IsToken(value)) return absl::OkStatus();
  return WrongField(field, value, "1 to 64 bytes of ASCII without a blank");
}

absl::Status CheckTokenOrEmpty(absl::string_view field, absl::string_view value) {
  return value.empty() ? absl::OkStatus() : CheckToken(field, value);
}

absl::Status CheckCount(absl::string_view field, size_t count, size_t limit) {
  if (count <= limit) return absl::OkStatus();
  return NotCanonical(
      absl::StrCat("field ", field, " has ", count, " items, the limit is ", limit));
}

absl::Status CheckPeriod(absl::string_view text) {
  if (Period::Parse(text).ok()) return absl::OkStatus();
  return WrongField("period", text, "a period such as 2016 or 2016-Q3");
}

template <class List, class Projection>
absl::Status CheckAscending(absl::string_view field, const List& list, Projection key) {
  for (size_t i = 1; i < list.size(); ++i) {
    if (!(std::invoke(key, list[i - 1]) < std::invoke(key, list[i]))) {
      return NotCanonical(absl::StrCat("field ", field, ": item ", i,
                                       " does not come after the one before; items must ascend and "
                                       "none may stand twice"));
    }
  }
  return absl::OkStatus();
}

bool IsCollectionId(absl::string_view text) {
  const auto fits = [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
  };
  return !text.empty() && text.size() <= base::kIdBytesMax && std::ranges::all_of(text, fits);
}

bool IsMemberCode(absl::string_view text) {
  return text.size() == 2 &&
         std::ranges::all_of(text, [](unsigned char c) { return absl::ascii_isupper(c); });
}

absl::Status CheckProvider(absl::string_view field, absl::string_view provider,
                           absl::string_view member) {
  absl::string_view own = provider;
  const bool fits =
      absl::ConsumePrefix(&own, absl::StrCat(member, ".")) && !own.empty() &&
      own.size() <= kProviderOwnIdBytesMax &&
      std::ranges::all_of(own, [](unsigned char c) { return absl::ascii_isalnum(c); });
  if (fits) return absl::OkStatus();
  return WrongField(field, provider,
                    absl::StrCat("\"", member, ".\" and 1 to 32 letters or digits"));
}

absl::Status CheckBlockCount(const BlockCount& count) {
  LONTAR_RETURN_IF_ERROR(CheckToken("measure", count.measure));
  LONTAR_RETURN_IF_ERROR(CheckPeriod(count.period));
  const uint64_t rows = uint64_t{count.with_number} + count.held_back + count.missing;
  LONTAR_RETURN_IF_ERROR(CheckCount("blocks", rows, base::kObservationsPerBlockMax));
  if (count.as_specified > count.with_number) {
    return NotCanonical(absl::StrCat("block ", count.measure, " ", count.period, " counts ",
                                     count.as_specified, " observations as specified of ",
                                     count.with_number, " with a number"));
  }
  if (count.withdrawn && rows > 0) {
    return NotCanonical(absl::StrCat("block ", count.measure, " ", count.period,
                                     " is withdrawn and counts ", rows,
                                     " observations; it must count none"));
  }
  return absl::OkStatus();
}

auto BlockKey(const BlockCount& count) { return std::tie(count.measure, count.period); }
auto BlockOrder(const Block& block) { return std::tie(block.measure, block.period); }

absl::Status CheckPartEntry(const PartEntry& entry) {
  switch (entry.kind) {
    case PartKind::kFigures:
      LONTAR_RETURN_IF_ERROR(CheckToken("indicator", entry.indicator));
      break;
    case PartKind::kNarrative:
    case PartKind::kAttachment:
      LONTAR_RETURN_IF_ERROR(CheckTokenOrEmpty("indicator", entry.indicator));
      break;
    case PartKind::kLetter:
      if (!entry.indicator.empty())
        return WrongField("indicator", entry.indicator, "absent for a letter");
      break;
  }
  LONTAR_RETURN_IF_ERROR(CheckCount("bytes", entry.bytes, base::kPartBytesMax));
  LONTAR_RETURN_IF_ERROR(CheckCount("blocks", entry.blocks.size(), base::kBlocksPerPartMax));
  if (entry.kind != PartKind::kFigures && !entry.blocks.empty()) {
    return NotCanonical(
        absl::StrCat("part ", entry.part_hash.short_hex(), " holds no figures but counts blocks"));
  }
  for (const BlockCount& count : entry.blocks) LONTAR_RETURN_IF_ERROR(CheckBlockCount(count));
  return CheckAscending("blocks", entry.blocks, BlockKey);
}

// One report states a block once, however many parts an indicator takes.
absl::Status CheckBlocksOnce(const Report& report) {
  std::set<std::tuple<absl::string_view, absl::string_view, absl::string_view>> seen;
  for (const PartEntry& entry : report.parts) {
    for (const BlockCount& count : entry.blocks) {
      if (!seen.emplace(entry.indicator, count.measure, count.period).second) {
        return NotCanonical(absl::StrCat("block ", entry.indicator, " ", count.measure, " ",
                                         count.period, " stands in two parts"));
      }
    }
  }
  return absl::OkStatus();
}

absl::Status CheckOnBehalf(const Report& report) {
  if (!report.on_behalf) return absl::OkStatus();
  LONTAR_RETURN_IF_ERROR(
      CheckProvider("signing_office", report.on_behalf->signing_office, report.member));
  for (const PartEntry& entry : report.parts) {
    if (entry.part_hash == report.on_behalf->letter_part && entry.kind == PartKind::kLetter) {
      return absl::OkStatus();
    }
  }
  return WrongField("letter_part", report.on_behalf->letter_part.short_hex(),
                    "the hash of a part of this report that is a letter");
}

absl::Status CheckBlock(const Block& block) {
  LONTAR_RETURN_IF_ERROR(CheckToken("measure", block.measure));
  LONTAR_RETURN_IF_ERROR(CheckPeriod(block.period));
  LONTAR_RETURN_IF_ERROR(CheckTokenOrEmpty("unit_received", block.unit_received));
  LONTAR_RETURN_IF_ERROR(CheckCount("dimensions", block.dimensions.size(), base::kDimensionsMax));
  std::set<absl::string_view> seen;
  for (const std::string& dimension : block.dimensions) {
    LONTAR_RETURN_IF_ERROR(CheckToken("dimensions", dimension));
    if (!seen.insert(dimension).second) {
      return WrongField("dimensions", dimension, "named once");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckFigures(const Figures& figures) {
  LONTAR_RETURN_IF_ERROR(CheckToken("indicator", figures.indicator));
  LONTAR_RETURN_IF_ERROR(CheckCount("blocks", figures.blocks.size(), base::kBlocksPerPartMax));
  for (const Block& block : figures.blocks) LONTAR_RETURN_IF_ERROR(CheckBlock(block));
  return CheckAscending("blocks", figures.blocks, BlockOrder);
}

absl::Status CheckNarrative(const Narrative& narrative) {
  LONTAR_RETURN_IF_ERROR(CheckTokenOrEmpty("indicator", narrative.indicator));
  LONTAR_RETURN_IF_ERROR(CheckToken("language", narrative.language));
  if (narrative.language.size() > kLanguageBytesMax) {
    return WrongField("language", narrative.language, "a language tag such as \"en\"");
  }
  if (narrative.text.empty()) return WrongField("text", "", "a text");
  return CheckCount("text", narrative.text.size(), base::kNarrativeBytesMax);
}

absl::Status CheckAttachment(const Attachment& attachment) {
  LONTAR_RETURN_IF_ERROR(CheckToken("media_type", attachment.media_type));
  return CheckCount("content", attachment.content.size(), base::kPartBytesMax);
}

}  // namespace

absl::Status NotCanonical(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "NOT_CANONICAL", sentence);
}

bool IsToken(absl::string_view text) {
  return !text.empty() && text.size() <= base::kIdBytesMax &&
         std::ranges::all_of(text, [](unsigned char c) { return absl::ascii_isgraph(c); });
}

absl::Status CheckReport(const Report& report) {
  if (!IsCollectionId(report.collection)) {
    return WrongField("collection", report.collection, "1 to 64 bytes of a-z, 0-9 and -");
  }
  if (!IsMemberCode(report.member)) {
    return WrongField("member", report.member, "two letters of ISO 3166-1, such as KH");
  }
  LONTAR_RETURN_IF_ERROR(CheckProvider("provider", report.provider, report.member));
  LONTAR_RETURN_IF_ERROR(CheckToken("catalogue_version", report.catalogue_version));
  LONTAR_RETURN_IF_ERROR(CheckTokenOrEmpty("round", report.round));
  LONTAR_RETURN_IF_ERROR(CheckCount("supersedes", report.supersedes.size(), base::kLinksMax));
  LONTAR_RETURN_IF_ERROR(CheckAscending("supersedes", report.supersedes, std::identity()));
  LONTAR_RETURN_IF_ERROR(CheckCount("source_ids", report.source_ids.size(), base::kLinksMax));
  for (const std::string& id : report.source_ids) {
    LONTAR_RETURN_IF_ERROR(CheckToken("source_ids", id));
  }
  LONTAR_RETURN_IF_ERROR(CheckAscending("source_ids", report.source_ids, std::identity()));
  LONTAR_RETURN_IF_ERROR(CheckCount("parts", report.parts.size(), base::kPartsMax));
  for (const PartEntry& entry : report.parts) LONTAR_RETURN_IF_ERROR(CheckPartEntry(entry));
  LONTAR_RETURN_IF_ERROR(CheckAscending("parts", report.parts, &PartEntry::part_hash));
  LONTAR_RETURN_IF_ERROR(CheckBlocksOnce(report));
  return CheckOnBehalf(report);
}

absl::Status CheckPart(const Part& part) {
  if (const auto* figures = std::get_if<Figures>(&part.content)) return CheckFigures(*figures);
  if (const auto* narrative = std::get_if<Narrative>(&part.content))
    return CheckNarrative(*narrative);
  return CheckAttachment(std::get<Attachment>(part.content));
}

}  // namespace lontar::observation
