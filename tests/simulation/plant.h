#pragma once
// Bugs planted on purpose, at the seams, to show that the checkers find them: a simulation that
// finds nothing could also be blind. Nothing of them is in a program.

#include "absl/strings/string_view.h"

namespace lontar::simulation {

enum class Plant {
  kNone,
  // A disk that answers before the last batch is really on it, and loses it with the power.
  kLosesSyncedBatch,
  // A node's store answers OK to a commit that failed: entries are acknowledged that are nowhere.
  kNodeSwallowsCommit,
  // The hub's store does: the hub reads again what it wrote, and does not sign over it.
  kHubSwallowsCommit,
  // A node that forgets its last entry at a restart and gives its number to another one.
  kReusesNumber,
  // A sign register that takes a smaller head after a larger one.
  kRegisterGoesBack,
  // A table that lists, and counts, a member twice.
  kCountsTwice,
  // A driver that loses the last leaf of a frame.
  kDropsLastLeaf,
  // A node that does not call again after a round that failed.
  kForgetsRetry,
};

absl::string_view NameOf(Plant plant);

}  // namespace lontar::simulation
