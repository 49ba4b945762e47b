#pragma once
// What was done to a cell before it was understood, in words. Pure, any thread.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/formats/plain_text.h"

namespace lontar::formats {

// "digits-of-script", "grouping-removed", …: the names in answers, in the order of the bits.
std::vector<std::string> NamesOf(NormalisedSet normalised);
// "digits of another script", … for people.
std::vector<std::string> SentencesOf(NormalisedSet normalised);

}  // namespace lontar::formats
