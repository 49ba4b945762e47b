#pragma once
// Texts as XML and JSON take them. Of this room. Pure, any thread.

#include <string>

#include "absl/strings/string_view.h"

namespace lontar::sdmx {

// As content of an element or of an attribute in double quotes. A character that XML cannot hold is
// shown by its picture (U+2400 and on, for a zero U+2400), line breaks and tabs as references, so
// that an attribute keeps them.
void AppendXml(absl::string_view text, std::string* out);

// As a JSON string with its quotes.
void AppendJson(absl::string_view text, std::string* out);

}  // namespace lontar::sdmx
