#pragma once
// Which versions a reference names: "1.0.0", "latest", "+", "~", "*", "1+.0", "1.2+.0".
//
// Source: SDMX REST 2.2, semantic versions. Pure, any thread.

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace lontar::hub::rest {

struct VersionPattern {
  // A number that is asked for, or a mark in its place: "*" any, "+" or "~" this or a later one.
  struct Part {
    std::optional<int> number;
    char mark = 0;
    friend bool operator==(const Part&, const Part&) = default;
  };
  std::vector<Part> parts;  // empty: any
  bool is_latest = false;   // only the latest of those that fit
  bool is_stable = false;   // three parts and a major number above 0
  friend bool operator==(const VersionPattern&, const VersionPattern&) = default;

  // Whether "2025.1.0" is of it; missing parts of either count as 0, so that 2025.1 is that version
  // too.
  bool Fits(absl::string_view version) const;
};

// Nothing for what is no version.
std::optional<VersionPattern> VersionPatternOf(absl::string_view text);

// The later one is greater.
bool IsEarlierVersion(absl::string_view a, absl::string_view b);

}  // namespace lontar::hub::rest
