#pragma once
// The number of an area that statistics of the United Nations are kept by.
//
// Source: UN M49, whose numbers of countries are those of ISO 3166-1, as ICU has them. Any thread.

#include <string>

#include "absl/strings/string_view.h"

namespace lontar::sdmx {

// Of a code of two letters (ISO 3166-1): three digits. Empty: no area has that code.
std::string AreaNumber(absl::string_view code);

}  // namespace lontar::sdmx
