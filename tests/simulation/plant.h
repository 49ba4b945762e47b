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
  // A driver that garbles the texts of questions on their way to a node, which then has none.
  kLosesText,
  // A text that comes to the node of another member than the one that is asked.
  kSpreadsText,
  // A bit of a text that turns over in the hub's store.
  kFlipsText,
  // A hub that answers whoever asks as it answers ASEC.
  kTellsEverybody,
  // A hub whose first evaluation of a round is the newest one.
  kCountsLate,
  // A hub that leaves out a figure while somebody asks about any.
  kHidesFigure,
  // A calendar without the time that was given later.
  kForgetsMoreTime,
  // A table that names no lead.
  kForgetsLead,
};

absl::string_view NameOf(Plant plant);

}  // namespace lontar::simulation
