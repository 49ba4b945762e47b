#pragma once
// What the hub's status says besides the log: how it stands on its machine.

#include <string>

#include "absl/time/time.h"
#include "core/base/clock.h"
#include "hub/service/hub_folder.h"

namespace lontar::hub {

// Any thread. `clock` must outlive it.
class HubStanding {
 public:
  // The program starts now.
  HubStanding(const HubConfig& config, base::Clock* clock)
      : config_(config), clock_(clock), started_(clock->Now()) {}

  // The status with the fields of this machine (docs/reference/json.md).
  std::string AddTo(const std::string& status_json) const;

 private:
  HubConfig config_;
  base::Clock* clock_;
  absl::Time started_;
};

}  // namespace lontar::hub
