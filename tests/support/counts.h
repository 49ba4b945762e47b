#pragma once
// How often the tests with a count repeat: the numbers of the default run, of label `long` and of a
// soak stand here, side by side.
//
// ctest sets LONTAR_COUNTS=long for the entries with that label; a soak sets LONTAR_SOAK_FACTOR
// besides, which multiplies. This is the one place that reads both; tests/fault/kills.sh reads this
// file.

#include <algorithm>
#include <cstdlib>
#include <string>

namespace lontar::support {

// 1 unless LONTAR_SOAK_FACTOR is a number above it; at most a million.
inline int SoakFactor() {
  const char* text = std::getenv("LONTAR_SOAK_FACTOR");
  if (text == nullptr) return 1;
  return static_cast<int>(std::clamp(std::strtol(text, nullptr, 10), 1L, 1'000'000L));
}

inline bool IsLong() {
  const char* text = std::getenv("LONTAR_COUNTS");
  return text != nullptr && std::string(text) == "long";
}

struct Count {
  int usual;
  int in_long_run;
  int value() const { return IsLong() ? in_long_run * SoakFactor() : usual; }
};

// tests/fault/crash_points_test: seeds, and of the numbered points of each every so-manieth; each
// seed begins at another one.
inline constexpr Count kCrashPointSeeds = {1, 2};
inline constexpr int kCrashPointStep = 9;
inline constexpr int kCrashPointStepLong = 1;
// tests/fault/kills.sh: how often the hub, the node or both are killed.
inline constexpr Count kKills = {12, 300};
// tests/fault/flipped_bit_test: bits of each written value that are flipped, one after another.
inline constexpr Count kFlipsPerValue = {2, 20};

}  // namespace lontar::support
