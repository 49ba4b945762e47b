#pragma once
// Whether bytes are UTF-8. Source: RFC 3629, section 4. Pure, any thread.

#include "absl/strings/string_view.h"

namespace lontar::formats {

// True for well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF. The empty
// text is.
bool IsUtf8(absl::string_view bytes);

}  // namespace lontar::formats
