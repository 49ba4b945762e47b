#pragma once
// How far the log is settled, as far as this node knows. Pure.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/fold/state.h"

namespace lontar::node {

// Who has cosigned a checkpoint.
struct Cosigned {
  base::LogSize size;           // of the checkpoint; 0: it cannot be read, or is not the log key's
  std::vector<std::string> by;  // names of witnesses whose line is good
  size_t witnesses = 0;         // enrolled at its size
  size_t wanted = 0;            // to settle it: more than half, and what the trust root asks for
  bool is_settled = false;
};
Cosigned CosignedBy(const fold::State& state, absl::string_view checkpoint);

// The size of the checkpoint if more than half of the witnesses that are enrolled at its size, and
// at least as many as the trust root asks for, have cosigned it; else 0. A checkpoint that cannot
// be read, or is not the log key's, settles nothing.
base::LogSize SettledSize(const fold::State& state, absl::string_view checkpoint);

}  // namespace lontar::node
