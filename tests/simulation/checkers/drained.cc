#include "absl/strings/str_cat.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {

Violations CheckDrained(const World& world) {
  Violations found;
  for (const auto& node : world.nodes()) {
    if (!node->is_up()) {
      found.push_back(absl::StrCat(node->member(), " is down after the faults"));
      continue;
    }
    if (IsForked(world, *node)) {
      const auto told = world.ledger().rolled_back.find(node->member());
      if (told == world.ledger().rolled_back.end() || told->second.empty()) {
        found.push_back(absl::StrCat(node->member(), " wrote on an earlier disk and was not told"));
      }
      continue;
    }
    if (node->core()->queued() != 0) {
      found.push_back(absl::StrCat(node->member(), " still has ", node->core()->queued(),
                                   " entries that wait"));
    }
    if (node->core()->tree().size() != world.hub().core()->tree().size()) {
      found.push_back(absl::StrCat(node->member(), " has pulled ",
                                   node->core()->tree().size().value(), " leaves of ",
                                   world.hub().core()->tree().size().value()));
    }
  }
  if (world.hub().core()->queued() != 0) found.push_back("entries wait at the hub");
  return found;
}

}  // namespace lontar::simulation
