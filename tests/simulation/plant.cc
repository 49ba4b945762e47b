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
  }
  return "";
}

}  // namespace lontar::simulation
