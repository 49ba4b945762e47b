#include "core/disclosure/disclosure.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/disclosure/merges.h"
#include "core/disclosure/table_builder.h"

namespace lontar::disclosure {
namespace {

using catalogue::Catalogue;
using catalogue::Indicator;
using observation::Block;
using observation::Confidentiality;
using observation::Row;
using observation::Status;

absl::Status CheckSettings(const DisclosureSettings& settings) {
  if (settings.minimum < kMinimumLeast) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "DISCLOSURE_MINIMUM",
                         absl::StrCat("the minimum of a published count is ", settings.minimum,
                                      "; write at least ", kMinimumLeast));
  }
  for (const Override& given : settings.overrides) {
    if (!given.reason.empty()) continue;
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "OVERRIDE_INCOMPLETE",
        absl::StrCat("publishing the cell ", absl::StrJoin(given.cell.codes, ", "), " of ",
                     given.cell.period, " against the rule needs a reason"));
  }
  return absl::OkStatus();
}

Confidentiality MarkOf(HoldReason reason, bool marks_tell) {
  if (marks_tell) return Confidentiality::kConfidential;
  return reason == HoldReason::kPrimary ? Confidentiality::kPrimary : Confidentiality::kSecondary;
}

// The plan of one indicator of class children.
class ChildrenPlanner {
 public:
  ChildrenPlanner(const TableSources& sources, DisclosurePlan* plan)
      : sources_(sources), plan_(plan) {}

  void Run() {
    for (const Table& table : BuildTables(sources_, &plan_->warnings)) PlanTable(table);
    std::ranges::sort(plan_->held_back, {}, &HeldBack::cell);
  }

 private:
  static CellName NameOfCell(const Table& table, size_t i) {
    return {.measure = table.origins[i].measure,
            .period = table.period,
            .codes = table.question.cells[i].codes};
  }
  bool IsSmall(const Cell& cell) const {
    return cell.value >= 1 && cell.value < sources_.settings.minimum;
  }
  void Warn(absl::string_view id, const Table& table, std::vector<std::string> codes,
            absl::string_view sentence) {
    plan_->warnings.push_back({.id = std::string(id),
                               .cell = {table.measure, table.period, std::move(codes)},
                               .sentence = std::string(sentence)});
  }

  void PlanTable(Table table) {
    TableOutcome outcome = ProtectTable(table.question);
    if (outcome.contradicts_itself && DropOldOnly(&table)) outcome = ProtectTable(table.question);
    WarnOf(table, outcome);
    std::set<std::vector<std::string>> held;
    for (size_t i = 0; i < table.question.cells.size(); ++i) {
      if (PlanCell(table, outcome, i)) held.insert(table.question.cells[i].codes);
    }
    HoldLinked(table, held, outcome.marks_tell);
    for (MergeProposal& proposal : ProposeMerges(table.question)) {
      proposal.measure = table.measure;
      proposal.period = table.period;
      plan_->merges.push_back(std::move(proposal));
    }
  }

  // What is said only in an earlier version, and fits no longer, has changed since.
  static bool DropOldOnly(Table* table) {
    Table kept{.measure = table->measure, .period = table->period, .question = table->question};
    kept.question.cells.clear();
    for (size_t i = 0; i < table->question.cells.size(); ++i) {
      if (!table->origins[i].is_stated_now) continue;
      kept.question.cells.push_back(table->question.cells[i]);
      kept.origins.push_back(table->origins[i]);
    }
    const bool has_changed = kept.origins.size() != table->origins.size();
    *table = std::move(kept);
    return has_changed;
  }

  void WarnOf(const Table& table, const TableOutcome& outcome) {
    for (const std::vector<std::string>& codes : outcome.exposed) {
      Warn("STILL_EXPOSED", table, codes,
           absl::StrCat("a small count at ", absl::StrJoin(codes, ", "), " of ", table.period,
                        " can be narrowed down from what was published before, or is published "
                        "against the rule; withdraw that, or merge codes"));
    }
    if (!outcome.dropped_dimensions.empty()) {
      Warn("PROTECTION_COARSE", table, {},
           absl::StrCat("the table of ", table.period,
                        " is too large to choose single cells; all figures by ",
                        absl::StrJoin(outcome.dropped_dimensions, ", "),
                        " are held back; merge codes to publish more"));
    }
    if (outcome.contradicts_itself) {
      Warn("TOTALS_DISAGREE", table, {},
           absl::StrCat("parts and totals of ", table.period,
                        " do not fit together, so that nothing can be proved; correct them"));
    }
  }

