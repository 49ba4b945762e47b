#pragma once
// Times as queries write them, besides the periods of figures. Pure, any thread.

#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace lontar::sdmx {

struct TimeBounds {
  absl::CivilDay first;
  absl::CivilDay last;
  friend bool operator==(const TimeBounds&, const TimeBounds&) = default;
};

// The days of "2016", "2016-S1", "2016-T2", "2016-Q3", "2016-M07", "2016-A1", "2016-07",
// "2016-07-15" and "2016-07-15T12:00:00"; nothing for what is none of them.
std::optional<TimeBounds> TimeBoundsOf(absl::string_view text);

// "2026-11-22", "2026-11-22T01:00:00" (UTC), with a fraction, with "Z" or "+07:00"; nothing for
// what is no instant.
std::optional<absl::Time> InstantOf(absl::string_view text);

}  // namespace lontar::sdmx
