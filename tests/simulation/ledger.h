#pragma once
// What node and hub have promised in a run, as their users saw it. The checkers hold them to it.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/digest.h"
#include "core/base/ids.h"
#include "core/sync/frame.h"

namespace lontar::simulation {

struct Acknowledged {
  std::string member;
  base::ChainNumber number;
  // Sealed while an earlier disk stood in the machine: it is on no other.
  bool is_on_earlier_disk = false;
};

struct Ledger {
  // Entries for which a node's Approve or SealAct has answered.
  std::map<base::EntryHash, Acknowledged> acknowledged;
  // Every answer that the hub has sent, whether or not it arrived.
  std::vector<sync::EntryAnswer> answers;
  // Acts of the authority for which SubmitAct has answered: where each stands.
  std::map<base::PayloadId, base::LogIndex> acts;
  // Members whose node ran on an earlier disk at some time, and with which reasons conversations
  // ended since the newest one is back.
  std::map<std::string, std::set<std::string>> rolled_back;
  // What a node held as verified after each conversation that was done.
  std::map<std::string, std::map<base::LogSize, base::Hash>> verified;
  // The most that ever waited at the hub, and the most lines that were open at once.
  int hub_queue_max = 0;
  int lines_max = 0;
  // The most tries of one node to reach the hub within an hour of one life.
  int tries_an_hour_max = 0;
  // What must never happen, seen while it happened.
  std::vector<std::string> violations;
  // How often the rare things happened: a run in which nothing goes wrong proves little.
  std::map<std::string, int> counters;
};

}  // namespace lontar::simulation
