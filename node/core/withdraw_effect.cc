#include "node/core/withdraw_effect.h"

#include <algorithm>
#include <optional>

#include "core/base/status_macros.h"
#include "core/fold/threshold.h"

namespace lontar::node {
namespace {

bool IsTakenBack(const Withdrawn& withdrawn, const fold::BlockKey& key) {
  return key.provider == withdrawn.provider &&
         std::ranges::any_of(withdrawn.blocks, [&key](const observation::BlockCount& block) {
           return block.measure == key.measure && block.period == key.period;
         });
}

// True if a figure that the round's year rule admits is left to the member.
bool StillCounts(const Withdrawn& withdrawn, const catalogue::YearRule& rule) {
  const fold::State& ahead = *withdrawn.ahead;
  bool counts = false;
  const auto look = [&](const fold::BlockKey& key) {
    if (IsTakenBack(withdrawn, key) || !fold::InsideYearRule(rule, key.period)) return;
    for (const fold::BlockStatement& statement : ahead.LiveAt(key, ahead.size())) {
      counts |= statement.counts.with_number + statement.counts.held_back > 0;
    }
  };
  ahead.ForEachBlock(withdrawn.collection, withdrawn.member, withdrawn.indicator, look);
  return counts;
}

// Nothing where the round does not ask for the indicator, or does not count the member for it.
absl::StatusOr<std::optional<CountEffect>> EffectOn(const Withdrawn& withdrawn,
                                                    const fold::RoundRecord& round) {
  const fold::State& ahead = *withdrawn.ahead;
  LONTAR_ASSIGN_OR_RETURN(const fold::RoundReference reference,
                          fold::FindRound(ahead, withdrawn.collection, round.id, ahead.size()));
  LONTAR_ASSIGN_OR_RETURN(const fold::ThresholdTable table,
                          fold::ComputeThreshold(ahead, reference, ahead.size(), base::Hash()));
  const auto line =
      std::ranges::find(table.indicators, withdrawn.indicator, &fold::IndicatorCoverage::id);
  if (line == table.indicators.end()) return std::nullopt;
  const auto member =
      std::ranges::find(line->members, withdrawn.member, &fold::MemberCoverage::member);
  if (member == line->members.end() || !member->is_reported) return std::nullopt;
  CountEffect effect{round.id, line->code, line->count, line->count, table.rule.threshold, false};
  effect.is_closed = round.CountedUpTo(withdrawn.member, ahead.size()) < ahead.size();
  if (!effect.is_closed && !StillCounts(withdrawn, round.open.year_rule)) --effect.after;
  return effect;
}

}  // namespace

absl::StatusOr<std::vector<CountEffect>> EffectsOf(const Withdrawn& withdrawn) {
  std::vector<CountEffect> effects;
  const fold::CollectionRecord* collection = withdrawn.ahead->FindCollection(withdrawn.collection);
  if (collection == nullptr) return effects;
  for (const fold::RoundRecord& round : collection->rounds) {
    LONTAR_ASSIGN_OR_RETURN(const auto effect, EffectOn(withdrawn, round));
    if (effect) effects.push_back(*effect);
  }
  return effects;
}

}  // namespace lontar::node
