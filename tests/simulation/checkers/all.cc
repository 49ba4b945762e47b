#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {

std::vector<chain::Leaf> LeavesOf(const hub::HubCore& core) {
  std::vector<chain::Leaf> leaves;
  for (uint64_t index = 0; index < core.tree().size().value(); ++index) {
    auto bytes = core.tree().LeafAt(base::LogIndex(index));
    if (!bytes.ok()) return {};
    auto leaf = chain::DecodeLeaf(*std::move(bytes));
    if (!leaf.ok()) return {};
    leaves.push_back(*std::move(leaf));
  }
  return leaves;
}

Violations CheckAll(const World& world) {
  Violations all = world.ledger().violations;
  if (!world.hub().is_up()) {
    all.push_back("the hub is down after the faults");
    return all;
  }
  for (auto* check : {CheckDrained, CheckAcknowledged, CheckAnswers, CheckLog, CheckCheckpoints,
                      CheckTrees, CheckFold, CheckTable}) {
    const Violations found = check(world);
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

}  // namespace lontar::simulation
