#pragma once
// The node's whole status: of the core, of the timer and of the machine. Any thread.

#include <string>

#include "absl/status/statusor.h"
#include "node/service/node_shell.h"
#include "node/service/standing.h"
#include "node/service/sync_timer.h"

namespace lontar::node {

// lontar.status.v1. The errors of NodeShell::Do.
absl::StatusOr<std::string> WholeStatus(NodeShell* shell, const SyncTimer& timer,
                                        const NodeStanding& standing);

}  // namespace lontar::node
