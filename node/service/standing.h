#pragma once
// What the node's status says besides chain and log: how it stands on its machine.

#include <string>

#include "absl/time/time.h"
#include "core/base/clock.h"
#include "node/service/node_folder.h"

namespace lontar::node {

// Any thread. `clock` must outlive it.
class NodeStanding {
 public:
  // The program starts now.
  NodeStanding(const NodeConfig& config, base::Clock* clock)
      : config_(config), clock_(clock), started_(clock->Now()) {}

  // The status, which holds `sync` already, with the fields of this machine
  // (docs/reference/json.md).
  std::string AddTo(const std::string& status_json) const;

 private:
  NodeConfig config_;
  base::Clock* clock_;
  absl::Time started_;
};

}  // namespace lontar::node
