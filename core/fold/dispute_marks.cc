#include "core/fold/dispute_marks.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "core/base/status_macros.h"

namespace lontar::fold {
namespace {

// The measures of which several live statements of one period stand beside each other.
std::set<std::string> ContestedMeasures(const DisputeSources& sources, const CellQuery& query,
                                        LogSize counted) {
  std::map<std::pair<std::string, std::string>, size_t> live;
  sources.state.ForEachBlock(
      query.collection, query.member, query.indicator, [&](const BlockKey& key) {
        if (!InsideYearRule(sources.reference.round->open.year_rule, key.period)) return;
        live[{key.measure, key.period}] += sources.state.LiveAt(key, counted).size();
      });
  std::set<std::string> measures;
  for (const auto& [block, statements] : live) {
    if (statements > 1) measures.insert(block.first);
  }
  return measures;
}

absl::StatusOr<std::optional<bool>> IsDisputed(const DisputeSources& sources, CellQuery query,
                                               LogSize as_of) {
  const CollectionAct& collection = sources.reference.collection->act;
  if (SightOf(sources.viewer, collection, query.member) == Sight::kNothing) return std::nullopt;
  const RoundRecord& round = *sources.reference.round;
  // What came after the close is no part of what the matrix counts.
  const LogSize counted = round.CountedUpTo(query.member, as_of);
  bool sees_all = true;
  for (const std::string& measure : ContestedMeasures(sources, query, counted)) {
    query.measure = measure;
    LONTAR_ASSIGN_OR_RETURN(const MergedCells merged,
                            MergeCells(sources.state, query, counted, sources.parts));
    const bool has_any = std::ranges::any_of(merged.cells, [&round](const Cell& cell) {
      return cell.is_disputed() && InsideYearRule(round.open.year_rule, cell.period);
    });
    if (has_any) return true;
    sees_all = sees_all && merged.unreadable_blocks == 0;
  }
  return sees_all ? std::optional(false) : std::nullopt;
}

}  // namespace

absl::StatusOr<DisputeMarks> MarkDisputes(const DisputeSources& sources,
                                          const ThresholdTable& table) {
  DisputeMarks marks;
  for (const IndicatorCoverage& indicator : table.indicators) {
    auto& line = marks.emplace_back();
    for (const MemberCoverage& member : indicator.members) {
      LONTAR_ASSIGN_OR_RETURN(
          line.emplace_back(),
          IsDisputed(sources, {table.collection, member.member, indicator.id, ""}, table.size));
    }
  }
  return marks;
}

}  // namespace lontar::fold
