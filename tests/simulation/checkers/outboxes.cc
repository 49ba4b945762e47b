#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/store/key_space.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {
namespace {

// The entries on a node's disk, in order.
std::vector<base::EntryHash> EntriesOf(const NodeMachine& node) {
  std::vector<base::EntryHash> hashes;
  for (const auto& [key, value] : node.disk().Read()) {
    if (!absl::StartsWith(key, store::kEntryPrefix)) continue;
    const auto entry = chain::DecodeEntry(value);
    if (entry.ok()) hashes.push_back(entry->hash());
  }
  return hashes;
}

}  // namespace

Violations CheckOutboxes(const World& world) {
  std::set<base::EntryHash> sequenced;
  for (const chain::Leaf& leaf : LeavesOf(*world.hub().core())) sequenced.insert(leaf.entry.hash());
  Violations found;
  for (const auto& node : world.nodes()) {
    if (!node->is_up()) continue;
    const std::vector<base::EntryHash> entries = EntriesOf(*node);
    if (entries.size() != node->core()->own_entries()) {
      found.push_back(absl::StrCat(node->member(), " has ", entries.size(),
                                   " entries on its disk and says ", node->core()->own_entries()));
    }
    // A queue is the end of a chain: what stands before the entries that wait is in the log.
    const size_t waiting = IsForked(world, *node) ? entries.size() : node->core()->queued();
    for (size_t i = 0; i + waiting < entries.size(); ++i) {
      if (sequenced.contains(entries[i])) continue;
      found.push_back(
          absl::StrCat(node->member(), " entry ", i + 1, " neither waits nor is in the log"));
    }
  }
  return found;
}

}  // namespace lontar::simulation
