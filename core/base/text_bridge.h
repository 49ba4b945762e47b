#pragma once
// Debian's absl::string_view is its own type: bridges to and from the std one.

#include <string_view>

#include "absl/strings/string_view.h"

namespace lontar::base {

inline absl::string_view ToAbsl(std::string_view text) {
  return absl::string_view(text.data(), text.size());
}
inline std::string_view ToStd(absl::string_view text) {
  return std::string_view(text.data(), text.size());
}

}  // namespace lontar::base
