#pragma once
// The laws of the whole system, one file each. They look at a run after its end; what they give
// back are sentences about what is broken, none for a good run.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tests/simulation/world.h"

namespace lontar::simulation {

using Violations = std::vector<std::string>;

// After the faults every queue drains, and every node has the whole log, without any new local
// write (invariant 20). But for a node that wrote on an earlier disk: it has been told.
Violations CheckDrained(const World& world);
// What a node has acknowledged is in the hub's log exactly once, accepted. What was sealed on an
// earlier disk may have gone with it.
Violations CheckAcknowledged(const World& world);
// An answer keeps its index, whatever crashes (invariants 7 and 8); so does an act of the
// authority.
Violations CheckAnswers(const World& world);
// Of the entries with one number at most one is in effect (invariant 22).
Violations CheckForks(const World& world);
// Indexes run without a gap, and stamps never go back.
Violations CheckLog(const World& world);
// Every entry of every node is in the log, or still in its outbox: none is silently missing
// (invariant 15).
Violations CheckOutboxes(const World& world);
// All that was ever signed is the beginning of one history (invariant 6).
Violations CheckCheckpoints(const World& world);
// Every node's tree is a beginning of the hub's, no two nodes ever held contradicting checkpoints,
// and nobody keeps evidence against an honest hub (invariants 25 and 27).
Violations CheckTrees(const World& world);
// The fold of the log from scratch, and of any beginning of it, is what stands in memory
// (invariants 29 and 33).
Violations CheckFold(const World& world);
// The table is that of the naive count, and each member is in it once (invariant 34).
Violations CheckTable(const World& world);
// Queues, lines and tries stayed within their bounds (invariants 18 and 21).
Violations CheckBounds(const World& world);

// All of them, each sentence behind its checker's name, and what was seen while the run went.
Violations CheckAll(const World& world);

// What a run has come to, without any time: entries, order, verdicts, tables and cells. The same
// for every clock (invariant 37).
std::string GistOf(const World& world);

// The hub's leaves, decoded. Empty if one cannot be read: CheckLog says so.
std::vector<chain::Leaf> LeavesOf(const hub::HubCore& core);
// True if the hub holds entries of this node's incarnation that are not on its disk: it wrote on an
// earlier one.
bool IsForked(const World& world, const NodeMachine& node);

}  // namespace lontar::simulation
