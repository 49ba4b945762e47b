#include "core/fold/block_record.h"

#include <algorithm>

namespace lontar::fold {

const LivePlaces& BlockRecord::PlacesAt(LogSize as_of) const {
  static const LivePlaces kNone;
  const auto behind = std::ranges::partition_point(
      changes, [as_of](const LiveChange& change) { return base::IsBefore(change.from, as_of); });
  return behind == changes.begin() ? kNone : std::prev(behind)->live;
}

std::vector<BlockStatement> BlockRecord::LiveAt(LogSize as_of) const {
  std::vector<BlockStatement> live;
  for (const uint32_t place : PlacesAt(as_of)) live.push_back(statements[place]);
  return live;
}

std::vector<std::vector<Stretch>> BlockRecord::StretchesAt(LogSize as_of) const {
  std::vector<std::vector<Stretch>> stretches(statements.size());
  for (auto change = changes.begin(); change != changes.end(); ++change) {
    if (!base::IsBefore(change->from, as_of)) break;
    const auto next = std::next(change);
    const bool ends = next != changes.end() && base::IsBefore(next->from, as_of);
    const std::optional<LogIndex> until = ends ? std::optional(next->from) : std::nullopt;
    for (const uint32_t place : change->live) {
      std::vector<Stretch>& of_one = stretches[place];
      const bool goes_on = !of_one.empty() && of_one.back().until == change->from;
      if (goes_on) {
        of_one.back().until = until;
      } else {
        of_one.push_back({change->from, until});
      }
    }
  }
  return stretches;
}

}  // namespace lontar::fold
