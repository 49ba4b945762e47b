#include "node/core/approval_screen.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/base/fingerprint.h"
#include "core/base/status_macros.h"
#include "core/formats/narrative_text.h"
#include "node/core/held_back_cells.h"

namespace lontar::node {
namespace {

using nlohmann::json;

// What the parts of one indicator say together.
struct IndicatorReview {
  std::set<std::string> measures;
  std::set<std::string> periods;
  uint64_t with_number = 0;
  uint64_t held_back = 0;
  uint64_t missing = 0;
  uint64_t as_specified = 0;
  int withdrawn_blocks = 0;
  FateCounts changes;
  std::vector<const CellChange*> changed;
  observation::DeviationSet deviations = 0;
  std::map<std::string, int> sources;  // and how many rows name it
};

void AddEntry(const observation::PartEntry& entry, IndicatorReview* review) {
  for (const observation::BlockCount& counts : entry.blocks) {
    review->measures.insert(counts.measure);
    review->periods.insert(counts.period);
    review->with_number += counts.with_number;
    review->held_back += counts.held_back;
    review->missing += counts.missing;
    review->as_specified += counts.as_specified;
    if (counts.withdrawn) ++review->withdrawn_blocks;
  }
}

void AddRows(const observation::Figures& figures, IndicatorReview* review) {
  for (const observation::Block& block : figures.blocks) {
    for (const observation::Row& row : block.rows) {
      review->deviations |= row.deviations;
      if (!row.source.empty()) ++review->sources[row.source];
    }
  }
}

void AddDiff(const DraftDiff& diff, std::map<std::string, IndicatorReview>* reviews) {
  for (const auto& [name, counts] : diff.blocks) {
    FateCounts& sum = (*reviews)[name.indicator].changes;
    sum.added += counts.added;
    sum.changed += counts.changed;
    sum.withdrawn += counts.withdrawn;
    sum.unchanged += counts.unchanged;
  }
  for (const CellChange& change : diff.cells) {
    if (change.fate == CellFate::kChanged)
      (*reviews)[change.block.indicator].changed.push_back(&change);
  }
}

// Percentages have one place and no needless zero, so the longer text is the greater number.
bool IsGreaterChange(const CellChange* a, const CellChange* b) {
  const std::string first = PercentOf(*a);
  const std::string second = PercentOf(*b);
  const absl::string_view x = absl::StripPrefix(first, "-");
  const absl::string_view y = absl::StripPrefix(second, "-");
  return x.size() != y.size() ? x.size() > y.size() : x > y;
}

json MainChanges(std::vector<const CellChange*> changed, const catalogue::Catalogue* catalogue) {
  std::ranges::stable_sort(changed, IsGreaterChange);
  if (changed.size() > kMainChangesMax) changed.resize(kMainChangesMax);
  json changes = json::array();
  for (const CellChange* change : changed) {
    changes.push_back(json::parse(ChangeJson(*change, catalogue)));
  }
  return changes;
}

json DeviationNames(observation::DeviationSet deviations) {
  json names = json::array();
  for (const observation::Deviation deviation : observation::ListOf(deviations)) {
    names.push_back(std::string(observation::NameOf(deviation)));
  }
  return names;
}

// Those that most rows name.
json MainSources(const std::map<std::string, int>& sources) {
  std::vector<std::pair<std::string, int>> ordered(sources.begin(), sources.end());
  std::ranges::stable_sort(ordered, std::ranges::greater(), &std::pair<std::string, int>::second);
  if (ordered.size() > kMainSourcesMax) ordered.resize(kMainSourcesMax);
  json names = json::array();
  for (const auto& [source, rows] : ordered) names.push_back(source);
  return names;
}

json IndicatorObject(const std::string& id, const IndicatorReview& review,
                     const catalogue::Catalogue* catalogue) {
  const auto* indicator = catalogue == nullptr ? nullptr : catalogue->FindIndicator(id);
  return {{"indicator", id},
          {"code", indicator == nullptr ? json() : json(indicator->code)},
          {"name", indicator == nullptr ? json() : json(indicator->short_name)},
          {"measures", review.measures},
          {"periods", review.periods},
          {"with_number", review.with_number},
          {"held_back", review.held_back},
          {"missing", review.missing},
          {"as_specified", review.as_specified},
          {"withdrawn_blocks", review.withdrawn_blocks},
          {"changes",
           {{"added", review.changes.added},
            {"changed", review.changes.changed},
            {"withdrawn", review.changes.withdrawn},
            {"unchanged", review.changes.unchanged}}},
          {"main_changes", MainChanges(review.changed, catalogue)},
          {"deviations", DeviationNames(review.deviations)},
          {"sources", MainSources(review.sources)},
          {"sources_count", review.sources.size()}};
}

// Errors, and warnings that nobody has justified; notes wait for nobody.
void AddFindings(const std::string& check_json, json* review) {
  const json check = json::parse(check_json, nullptr, false);
  json findings = json::array();
  size_t open = 0;
  for (const json& finding : check.is_object() ? check.value("findings", json::array()) : json()) {
    const bool is_settled =
        finding.contains("justification") && finding["justification"].is_string();
    if (finding.value("severity", "") == "note" || is_settled) continue;
    ++open;
    if (findings.size() < kMainFindingsMax) findings.push_back(finding);
  }
  (*review)["errors"] = check.is_object() ? check.value("errors", 0) : 0;
  (*review)["warnings"] = check.is_object() ? check.value("warnings", 0) : 0;
  (*review)["open_warnings"] = check.is_object() ? check.value("open_warnings", 0) : 0;
  (*review)["findings_left_out"] = open - findings.size();
  (*review)["findings"] = std::move(findings);
}

// Cells that disclosure control would hold back, and why they are published.
json PublishedAgainstRule(const ApprovalSources& sources) {
  json cells = json::array();
  for (const observation::PartEntry& entry : sources.report->parts) {
    if (entry.kind != observation::PartKind::kNarrative) continue;
    const auto bytes = sources.parts(entry.part_hash);
    const auto part = observation::DecodePart(bytes.value_or(""));
    const auto* narrative =
        part.ok() ? std::get_if<observation::Narrative>(&part->content) : nullptr;
    if (narrative == nullptr) continue;
    const auto* indicator =
        sources.catalogue == nullptr ? nullptr : sources.catalogue->FindIndicator(entry.indicator);
    for (const formats::PublishedCell& cell : formats::ReadOverrideText(narrative->text)) {
      cells.push_back({{"indicator", entry.indicator},
                       {"code", indicator == nullptr ? entry.indicator : indicator->code},
                       {"at", cell.at},
                       {"reason", cell.reason}});
    }
  }
  return cells;
}

absl::StatusOr<std::map<std::string, IndicatorReview>> ReviewsOf(const ApprovalSources& sources) {
  std::map<std::string, IndicatorReview> reviews;
  for (const observation::PartEntry& entry : sources.report->parts) {
    if (entry.kind != observation::PartKind::kFigures) continue;
    IndicatorReview& review = reviews[entry.indicator];
    AddEntry(entry, &review);
    const std::optional<std::string> bytes = sources.parts(entry.part_hash);
    if (!bytes) {
      return Unreadable(absl::StrCat("the part of ", entry.indicator),
                        "its bytes are lost; drop the draft and import again");
    }
    LONTAR_ASSIGN_OR_RETURN(const observation::Part part, observation::DecodePart(*bytes));
    const auto* figures = std::get_if<observation::Figures>(&part.content);
    if (figures != nullptr) AddRows(*figures, &review);
  }
  AddDiff(*sources.diff, &reviews);
  return reviews;
}

json IndicatorList(std::map<std::string, IndicatorReview>* reviews,
                   const catalogue::Catalogue* catalogue) {
  json list = json::array();
  const auto take = [&](const std::string& id) {
    const auto found = reviews->find(id);
    if (found == reviews->end()) return;
    list.push_back(IndicatorObject(id, found->second, catalogue));
    reviews->erase(found);
  };
  if (catalogue != nullptr) {
    for (const catalogue::Indicator& indicator : catalogue->indicators()) take(indicator.id);
  }
  while (!reviews->empty()) take(std::string(reviews->begin()->first));
  return list;
}

}  // namespace

absl::StatusOr<std::string> ReviewJson(const ApprovalSources& sources) {
  LONTAR_ASSIGN_OR_RETURN(auto reviews, ReviewsOf(sources));
  const observation::Report& report = *sources.report;
  const std::string id = sources.draft->envelope.payload_id().hex();
  json review = {
      {"schema", "lontar.review.v1"},
      {"draft", sources.draft->id},
      {"signed", !sources.draft->envelope.signatures.empty()},
      {"member", report.member},
      {"provider", report.provider},
      {"on_behalf", report.on_behalf ? json(report.on_behalf->signing_office) : json()},
      {"drafted", json::parse(sources.drafted_json)},
      {"collection", report.collection},
      {"catalogue_version", report.catalogue_version},
      {"round", report.round.empty() ? json() : json(report.round)},
      {"supersedes", report.supersedes.size()},
      {"payload_id", id},
      {"fingerprint", base::ShortFingerprint(id)},
      {"held_back_cells", json::parse(HeldBackCellsJson(report, sources.parts, sources.catalogue))},
      {"published_against_rule", PublishedAgainstRule(sources)},
      {"approvals", json::parse(sources.approvals_json, nullptr, false)},
      {"indicators", IndicatorList(&reviews, sources.catalogue)}};
  AddFindings(sources.check_json, &review);
  return review.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace lontar::node
