#pragma once
// The laws of the whole system, one file each. They look at a run after its end; what they give
// back are sentences about what is broken, none for a good run.

#include <string>
#include <vector>

#include "tests/simulation/world.h"

namespace lontar::simulation {

using Violations = std::vector<std::string>;

// After the faults every queue drains, and every node has the whole log (invariant 20).
Violations CheckDrained(const World& world);
// What a node has acknowledged is in the hub's log exactly once, accepted.
Violations CheckAcknowledged(const World& world);
// An answer keeps its index, whatever crashes (invariant 8); so does an act of the authority.
Violations CheckAnswers(const World& world);
// Indexes run without a gap, and stamps never go back.
Violations CheckLog(const World& world);
// All that was ever signed is the beginning of one history (invariant 6).
Violations CheckCheckpoints(const World& world);
// Every node's tree is a beginning of the hub's.
Violations CheckTrees(const World& world);
// The fold of the log from scratch, and of any beginning of it, is what stands in memory
// (invariants 29 and 33).
Violations CheckFold(const World& world);
// The table is that of the naive count.
Violations CheckTable(const World& world);

// All of them, and what was seen while the run went.
Violations CheckAll(const World& world);

// The hub's leaves, decoded. Empty if one cannot be read: CheckLog says so.
std::vector<chain::Leaf> LeavesOf(const hub::HubCore& core);

}  // namespace lontar::simulation
