#include "core/base/clock.h"

#include "absl/time/clock.h"

namespace lontar::base {

absl::Time SystemClock::Now() { return absl::Now(); }

}  // namespace lontar::base
