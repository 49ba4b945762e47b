#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/store/key_space.h"
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
    for (const auto& [key, value] : node->disk().Read()) {
      if (!absl::StartsWith(key, store::kEvidencePrefix)) continue;
      found.push_back(absl::StrCat(node->member(), " keeps evidence against the hub: ", value));
    }
  }
  for (const auto& [member, verified] : world.ledger().verified) {
    for (const auto& [size, root] : verified) {
      const auto ours = world.hub().core()->tree().RootAt(size);
      if (ours.ok() && *ours == root) continue;
      found.push_back(absl::StrCat(member, " has verified another history of size ", size.value()));
    }
  }
  return found;
}

}  // namespace lontar::simulation
