#pragma once
// How much memory this process has. Shells only. Any thread.

#include <cstddef>

#include "absl/status/statusor.h"

namespace lontar::base {

// The process's resident memory, from /proc/self/statm. Unavailable with FILE_ERROR: there is none.
absl::StatusOr<size_t> ResidentBytes();

}  // namespace lontar::base
