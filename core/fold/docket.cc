#include "core/fold/docket.h"

#include <algorithm>
#include <set>

#include "core/base/status_macros.h"
#include "core/fold/headline.h"

namespace lontar::fold {
namespace {

std::vector<Evidence> GatherEvidence(const State& state, const RoundReference& reference,
                                     const ThresholdTable& table, absl::string_view indicator) {
  std::vector<Evidence> evidence;
  for (const MemberAct& member : table.members) {
    const LogSize counted = reference.round->CountedUpTo(member.member, table.size);
    const auto take = [&](const BlockKey& key) {
      for (const BlockStatement& statement : state.LiveAt(key, counted)) {
        const bool on_behalf = state.FindReport(statement.report)->report.on_behalf.has_value();
        evidence.push_back({key.member, key.provider, on_behalf, key.measure, key.period,
                            InsideYearRule(table.rule.year_rule, key.period), statement.counts});
      }
    };
    state.ForEachBlock(table.collection, member.member, indicator, take);
  }
  return evidence;
}

std::vector<DocketLine> ListLines(const State& state, const RoundReference& reference,
                                  const ThresholdTable& table) {
  const AnswerFinder finder(state, reference);
  const OpenQuestions questions(state, table.collection, table.size);
  std::vector<DocketLine> lines;
  for (const IndicatorCoverage& coverage : table.indicators) {
    DocketLine& line = lines.emplace_back();
    line.coverage = coverage;
    line.count_without_held_back = coverage.count;
    line.clarified = questions.On(coverage.id);
    for (const MemberCoverage& member : coverage.members) {
      line.answers.push_back(finder.Find(member.member, coverage.id, table.size));
      if (member.is_held_back_only) --line.count_without_held_back;
    }
  }
  return lines;
}

}  // namespace

absl::StatusOr<std::vector<BaselineValue>> FindBaselines(const State& state,
                                                         const RoundReference& reference,
                                                         const ThresholdTable& table,
                                                         const PartReader& parts) {
  std::vector<BaselineValue> values;
  for (const IndicatorCoverage& coverage : table.indicators) {
    const catalogue::Indicator* indicator = reference.catalogue->FindIndicator(coverage.id);
    for (const MemberCoverage& member : coverage.members) {
      if (!member.baseline) continue;
      const CellQuery query{table.collection, member.member, coverage.id, member.baseline->measure,
                            member.baseline->year};
      const LogSize counted = reference.round->CountedUpTo(member.member, table.size);
      LONTAR_ASSIGN_OR_RETURN(const MergedCells merged, MergeCells(state, query, counted, parts));
      values.push_back({member.member, coverage.id, *member.baseline,
                        HeadlineCell(*reference.catalogue, *indicator, merged.cells)});
    }
  }
  return values;
}

namespace {

// What was announced and decided besides figures.
void AddActs(const RoundReference& reference, Docket* docket) {
  const LogSize size = docket->table.size;
  const std::string cut_off = docket->round.CutOffFor("", size);
  for (const MemberAct& member : docket->table.members) {
    const std::string own = docket->round.CutOffFor(member.member, size);
    if (own != cut_off) docket->extensions.emplace(member.member, own);
  }
  for (const DecisionRecord& decision : reference.collection->decisions) {
    const bool is_of_round = decision.act.round == docket->round.id;
    if (is_of_round && base::IsBefore(decision.index, size)) docket->decisions.push_back(decision);
  }
}

}  // namespace

absl::StatusOr<Docket> ComputeDocket(const State& state, const RoundReference& reference,
                                     const ThresholdTable& table, const PartReader& parts) {
  Docket docket;
  docket.table = table;
  docket.round = *reference.round;
  docket.origin = state.trust_root()->origin;
  docket.collection_name = reference.collection->act.name;
  docket.lines = ListLines(state, reference, table);
  AddActs(reference, &docket);
  if (table.what_if.empty()) docket.editions = ListEditions(state, reference, table.size);
  const DeviationScope scope{reference.collection, reference.catalogue, reference.round, "",
                             table.size};
  LONTAR_ASSIGN_OR_RETURN(docket.deviations, GatherDeviations(state, scope, parts));
  std::set<std::string> lists;
  for (const catalogue::Indicator& indicator : reference.catalogue->indicators())
    lists.insert(indicator.list);
  lists.erase(table.rule.list);
  docket.other_lists.assign(lists.begin(), lists.end());
  for (const IndicatorCoverage& coverage : table.indicators) {
    if (!coverage.is_met) {
      docket.below.push_back({coverage, GatherEvidence(state, reference, table, coverage.id)});
    }
    for (const MemberCoverage& member : coverage.members) {
      const CellQuery query{table.collection, member.member, coverage.id, ""};
      const LogSize counted = reference.round->CountedUpTo(member.member, table.size);
      LONTAR_ASSIGN_OR_RETURN(const MergedCells merged, MergeCells(state, query, counted, parts));
      docket.unreadable_blocks += merged.unreadable_blocks;
      std::ranges::copy_if(merged.cells, std::back_inserter(docket.disputed),
                           [](const Cell& cell) { return cell.is_disputed(); });
    }
  }
  return docket;
}

}  // namespace lontar::fold
