#pragma once
// What the hub says about itself: schema lontar.status.v1 of docs/reference/json.md.

#include <string>

#include "hub/core/hub_core.h"

namespace lontar::hub {

// Pure; the caller holds the core still.
std::string StatusJson(const HubCore& core);

}  // namespace lontar::hub
