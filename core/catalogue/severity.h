#pragma once
// How much a finding weighs. A value, any thread.

#include "absl/strings/string_view.h"

namespace lontar::catalogue {

// An error is refused; a warning asks for a correction or a written reason; a note only says
// something.
enum class Severity { kError, kWarning, kNote };
absl::string_view NameOf(Severity severity);

}  // namespace lontar::catalogue
