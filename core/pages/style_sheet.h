#pragma once
// The one style sheet of all pages, web/lontar.css, as it was when the program was built.

#include "absl/strings/string_view.h"

namespace lontar::pages {

absl::string_view StyleSheet();

}  // namespace lontar::pages
