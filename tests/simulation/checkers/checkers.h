#pragma once
// The laws of the whole system, one file each. They look at a run after its end; what they give
// back are sentences about what is broken, none for a good run.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tests/reference/naive_fold.h"
#include "tests/simulation/world.h"

namespace lontar::simulation {

using Violations = std::vector<std::string>;

// After the faults every queue drains, and every node has the whole log, without any new local
// write (invariant 20). But for a node that wrote on an earlier disk: it has been told.
Violations CheckDrained(const World& world);
// What a node has acknowledged is in the hub's log exactly once, accepted; but for an answer to a
// question that was closed meanwhile. What was sealed on an earlier disk may have gone with it.
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
// Every question and answer is at the hub with its text, at the node of the member that it is with,
// and at no other; each viewer is told of those that are theirs, and everybody how many members are
// asked (decision 0033, threat T28).
Violations CheckQuestions(const World& world);
// Who may see a part is what the collection's policy and the last releases say, for every part and
// every viewer, and no figure of another part is in an answer (decision 0041, threat T28).
Violations CheckSight(const World& world);
// Every evaluation of every round has the numbers of a naive count up to where it counts, whatever
// came later (decision 0039).
Violations CheckEvaluations(const World& world);
// No question, answer or release changes a figure or a count (decisions 0033 and 0041).
Violations CheckUnmoved(const World& world);
// Cut-offs, returns, decisions and leads stand as the last accepted act says; and what a lead
// signs, that lead has signed (decisions 0036 and 0040).
Violations CheckStated(const World& world);
// The audits of the hub's store, of a node's and of a mirror find what the naive count of early
// closes says, and nothing else (invariants 44 and 45).
Violations CheckAudits(const World& world);
// Queues, lines and tries stayed within their bounds (invariants 18 and 21).
Violations CheckBounds(const World& world);

// All of them, each sentence behind its checker's name, and what was seen while the run went.
Violations CheckAll(const World& world);

// What a run has come to, without any time: entries, order, verdicts, tables and cells. The same
// for every clock (invariant 37).
std::string GistOf(const World& world);

// The hub's leaves, decoded. Empty if one cannot be read: CheckLog says so.
std::vector<chain::Leaf> LeavesOf(const hub::HubCore& core);
// The same with their payloads, for the slow references.
std::vector<reference::LogLine> LinesOf(const hub::HubCore& hub);
// True if the hub holds entries of this node's incarnation that are not on its disk: it wrote on an
// earlier one.
bool IsForked(const World& world, const NodeMachine& node);

}  // namespace lontar::simulation
