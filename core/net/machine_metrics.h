#pragma once
// The numbers that hub and node have alike: how the program stands on its machine. Pure.

#include <optional>
#include <string>

#include "core/net/metrics_text.h"

namespace lontar::net {

// From a status with the fields of WithStanding (standing_json.h): version, start, free disk,
// certificate, warnings by id; and the memory, where it is known.
void AddMachineMetrics(const std::string& status_json, std::optional<size_t> resident_bytes,
                       MetricsText* text);

}  // namespace lontar::net
