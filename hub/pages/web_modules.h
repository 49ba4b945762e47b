#pragma once
// The modules of web/ that pages load, as they were when the program was built. Pages work without
// them but for what only a browser can do: check a proof by itself.

#include "absl/strings/string_view.h"

namespace lontar::pages {

// "log.mjs"; empty for a name that is none of them.
absl::string_view WebModule(absl::string_view name);

}  // namespace lontar::pages
