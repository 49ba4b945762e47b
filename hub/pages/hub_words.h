#pragma once
// What stands on the hub's own pages, by language, besides core/pages/words.h. Pure, any thread.

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace lontar::pages {

// "life.arrived", in the language. The process ends for a key that English does not have.
absl::string_view HubWord(absl::string_view language, absl::string_view key);

// The same; empty for a key that it does not have.
absl::string_view HubWordOf(absl::string_view language, absl::string_view key);

// The words of a key with what stands for "{name}" in them.
std::string HubSay(absl::string_view language, absl::string_view key,
                   const std::vector<std::pair<absl::string_view, std::string>>& fillings);

}  // namespace lontar::pages
