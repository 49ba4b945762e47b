#include "absl/strings/str_cat.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {

Violations CheckTrees(const World& world) {
  Violations found;
  for (const auto& node : world.nodes()) {
    if (!node->is_up()) continue;
    const log::TreeStore& tree = node->core()->tree();
    const auto root = world.hub().core()->tree().RootAt(tree.size());
    if (!root.ok() || *root != tree.root()) {
      found.push_back(absl::StrCat(node->member(), "'s log is no beginning of the hub's"));
    }
  }
  return found;
}

}  // namespace lontar::simulation
