#include "core/formats/held_back.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/status_macros.h"

namespace lontar::formats {
namespace {

using catalogue::Severity;
using disclosure::CellName;
using disclosure::DisclosurePlan;
using disclosure::HeldBack;
using disclosure::HoldReason;
using observation::Confidentiality;

// More groups than a person reads in one sentence.
constexpr size_t kGroupsNamedMax = 8;

std::map<CellName, FigurePlace> PlacesByCell(const ImportedIndicator& imported) {
  std::map<CellName, FigurePlace> places;
  for (size_t b = 0; b < imported.blocks.size(); ++b) {
    const observation::Block& block = imported.blocks[b];
    for (size_t r = 0; r < block.rows.size(); ++r) {
      places.emplace(CellName{block.measure, block.period, block.rows[r].codes},
                     imported.places[b][r]);
    }
  }
  return places;
}

// Where a figure stands, as findings name it.
using TablePlace = std::pair<int, std::string>;

class Hiding {
 public:
  Hiding(const std::vector<MappedTable>& tables, ImportResult* result)
      : tables_(tables), result_(result) {}

  void HideOf(const DisclosureOutcome& outcome, size_t index) {
    const DisclosurePlan& plan = outcome.plans[index];
    ImportedIndicator& imported = result_->indicators[index];
    std::set<CellName> names;
    for (const HeldBack& held : plan.held_back) names.insert(held.cell);
    if (!outcome.is_small_total_confirmed) {
      names.insert(plan.needs_confirmation.begin(), plan.needs_confirmation.end());
    }
    for (size_t b = 0; b < imported.blocks.size(); ++b) {
      const observation::Block& block = imported.blocks[b];
      for (size_t r = 0; r < block.rows.size(); ++r) {
        FigurePlace& place = imported.places[b][r];
        place.is_hidden = names.contains({block.measure, block.period, block.rows[r].codes});
        (place.is_hidden ? hidden_ : shown_).insert(NameOf(place));
      }
    }
    disclosure::ApplyDisclosure(plan, &imported.blocks);
  }

  // A figure that was not taken into a block is judged by nobody; its note says no more either.
  void HideInFindings() {
    for (ImportFinding& finding : result_->findings) {
      const TablePlace place{finding.table, finding.place};
      if (finding.id == "CELL_NORMALISED" && !shown_.contains(place)) {
        finding.value.clear();
        finding.sentence =
            "the cell was read otherwise than it is written; what it says is not "
            "repeated, because the cell is held back or not taken";
      } else if (finding.id == "TOTAL_BELOW_PART" && !hidden_.empty()) {
        // Its sentence speaks of a second cell, which may be a hidden one.
        finding.value.clear();
        finding.sentence = "a part is more than its total; correct one or say why";
      } else if (hidden_.contains(place) || (finding.id == "CELL_TWICE" && !hidden_.empty())) {
        finding.value.clear();  // the second of two figures for one cell has no place of its own
      }
    }
  }

 private:
  TablePlace NameOf(const FigurePlace& place) const {
    const Table& table = tables_[static_cast<size_t>(place.table)].table;
    return {place.table, table.PlaceOf(place.row, place.column)};
  }

  const std::vector<MappedTable>& tables_;
  ImportResult* result_;
  std::set<TablePlace> hidden_;
  std::set<TablePlace> shown_;
};

absl::string_view WhyOf(const HeldBack& held) {
  if (held.reason == HoldReason::kLinked) return "it is the percentage of a number held back";
  switch (held.mark) {
    case Confidentiality::kPrimary:
      return "it is a small count";
    case Confidentiality::kSecondary:
      return "a small count could be worked out with it";
    case Confidentiality::kFree:
    case Confidentiality::kNotPublic:
    case Confidentiality::kConfidential:
      break;
  }
  return "it is a small count, or one could be worked out with it";
}

class OutcomeFindings {
 public:
  OutcomeFindings(const DisclosureOutcome& outcome, const std::vector<MappedTable>& tables)
      : outcome_(outcome), tables_(tables) {}

  void AddOf(const DisclosurePlan& plan, const catalogue::Indicator& indicator,
             const ImportedIndicator& imported) {
    code_ = indicator.code;
    places_ = PlacesByCell(imported);
    AddTotals(plan);
    for (const disclosure::Note& note : plan.warnings) {
      Add(note.id, Severity::kWarning, note.cell,
          absl::StrCat(BlockText(note.cell), ": ", note.sentence));
    }
    for (const HeldBack& held : plan.held_back) {
      if (held.reason == HoldReason::kBefore) continue;
      Add("CELL_HELD_BACK", Severity::kNote, held.cell,
          absl::StrCat(CellText(held.cell), " is held back (status Q, mark ",
                       observation::CodeOf(held.mark), "): ", WhyOf(held)));
    }
    for (const disclosure::MergeProposal& merge : plan.merges) AddMerge(merge);
  }

  std::vector<ImportFinding> Take() { return findings_.Take(); }

