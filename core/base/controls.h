#pragma once
// Characters that act where they are shown instead of being read (threat T29): on a terminal they
// move the cursor or rename the window, in a style they end a text, in XML they are no characters.
// Pure, any thread.

#include <string>

#include "absl/strings/string_view.h"

namespace lontar::base {

// Whether a character of UTF-8 (quoted.h: CharacterBytes) is a control character of either set
// (U+0000 to U+001F, U+007F to U+009F) other than tab and line feed; one of the marks that turn the
// direction of a line (U+202A to U+202E, U+2066 to U+2069); or no character at all (U+FFFE,
// U+FFFF).
bool IsControl(absl::string_view character);

// `text` with each of these, and each byte that is no UTF-8, written as `in_place`.
std::string WithoutControls(absl::string_view text, absl::string_view in_place);

// The same for JSON that is otherwise right: they can stand in its strings only, and are written as
// \u202e, which is the same JSON. Bytes that are no UTF-8 stay.
std::string EscapeControlsOfJson(absl::string_view json);

}  // namespace lontar::base
