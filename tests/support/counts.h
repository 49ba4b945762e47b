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

inline int Times(int count) { return count * SoakFactor(); }

// Under ASan, where everything takes several times as long, the memory is what is looked at: less
// of the same finds as much. The whole counts run in release.
//
// tests/simulation: seeds of a run, and one of so many of them once more on RocksDB.
#ifdef __SANITIZE_ADDRESS__
inline constexpr bool kIsAsan = true;
#else
inline constexpr bool kIsAsan = false;
#endif
inline constexpr int kSimulationSeeds = kIsAsan ? 8 : 200;
// tests/property: places of the large tables that disclosure control protects; 900 make 100,000
// cells. Built without optimisation these take thirty times as long.
inline constexpr int kLargeTablePlaces = kIsAsan ? 90 : 900;
inline constexpr int kSimulationRocksDbStep = 50;
// One seed in so many once more with true clocks.
inline constexpr int kSimulationClockStep = 5;
// A planted bug is found within so many seeds.
inline constexpr int kPlantedSeedsMax = 20;
// tests/property: orders of arrival that are tried.
inline constexpr int kArrivalOrders = 1000;
// tests/sweep: one byte in so many is flipped; under label `long` every one.
#ifdef LONTAR_WHOLE_SWEEP
inline constexpr int kSweepStep = 1;
#else
inline constexpr int kSweepStep = kIsAsan ? 307 : 61;
#endif

// tests/threads: rounds of each thread; TSan takes about ten times as long for one.
#ifdef __SANITIZE_THREAD__
inline constexpr int kThreadRounds = 5;
#else
inline constexpr int kThreadRounds = 20;
#endif

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
inline constexpr Count kCrashPointSeeds = {1, 1};
inline constexpr int kCrashPointStep = kIsAsan ? 31 : 9;
inline constexpr int kCrashPointStepLong = 1;
// tests/fault/kills.sh: how often the hub, the node or both are killed.
inline constexpr Count kKills = {12, 60};
// tests/fault/flipped_bit_test: bits of each written value that are flipped, one after another.
inline constexpr Count kFlipsPerValue = {2, 12};

}  // namespace lontar::support
