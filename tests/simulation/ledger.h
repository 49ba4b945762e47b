#pragma once
// What node and hub have promised in a run, as their users saw it. The checkers hold them to it.

#include <map>
#include <string>
#include <vector>

#include "core/base/digest.h"
#include "core/base/ids.h"
#include "core/sync/frame.h"

namespace lontar::simulation {

struct Acknowledged {
  std::string member;
  base::ChainNumber number;
};

struct Ledger {
  // Entries for which a node's Approve or SealAct has answered.
  std::map<base::EntryHash, Acknowledged> acknowledged;
  // Every answer that the hub has sent, whether or not it arrived.
  std::vector<sync::EntryAnswer> answers;
  // Acts of the authority for which SubmitAct has answered: where each stands.
  std::map<base::PayloadId, base::LogIndex> acts;
  // What must never happen, seen while it happened.
  std::vector<std::string> violations;
  // How often the rare things happened: a run in which nothing goes wrong proves little.
  std::map<std::string, int> counters;
};

}  // namespace lontar::simulation
