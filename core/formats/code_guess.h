#pragma once
// What a text of an office's table may mean in a code list. Pure, any thread.

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"

namespace lontar::formats {

// In small letters, digits and letters of every script alone: "Both sexes (total)" and
// "both-sexes total" are the same.
std::string LettersOf(absl::string_view text);

// The code itself, its name, the usual words for a total, or an age as people write it ("5-11",
// "15+", "under 18", "14 years"); nothing where two codes could be meant.
std::optional<std::string> GuessCode(const catalogue::Catalogue& catalogue,
                                     const catalogue::Dimension& dimension, absl::string_view text);

// "Y5T11" for "5-11", "5 to 11 years", "aged 5–11"; "Y_GE15" for "15+"; nothing else.
std::optional<std::string> GuessAge(absl::string_view text);

}  // namespace lontar::formats
