#include "node/core/draft_check.h"

#include <algorithm>
#include <set>
#include <utility>

#include "node/core/live_blocks.h"

namespace lontar::node {
namespace {

using catalogue::CheckContext;
using catalogue::IndicatorBlock;

const fold::RoundOpen* FindRound(const DraftCheckSources& sources) {
  const auto* collection = sources.ahead->FindCollection(sources.report->collection);
  if (collection == nullptr) return nullptr;
  const auto found =
      std::ranges::find(collection->rounds, sources.report->round, &fold::RoundRecord::id);
  return found == collection->rounds.end() ? nullptr : &found->open;
}

void AddReported(const DraftCheckSources& sources, const std::string& indicator,
                 CheckContext* context) {
  const observation::Report& report = *sources.report;
  const auto take = [&](const fold::BlockKey& key) {
    for (observation::Block& block : LiveBlocks(*sources.ahead, sources.parts, key)) {
      if (key.provider == report.provider) {
        context->history.push_back({indicator, std::move(block)});
      } else {
        context->others.push_back({key.provider, indicator, std::move(block)});
      }
    }
  };
  sources.ahead->ForEachBlock(report.collection, report.member, indicator, take);
}

}  // namespace

formats::FindingCell CellOf(const std::string& indicator, const observation::Block& block,
                            const std::vector<std::string>& codes) {
  formats::FindingCell cell{indicator, block.measure, block.period, {}};
  for (size_t i = 0; i < std::min(codes.size(), block.dimensions.size()); ++i) {
    cell.codes.emplace_back(block.dimensions[i], codes[i]);
  }
  return cell;
}

std::vector<catalogue::ReportFinding> CheckLikely(const DraftCheckSources& sources,
                                                  const std::vector<IndicatorBlock>& blocks) {
  CheckContext context{.provider = sources.report->provider};
  if (const fold::RoundOpen* round = FindRound(sources); round != nullptr) {
    context.round_cut_off = round->cut_off;
    context.round_from = round->year_rule.from;
    context.round_to = round->year_rule.to;
  }
  std::set<std::string> indicators;
  for (const IndicatorBlock& block : blocks) indicators.insert(block.indicator);
  for (const std::string& indicator : indicators) AddReported(sources, indicator, &context);
  std::vector<catalogue::ReportFinding> findings =
      catalogue::CheckReport(*sources.catalogue, context, blocks);
  std::ranges::stable_sort(
      findings, {}, [](const catalogue::ReportFinding& found) { return found.finding.severity; });
  return findings;
}

}  // namespace lontar::node
