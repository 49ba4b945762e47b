#pragma once
// Says on stderr how far a program is in reading its log again, where that takes longer than two
// seconds: it answers nobody until it is done.

#include <cstdint>
#include <optional>

#include "absl/time/time.h"
#include "core/base/clock.h"

namespace lontar::base {

// One thread. `clock` must outlive it.
class ReplayNote {
 public:
  explicit ReplayNote(Clock* clock) : clock_(clock) {}

  // `done` of `total` leaves are read. The event "replaying" every two seconds, and "replayed" at
  // the end of what was told of.
  void Tell(uint64_t done, uint64_t total);
  // Whether that would be told now.
  bool IsDue(bool is_end);

 private:
  Clock* const clock_;
  std::optional<absl::Time> last_;
  bool is_told_ = false;
};

}  // namespace lontar::base
