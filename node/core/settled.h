#pragma once
// How far the log is settled, as far as this node knows. Pure.

#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/fold/state.h"

namespace lontar::node {

// The size of the checkpoint if more than half of the witnesses that are enrolled at its size, and
// at least as many as the trust root asks for, have cosigned it; else 0. A checkpoint that cannot
// be read, or is not the log key's, settles nothing.
base::LogSize SettledSize(const fold::State& state, absl::string_view checkpoint);

}  // namespace lontar::node
