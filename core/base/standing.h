#pragma once
// How a program stands on its machine: what its operator has to know and can do something about.
//
// Pure but for FreeBytesAt. Any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace lontar::base {

struct Standing {
  absl::Time started;
  absl::Time now;
  std::optional<absl::Time> certificate_ends;  // nothing: it cannot be read
  std::optional<uint64_t> disk_free_bytes;     // nothing: the system does not say
};

// `id` is stable and in lower case with dashes; docs/reference/json.md lists them.
struct StandingWarning {
  std::string id;
  std::string sentence;
};

// Of the certificate 90, 30 and 7 days ahead and from its end on (threat T45), of a clock that went
// back behind the start, and of a disk with less than kFreeBytesWarned.
std::vector<StandingWarning> WarningsOf(const Standing& standing);

// Whole days, rounded down; negative from the end on.
int64_t DaysUntil(absl::Time end, absl::Time now);

// What a user without special rights may still write where `path` is.
std::optional<uint64_t> FreeBytesAt(absl::string_view path);

}  // namespace lontar::base
