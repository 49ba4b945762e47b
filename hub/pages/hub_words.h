#pragma once
// What stands on the hub's own pages, by language, besides core/pages/words.h. Pure, any thread.

#include "absl/strings/string_view.h"

namespace lontar::pages {

// "life.arrived", in the language. The process ends for a key that English does not have.
absl::string_view HubWord(absl::string_view language, absl::string_view key);

}  // namespace lontar::pages
