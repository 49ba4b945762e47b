#pragma once
// The door to time. Cores get a Clock; only SystemClock asks the machine.

#include "absl/time/time.h"

namespace lontar::base {

// Advice for people and a lower bound for stamps: nothing is ordered or judged by it.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() = 0;
};

// The machine's clock. Any thread.
class SystemClock : public Clock {
 public:
  absl::Time Now() override;
};

}  // namespace lontar::base
