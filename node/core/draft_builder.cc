#include "node/core/draft_builder.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/catalogue/check.h"
#include "core/catalogue/counting.h"
#include "core/trust/payload_type.h"

namespace lontar::node {
namespace {

using observation::Block;
using observation::Row;

// The live rows of a block by codes, of all its live statements; where two differ the later report
// in order stands.
struct LiveRows {
  std::vector<base::PayloadId> reports;
  std::map<std::vector<std::string>, Row> rows;
  bool is_one_statement = false;
};

absl::StatusOr<LiveRows> ReadLive(const DraftContext& context, absl::string_view indicator,
                                  const Block& block) {
  const fold::BlockKey key{context.catalogue->collection(),
                           context.member,
                           std::string(indicator),
                           block.measure,
                           block.period,
                           context.provider};
  const std::vector<fold::BlockStatement> live = context.ahead->LiveAt(key, context.ahead->size());
  LiveRows result;
  result.is_one_statement = live.size() == 1;
  for (const fold::BlockStatement& statement : live) {
    result.reports.push_back(statement.report);
    const std::optional<std::string> bytes = context.parts(statement.part);
    if (!bytes) {
      if (context.replaces) continue;
      return base::Problem(
          absl::StatusCode::kFailedPrecondition, "PART_ABSENT",
          absl::StrCat(
              "the values of ", indicator, ", ", block.measure, ", ", block.period,
              " as stated before are lost; import with --replace to state the block whole"));
    }
    LONTAR_ASSIGN_OR_RETURN(const observation::Part part, observation::DecodePart(*bytes));
    for (const Block& stated : std::get<observation::Figures>(part.content).blocks) {
      if (stated.measure != block.measure || stated.period != block.period) continue;
      for (const Row& row : stated.rows) result.rows.insert_or_assign(row.codes, row);
    }
  }
  return result;
}

// The places of those figures of the file that are live already.
std::vector<formats::FigurePlace> UnchangedOf(const Block& block,
                                              const std::vector<formats::FigurePlace>& places,
                                              const LiveRows& live) {
  std::vector<formats::FigurePlace> unchanged;
  for (size_t i = 0; i < block.rows.size(); ++i) {
    const auto found = live.rows.find(block.rows[i].codes);
    if (found == live.rows.end()) continue;
    if (observation::SameStatement(found->second, block.rows[i])) unchanged.push_back(places[i]);
  }
  return unchanged;
}

void BringAlong(const LiveRows& live, Block* block) {
  std::set<std::vector<std::string>> named;
  for (const Row& row : block->rows) named.insert(row.codes);
  for (const auto& [codes, row] : live.rows) {
    if (!named.contains(codes)) block->rows.push_back(row);
  }
  observation::SortRows(block);
}

class Builder {
 public:
  explicit Builder(const DraftContext& context) : context_(context) {}

  absl::Status Add(const formats::ImportedIndicator& imported) {
    const catalogue::Indicator* indicator = context_.catalogue->FindIndicator(imported.indicator);
    observation::Figures figures{imported.indicator, {}};
    for (size_t i = 0; i < imported.blocks.size(); ++i) {
      Block block = imported.blocks[i];
      LONTAR_ASSIGN_OR_RETURN(const LiveRows live, ReadLive(context_, imported.indicator, block));
      const std::vector<formats::FigurePlace> unchanged =
          UnchangedOf(block, imported.places[i], live);
      draft_.unchanged.insert(draft_.unchanged.end(), unchanged.begin(), unchanged.end());
      const bool all_unchanged = live.is_one_statement && unchanged.size() == block.rows.size();
      if (all_unchanged && (!context_.replaces || block.rows.size() == live.rows.size())) {
        ++draft_.blocks_unchanged;
        continue;
      }
      if (!context_.replaces) BringAlong(live, &block);
      catalogue::StateAgeDeviations(*context_.catalogue, *indicator, &block);
      Check(*indicator, block);
      supersedes_.insert(live.reports.begin(), live.reports.end());
      ++draft_.blocks_stated;
      figures.blocks.push_back(std::move(block));
    }
    return figures.blocks.empty() ? absl::OkStatus() : AddPart(*indicator, std::move(figures));
  }

  BuiltDraft Finish() {
    observation::Report& report = draft_.report;
    report.salt = *base::Salt::FromBytes(context_.entropy->Bytes(base::Salt::kBytes));
    report.hub_id = context_.ahead->hub_id();
    report.collection = context_.catalogue->collection();
    report.member = context_.member;
    report.provider = context_.provider;
    report.catalogue_version = context_.catalogue->version();
    report.round = context_.round;
    report.supersedes.assign(supersedes_.begin(), supersedes_.end());
    std::ranges::sort(report.parts, {}, &observation::PartEntry::part_hash);
    return std::move(draft_);
  }

 private:
  void Check(const catalogue::Indicator& indicator, const Block& block) {
    for (const catalogue::Finding& finding :
         catalogue::CheckBlock(*context_.catalogue, indicator.id, block)) {
      if (finding.severity != catalogue::Severity::kError) continue;
      formats::ImportFinding added;
      added.column = finding.column;
      added.value = finding.value;
      added.id = finding.id;
      added.severity = finding.severity;
      added.sentence = absl::StrCat(indicator.code, ", ", block.measure, ", ", block.period, ": ",
                                    finding.sentence);
      draft_.findings.push_back(std::move(added));
    }
  }

  absl::Status AddPart(const catalogue::Indicator& indicator, observation::Figures figures) {
    observation::PartEntry entry;
    entry.indicator = indicator.id;
    entry.kind = observation::PartKind::kFigures;
    for (const Block& block : figures.blocks) {
      entry.blocks.push_back(catalogue::CountBlock(*context_.catalogue, indicator, block));
    }
    observation::Part part;
    part.salt = *base::Salt::FromBytes(context_.entropy->Bytes(base::Salt::kBytes));
    part.content = std::move(figures);
    std::string bytes = observation::EncodePart(std::move(part));
    if (bytes.size() > base::kPartBytesMax) {
      return base::Problem(
          absl::StatusCode::kResourceExhausted, "PART_TOO_LARGE",
          absl::StrCat(indicator.code, ": ", bytes.size(), " bytes in one report, the limit is ",
                       base::kPartBytesMax, "; import the years in several files"));
    }
    entry.part_hash = trust::PartHashOf(bytes);
    entry.bytes = bytes.size();
    draft_.parts.emplace_back(entry.part_hash, std::move(bytes));
    draft_.report.parts.push_back(std::move(entry));
    return absl::OkStatus();
  }

  const DraftContext& context_;
  BuiltDraft draft_;
  std::set<base::PayloadId> supersedes_;
};

}  // namespace

absl::StatusOr<BuiltDraft> BuildDraft(const DraftContext& context,
                                      const formats::ImportResult& imported) {
  Builder builder(context);
  for (const formats::ImportedIndicator& indicator : imported.indicators) {
    LONTAR_RETURN_IF_ERROR(builder.Add(indicator));
  }
  BuiltDraft draft = builder.Finish();
  if (draft.report.supersedes.size() > static_cast<size_t>(base::kLinksMax)) {
    return base::Problem(absl::StatusCode::kResourceExhausted, "TOO_MANY_LINKS",
                         absl::StrCat("the file states anew what ", draft.report.supersedes.size(),
                                      " reports said, one report may name ", base::kLinksMax,
                                      "; import the years in several files"));
  }
  return draft;
}

}  // namespace lontar::node