 private:
  std::string BlockText(const CellName& cell) const {
    return absl::StrCat(code_, cell.measure.empty() ? "" : ", ", cell.measure,
                        cell.period.empty() ? "" : ", ", cell.period);
  }
  std::string CellText(const CellName& cell) const {
    return absl::StrCat(BlockText(cell), cell.codes.empty() ? "" : ", ",
                        absl::StrJoin(cell.codes, " "));
  }

  void Add(absl::string_view id, Severity severity, const CellName& cell, std::string sentence) {
    ImportFinding finding;
    finding.id = std::string(id);
    finding.severity = severity;
    finding.sentence = std::move(sentence);
    const auto found = places_.find(cell);
    if (found != places_.end()) {
      const FigurePlace& place = found->second;
      const Table& table = tables_[static_cast<size_t>(place.table)].table;
      finding.table = place.table;
      finding.place = table.PlaceOf(place.row, place.column);
      finding.row = table.SpreadsheetRow(place.row);
      finding.column = table.columns()[static_cast<size_t>(place.column)];
    }
    findings_.Add(std::move(finding));
  }

  void AddTotals(const DisclosurePlan& plan) {
    for (const CellName& cell : plan.needs_confirmation) {
      if (outcome_.is_small_total_confirmed) {
        Add("SMALL_TOTAL_CONFIRMED", Severity::kNote, cell,
            absl::StrCat(CellText(cell), " is a total under the minimum of ", outcome_.minimum,
                         "; it is reported, as confirmed"));
        continue;
      }
      Add("SMALL_TOTAL_UNCONFIRMED", Severity::kError, cell,
          absl::StrCat(CellText(cell), " is small (under ", outcome_.minimum,
                       "), but a national total; if it may be published, confirm it once: import "
                       "again with --confirm-small-totals, else write status Q"));
    }
  }

  void AddMerge(const disclosure::MergeProposal& merge) {
    const CellName of{.measure = merge.measure, .period = merge.period, .codes = {}};
    if (merge.groups.size() == 1) {
      Add("MERGE_PROPOSED", Severity::kNote, of,
          absl::StrCat(BlockText(of), ": without the breakdown by ", merge.dimension,
                       " no count is small"));
      return;
    }
    std::vector<std::string> groups;
    for (const std::vector<std::string>& group : merge.groups) {
      if (group.size() > 1) groups.push_back(absl::StrJoin(group, " with "));
    }
    const size_t unnamed = groups.size() - std::min(groups.size(), kGroupsNamedMax);
    groups.resize(groups.size() - unnamed);
    Add("MERGE_PROPOSED", Severity::kNote, of,
        absl::StrCat(BlockText(of), ": no count is small if by ", merge.dimension,
                     " these are reported together: ", absl::StrJoin(groups, "; "),
                     unnamed == 0 ? "" : absl::StrCat("; and ", unnamed, " more groups")));
  }

  const DisclosureOutcome& outcome_;
  const std::vector<MappedTable>& tables_;
  std::string code_;
  std::map<CellName, FigurePlace> places_;
  FindingList findings_;
};

}  // namespace

HeldBackCounts CountHeldBack(const DisclosureOutcome& outcome) {
  HeldBackCounts counts;
  for (const DisclosurePlan& plan : outcome.plans) {
    counts.small_totals += static_cast<int>(plan.needs_confirmation.size());
    for (const HeldBack& held : plan.held_back) {
      if (held.reason == HoldReason::kBefore) continue;
      if (held.mark == Confidentiality::kPrimary) {
        ++counts.small;
      } else if (held.mark == Confidentiality::kSecondary) {
        ++counts.protecting;
      } else {
        ++counts.confidential;
      }
    }
  }
  return counts;
}

absl::StatusOr<DisclosureOutcome> PlanImport(const catalogue::Catalogue& catalogue,
                                             const ImportResult& result) {
  DisclosureOutcome outcome;
  for (const ImportedIndicator& imported : result.indicators) {
    LONTAR_ASSIGN_OR_RETURN(
        DisclosurePlan plan,
        disclosure::PlanDisclosure(catalogue, *catalogue.FindIndicator(imported.indicator),
                                   {imported.blocks, {}}, {}));
    outcome.plans.push_back(std::move(plan));
  }
  return outcome;
}

void HoldBack(const DisclosureOutcome& outcome, const std::vector<MappedTable>& tables,
              ImportResult* result) {
  Hiding hiding(tables, result);
  for (size_t i = 0; i < outcome.plans.size(); ++i) hiding.HideOf(outcome, i);
  hiding.HideInFindings();
}

std::vector<ImportFinding> DisclosureFindings(const DisclosureOutcome& outcome,
                                              const catalogue::Catalogue& catalogue,
                                              const std::vector<MappedTable>& tables,
                                              const ImportResult& result) {
  OutcomeFindings findings(outcome, tables);
  for (size_t i = 0; i < outcome.plans.size(); ++i) {
    const ImportedIndicator& imported = result.indicators[i];
    findings.AddOf(outcome.plans[i], *catalogue.FindIndicator(imported.indicator), imported);
  }
  return findings.Take();
}

}  // namespace lontar::formats