  // True if the cell is held back.
  bool PlanCell(const Table& table, const TableOutcome& outcome, size_t i) {
    const Cell& cell = table.question.cells[i];
    const CellOrigin& origin = table.origins[i];
    if (!origin.is_stated_now) return false;
    const bool is_small = IsSmall(cell);
    const bool has_breakdown = HasBreakdown(sources_.catalogue, sources_.indicator, cell.codes);
    if (origin.is_overridden) return false;
    HeldBack held{.cell = NameOfCell(table, i), .protects = outcome.cells[i].protects};
    if (cell.value == kUnknown) {
      held.reason = HoldReason::kBefore;
      held.mark = outcome.marks_tell || origin.mark == Confidentiality::kFree
                      ? Confidentiality::kConfidential
                      : origin.mark;
    } else if (is_small && !has_breakdown) {
      plan_->needs_confirmation.push_back(held.cell);
      return false;
    } else if (is_small) {
      if (origin.was_published) {
        Warn("PUBLISHED_BEFORE", table, cell.codes,
             absl::StrCat("the small count at ", absl::StrJoin(cell.codes, ", "), " of ",
                          table.period,
                          " was published before; withdraw the earlier version with "
                          "the reason disclosure"));
      }
      held.reason = HoldReason::kPrimary;
      held.mark = MarkOf(held.reason, outcome.marks_tell);
    } else if (outcome.cells[i].treatment != Treatment::kShown) {
      held.reason = HoldReason::kSecondary;
      held.mark = MarkOf(held.reason, outcome.marks_tell);
    } else {
      return false;
    }
    plan_->held_back.push_back(std::move(held));
    return true;
  }

  // With its denominator, which may be in any census, a percentage is the number.
  void HoldLinked(const Table& table, const std::set<std::vector<std::string>>& held,
                  bool marks_tell) {
    for (const Block& block : sources_.blocks) {
      const bool is_of_table = block.measure == table.measure || block.period != table.period;
      if (is_of_table || !IsUsable(sources_.indicator, block)) continue;
      const auto* measure = Catalogue::FindMeasure(sources_.indicator, block.measure);
      if (measure->kind == catalogue::MeasureKind::kNumber) continue;
      for (const Row& row : block.rows) {
        CellName name{block.measure, block.period, row.codes};
        const bool is_listed =
            std::ranges::find(plan_->held_back, name, &HeldBack::cell) != plan_->held_back.end();
        if (!held.contains(row.codes) || is_listed || !observation::HasNumber(row.status)) continue;
        plan_->held_back.push_back({.cell = std::move(name),
                                    .reason = HoldReason::kLinked,
                                    .protects = row.codes,
                                    .mark = MarkOf(HoldReason::kLinked, marks_tell)});
      }
    }
  }

  const TableSources& sources_;
  DisclosurePlan* plan_;
};

void ProposeLowReliability(const TableSources& sources, DisclosurePlan* plan) {
  std::map<std::pair<std::string, std::vector<std::string>>, int64_t> samples;
  for (const CellCount& count : sources.settings.sample_counts) {
    samples.emplace(std::pair(count.period, count.codes), count.count);
  }
  for (const Block& block : sources.blocks) {
    for (const Row& row : block.rows) {
      const auto found = samples.find({block.period, row.codes});
      if (found == samples.end() || found->second >= kSampleLeast) continue;
      if (!observation::HasNumber(row.status) || row.status == Status::kLowReliability) continue;
      plan->low_reliability.push_back({block.measure, block.period, row.codes});
    }
  }
  std::ranges::sort(plan->low_reliability);
}

void WarnOfSmallDenominators(const TableSources& sources, DisclosurePlan* plan) {
  for (const CellCount& count : sources.settings.denominators) {
    if (count.count >= sources.settings.minimum) continue;
    plan->warnings.push_back(
        {.id = "DENOMINATOR_SMALL",
         .cell = {.period = count.period, .codes = count.codes},
         .sentence =
             absl::StrCat("the denominator at ", absl::StrJoin(count.codes, ", "), " of ",
                          count.period, " is under the minimum of ", sources.settings.minimum,
                          "; merge codes, or hold the figure back")});
  }
}

}  // namespace

absl::string_view NameOf(HoldReason reason) {
  switch (reason) {
    case HoldReason::kPrimary:
      return "small count";
    case HoldReason::kSecondary:
      return "protects a small count";
    case HoldReason::kLinked:
      return "percentage of a number held back";
    case HoldReason::kBefore:
      return "held back already";
  }
  return "";
}

absl::StatusOr<DisclosurePlan> PlanDisclosure(const Catalogue& catalogue,
                                              const Indicator& indicator,
                                              const Statements& statements,
                                              const DisclosureSettings& settings) {
  LONTAR_RETURN_IF_ERROR(CheckSettings(settings));
  DisclosurePlan plan;
  const TableSources sources{.catalogue = catalogue,
                             .indicator = indicator,
                             .blocks = statements.blocks,
                             .earlier = statements.earlier,
                             .settings = settings};
  if (indicator.disclosure == "none") return plan;
  if (indicator.disclosure == "survey") {
    ProposeLowReliability(sources, &plan);
    return plan;
  }
  if (indicator.disclosure == "rate") {
    WarnOfSmallDenominators(sources, &plan);
    return plan;
  }
  plan.overridden = settings.overrides;
  ChildrenPlanner(sources, &plan).Run();
  return plan;
}

void ApplyDisclosure(const DisclosurePlan& plan, std::vector<Block>* blocks) {
  std::map<CellName, Confidentiality> marks;
  for (const HeldBack& held : plan.held_back) marks.emplace(held.cell, held.mark);
  for (Block& block : *blocks) {
    for (Row& row : block.rows) {
      const auto found = marks.find({block.measure, block.period, row.codes});
      if (found == marks.end()) continue;
      row.value = {};
      row.status = Status::kSuppressed;
      row.confidentiality = found->second;
    }
  }
}

}  // namespace lontar::disclosure
