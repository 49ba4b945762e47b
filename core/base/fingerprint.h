#pragma once
// The part of an id that people compare, on a screen, a paper or a telephone. Pure.

#include <string>

#include "absl/strings/string_view.h"

namespace lontar::base {

// "4f2a-91c0": the first eight digits of `hex`, which has at least as many.
std::string ShortFingerprint(absl::string_view hex);

}  // namespace lontar::base
