#include "core/fold/region_memo.h"

#include "core/base/status_macros.h"

namespace lontar::fold {

absl::StatusOr<RegionTable> RegionMemo::Find(const State& state, const RoundReference& reference,
                                             LogSize as_of, const PartReader& every_part) {
  if (!ClosedAt(state, *reference.round, as_of)) {
    return FindRegion(state, reference, as_of, every_part);
  }
  if (size_ != state.size()) closed_.clear();
  size_ = state.size();
  const std::pair<std::string, std::string> key(reference.collection->act.id, reference.round->id);
  const auto kept = closed_.find(key);
  if (kept != closed_.end()) return kept->second;
  LONTAR_ASSIGN_OR_RETURN(RegionTable table, FindRegion(state, reference, as_of, every_part));
  closed_.emplace(key, table);
  return table;
}

}  // namespace lontar::fold
