#include "tests/simulation/plant.h"

namespace lontar::simulation {

absl::string_view NameOf(Plant plant) {
  switch (plant) {
    case Plant::kNone:
      return "none";
    case Plant::kLosesSyncedBatch:
      return "a disk loses its last synced batch";
    case Plant::kNodeSwallowsCommit:
      return "a node's store swallows a failed commit";
    case Plant::kHubSwallowsCommit:
      return "the hub's store swallows a failed commit";
    case Plant::kReusesNumber:
      return "a node gives a number twice";
    case Plant::kRegisterGoesBack:
      return "the sign register goes back";
    case Plant::kCountsTwice:
      return "a member is counted twice";
    case Plant::kDropsLastLeaf:
      return "a driver loses a leaf";
    case Plant::kForgetsRetry:
      return "a node does not call again";
    case Plant::kLosesText:
      return "a driver garbles the texts of questions";
    case Plant::kSpreadsText:
      return "a text comes to another member's node";
    case Plant::kFlipsText:
      return "a bit of a stored text turns over";
    case Plant::kTellsEverybody:
      return "everybody is answered as ASEC is";
    case Plant::kCountsLate:
      return "the first evaluation is the newest one";
    case Plant::kHidesFigure:
      return "a question hides a figure";
    case Plant::kForgetsMoreTime:
      return "the calendar forgets that more time was given";
    case Plant::kForgetsLead:
      return "a table names no lead";
  }
  return "";
}

}  // namespace lontar::simulation
