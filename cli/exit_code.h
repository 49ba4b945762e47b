#pragma once
// The exit codes of the command line, which scripts rely on (docs/reference/exit-codes.md).

#include <string>

#include "absl/status/status.h"

namespace lontar::cli {

enum class ExitCode {
  kDone = 0,
  kFailed = 1,
  kUsage = 2,
  kRejected = 3,     // data rejected, findings given
  kNotVerified = 4,  // verification failed
  kOffline = 5,
  kWrongState = 6,  // wrong state, or absent
  kLocked = 7,
  kNotEntitled = 8,
  kPartlyDone = 9,  // can be resumed
  kInterrupted = 130,
};

// By the reason id where it is one of those listed here, else by the code.
ExitCode ExitCodeOf(const absl::Status& status);

// What to try next, for reasons that have one answer; empty for all others.
std::string HintFor(const absl::Status& status);

// One line: {"schema": "lontar.error.v1", "reason": …, "message": …, "exit": …}.
std::string ErrorJson(const absl::Status& status);

}  // namespace lontar::cli
