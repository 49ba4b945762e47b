#pragma once
// When a node calls its hub by itself.
//
// Source: sync design, section 6; invariants 20 and 21. A failed round must itself schedule the
// next one: nothing waits for the next local write. Delays grow and are jittered, so that eleven
// nodes do not come at once after an outage, and have a floor, so that the number of tries in an
// hour has a bound that needs no luck. Pure: no clock, no timer; whoever holds it keeps one timer
// for its hub and hands in random bits. Thread-compatible.

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace lontar::sync {

// What a round ended with, as far as the next one depends on it.
enum class Outcome {
  kDone = 1,
  // Offline, cut, busy: soon again.
  kTransient = 2,
  // A certificate or a key is not valid, or the versions do not fit: people mend it, and it may be
  // mended at the other end. Never a reason to drop anything.
  kNotEntitled = 3,
  // The two histories do not fit, or bytes contradict a hash: a person decides. No more calls until
  // an operator's own round ends well.
  kNeedsPerson = 4,
};

// By code and, where that says too little, by reason id. Total: what it does not know is transient.
Outcome OutcomeOf(const absl::Status& status);

class RetrySchedule {
 public:
  // `regular`: from the end of a round that was done to the next one; at least a minute.
  explicit RetrySchedule(absl::Duration regular);

  // How long to wait from now: at the start of the program, and after each round, whoever began it.
  // Nothing: no more by itself. `draw` is 64 random bits. Between 9/10 and 10/10 of `regular` after
  // a round that was done; between half and all of 1 s, 2 s, 4 s … kRetrySecondsMax after transient
  // failures in a row; the same share of kEntitlementMinutes while not entitled.
  absl::Duration AtStart(uint64_t draw) const;
  std::optional<absl::Duration> After(Outcome outcome, uint64_t draw);

  // In a row, since the last round that was done.
  int failures() const { return failures_; }
  // So many that people should be told "stuck", not "waiting".
  bool is_stuck() const;

 private:
  absl::Duration regular_;
  int failures_ = 0;
  bool needs_person_ = false;
};

}  // namespace lontar::sync
