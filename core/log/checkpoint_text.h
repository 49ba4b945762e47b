#pragma once
// The lines of a checkpoint without the one rule that is about what they mean: that size 0 has the
// empty root. A witness answers that case otherwise than a checkpoint that cannot be read
// (transparency log facts, section 7). Within the room only.

#include "core/log/note.h"

namespace lontar::log {

// InvalidArgument with CHECKPOINT_INVALID.
absl::StatusOr<Checkpoint> ReadCheckpointLines(absl::string_view text);

}  // namespace lontar::log
