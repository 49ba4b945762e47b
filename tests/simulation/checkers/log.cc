#include "absl/strings/str_cat.h"
#include "core/log/merkle.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {

Violations CheckLog(const World& world) {
  const hub::HubCore& core = *world.hub().core();
  const std::vector<chain::Leaf> leaves = LeavesOf(core);
  Violations found;
  if (leaves.size() != core.tree().size().value()) found.push_back("a leaf cannot be read");
  log::Frontier frontier;
  uint64_t last_ms = 0;
  for (const chain::Leaf& leaf : leaves) {
    frontier.Append(log::LeafHash(leaf.leaf_bytes));
    if (leaf.stamp.time_ms < last_ms) {
      found.push_back(absl::StrCat("stamps go back before size ", frontier.size().value()));
    }
    last_ms = leaf.stamp.time_ms;
  }
  if (frontier.Root() != core.tree().root()) found.push_back("the leaves make another root");
  if (core.state().size() != core.tree().size()) found.push_back("fold and tree differ in size");
  return found;
}

}  // namespace lontar::simulation
