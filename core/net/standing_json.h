#pragma once
// How a program stands on its machine, as fields of its status (docs/reference/json.md).

#include <string>
#include <vector>

#include "core/base/standing.h"

namespace lontar::net {

// `status_json`, a JSON object, with "version", "started", "checked", "disk_free_bytes",
// "certificate" and "warnings": those of WarningsOf(standing), then `more`. Pure.
std::string WithStanding(const std::string& status_json, const base::Standing& standing,
                         const std::vector<base::StandingWarning>& more);

}  // namespace lontar::net
