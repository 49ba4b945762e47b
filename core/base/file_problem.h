#pragma once
// What the system said of a file, as a status with a reason id. Of this room. Any thread.

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace lontar::base {

// `error`: an errno.
absl::Status SystemProblem(absl::string_view path, int error);

}  // namespace lontar::base
