#pragma once
// What every SDMX message says of itself. Values.

#include <string>

#include "absl/time/time.h"

namespace lontar::sdmx {

struct MessageHead {
  std::string id;      // "LOG-1204": of the log size that was asked
  std::string sender;  // an agency
  // Of a hub that is not the real one: training, demonstration.
  bool is_test = false;
  absl::Time prepared;
  std::string PreparedText() const {
    return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", prepared, absl::UTCTimeZone());
  }
};

}  // namespace lontar::sdmx
