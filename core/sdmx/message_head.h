#pragma once
// What every SDMX message says of itself. Values.

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "absl/time/time.h"

namespace lontar::sdmx {

// From when to when figures stood; both are of it.
struct Validity {
  absl::Time from;
  std::optional<absl::Time> to;  // nothing: they stand
};

struct MessageHead {
  std::string id;      // "LOG-1204": of the log size that was asked
  std::string sender;  // an agency
  // Of a hub that is not the real one: training, demonstration.
  bool is_test = false;
  absl::Time prepared;
  // Of figures with their history: each edition is a data set of its own.
  std::vector<Validity> editions = {};
  // Of figures: each stands by all dimensions, and not in a series. Then none is without a period.
  bool is_flat = false;
  // An id of the schemas has no dots: "ASEC_STAT" of the agency "ASEC.STAT".
  std::string SenderId() const { return absl::StrReplaceAll(sender, {{".", "_"}}); }
  std::string PreparedText() const {
    return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", prepared, absl::UTCTimeZone());
  }
  // To the millisecond, as the log has it.
  static std::string InstantText(absl::Time instant) {
    return absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", instant, absl::UTCTimeZone());
  }
};

}  // namespace lontar::sdmx
