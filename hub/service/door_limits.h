#pragma once
// The bounds on who comes to the hub. The defaults are those of base/limits.h; an operator may
// raise two of them in hub.conf, and tests take smaller ones.

#include "core/base/limits.h"
#include "core/net/channel.h"
#include "hub/service/admission.h"
#include "hub/service/call_budget.h"

namespace lontar::hub {

struct DoorLimits {
  AdmissionLimits admission = {base::kConnectionsMax, base::kConnectionsPerAddressMax};
  CallRate calls = {base::kCallBurstMax, base::kCallsPerSecondMax};
  net::ConnectionTimes times;
  size_t memory_bytes_max = base::kMemoryBytesMax;
};

}  // namespace lontar::hub
