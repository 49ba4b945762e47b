#pragma once
// Errors that carry a reason id for programs besides the sentence for people.
//
// The ids are listed, with their meaning and remedy, in docs/reference/problems.md. Sentences start
// in lower case, say what, where, which value and what would be right, and have no full stop. No
// secret and no confidential figure in them.

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace lontar::base {

// A status with `code`, the sentence `message` and the reason id `reason` (upper case, underscores:
// CHAIN_GAP). The sentence is made plain (quoted.h), at most kTextBytesMax bytes of it: what it
// repeats of outside bytes can be put into JSON, a message and a terminal.
absl::Status Problem(absl::StatusCode code, absl::string_view reason, absl::string_view message);

// The reason id of a status, or the name of its code where it carries none ("INVALID_ARGUMENT").
// Empty for OK.
std::string ReasonOf(const absl::Status& status);

// The same status with "context: " before its sentence; code and reason id stay. OK stays OK.
absl::Status Annotate(const absl::Status& status, absl::string_view context);

}  // namespace lontar::base
