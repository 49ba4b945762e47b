#pragma once
// The hub's numbers for a monitor: docs/reference/metrics.md. Pure.

#include <map>
#include <optional>
#include <string>

#include "absl/time/time.h"

namespace lontar::hub {

// What stands in no status.
struct HubGauges {
  int connections = 0;
  int lines = 0;
  std::map<std::string, absl::Time> last_lines;  // by member
  std::optional<size_t> resident_bytes;
};

// From the hub's status (lontar.status.v1, with the fields of its machine) and these.
std::string HubMetrics(const std::string& status_json, const HubGauges& gauges);

}  // namespace lontar::hub
