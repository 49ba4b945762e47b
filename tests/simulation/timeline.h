#pragma once
// Virtual time: one queue of events, run one after the other by one thread.
//
// Events of the same moment run in an order that the seed draws. Everything that happens is noted;
// the digest of the notes is the same for the same seed.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "tests/simulation/dice.h"

namespace lontar::simulation {

inline constexpr int64_t kSecondMs = 1000;
inline constexpr int64_t kMinuteMs = 60 * kSecondMs;
inline constexpr int64_t kHourMs = 60 * kMinuteMs;

class Timeline {
 public:
  // `is_shown`: notes go to stderr too.
  Timeline(Dice dice, bool is_shown) : dice_(dice), is_shown_(is_shown) {}

  int64_t now_ms() const { return now_ms_; }
  void After(int64_t delay_ms, std::function<void()> event);
  // Runs what is due up to this moment, which is then now.
  void RunUntil(int64_t until_ms);

  void Note(absl::string_view what);
  uint64_t digest() const { return digest_; }
  int events() const { return events_; }

 private:
  Dice dice_;
  bool is_shown_;
  int64_t now_ms_ = 0;
  int events_ = 0;
  uint64_t digest_ = 0xcbf29ce484222325;
  // By time, then by a drawn number.
  std::multimap<std::pair<int64_t, uint64_t>, std::function<void()>> queue_;
};

}  // namespace lontar::simulation
