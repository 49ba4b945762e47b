#pragma once
// A strict reader of Prometheus's text format 0.0.4, for what our programs write: every sample
// belongs to the family that was begun last with HELP and TYPE, no family and no sample stands
// twice, counters and only they end with "_total", values are whole numbers.

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::support {

// The value of each sample, by its name with labels as they stand: a_b{c="d"}. InvalidArgument,
// with the line.
absl::StatusOr<std::map<std::string, int64_t>> ReadPrometheus(absl::string_view text);

}  // namespace lontar::support
