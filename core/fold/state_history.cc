// When a statement was live: the same rules as State::LiveAt, asked for all sizes at once.

#include <algorithm>

#include "core/fold/state.h"

namespace lontar::fold {
namespace {

bool IsFirst(const std::optional<LogIndex>& a, const std::optional<LogIndex>& b) {
  return a && (!b || *a < *b);
}

// What is left of `whole` outside of `others`, which are sorted by their beginning.
std::vector<Stretch> Without(const Stretch& whole, const std::vector<Stretch>& others) {
  std::vector<Stretch> left;
  LogIndex from = whole.from;
  for (const Stretch& other : others) {
    if (whole.until && other.from >= *whole.until) break;
    if (from < other.from) left.push_back({from, other.from});
    if (!other.until) return left;
    from = std::max(from, *other.until);
  }
  if (!whole.until || from < *whole.until) left.push_back({from, whole.until});
  return left;
}

}  // namespace

Stretch State::StandingOf(const BlockStatement& statement) const {
  Stretch standing{statement.index, std::nullopt};
  for (const ReportRecord::Acceptance& acceptance : FindReport(statement.report)->acceptances) {
    if (acceptance.index != statement.index) continue;
    for (const trust::KeyId& id : acceptance.signers) {
      const KeyRecord* key = FindKey(id);
      const bool is_suspect = key != nullptr && key->suspect_from && key->until &&
                              acceptance.index >= *key->suspect_from;
      if (is_suspect && IsFirst(key->until, standing.until)) standing.until = key->until;
    }
  }
  return standing;
}

std::vector<Stretch> State::LiveStretches(const BlockKey& key, const BlockStatement& statement,
                                          LogSize as_of) const {
  const auto found = blocks_.find(key);
  if (found == blocks_.end() || statement.counts.withdrawn) return {};
  std::vector<Stretch> covered;
  const auto namers = named_by_.find(statement.report);
  for (const BlockStatement& other : found->second) {
    if (namers == named_by_.end()) break;
    if (namers->second.contains(other.report)) covered.push_back(StandingOf(other));
  }
  std::ranges::sort(covered);
  std::vector<Stretch> live;
  for (Stretch stretch : Without(StandingOf(statement), covered)) {
    if (!base::IsBefore(stretch.from, as_of)) continue;
    if (stretch.until && !base::IsBefore(*stretch.until, as_of)) stretch.until = std::nullopt;
    live.push_back(stretch);
  }
  return live;
}

std::optional<ChainPlace> State::FindPlace(absl::string_view author, LogIndex index) const {
  const std::string name(author);
  for (auto chain = chains_.lower_bound({name, base::Incarnation()}); chain != chains_.end();
       ++chain) {
    if (chain->first.first != name) break;
    const std::vector<LogIndex>& indexes = chain->second.indexes;
    // Numbers follow one another in the log.
    const auto found = std::ranges::lower_bound(indexes, index);
    if (found == indexes.end() || *found != index) continue;
    const auto number = static_cast<uint64_t>(found - indexes.begin()) + 1;
    return ChainPlace{name, chain->first.second, base::ChainNumber(number)};
  }
  return std::nullopt;
}

}  // namespace lontar::fold
