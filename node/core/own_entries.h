#pragma once
// What this node has sealed, and how far it has come: for the queue and its receipts. Pure but for
// what the core reads.

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "node/core/node_core.h"

namespace lontar::node {

// So many of the newest are listed.
inline constexpr uint64_t kOwnEntriesListed = 200;

// lontar.entries.v1 (docs/reference/json.md): entries of the present incarnation, newest first.
// DataLoss with RECORD_UNREADABLE.
absl::StatusOr<std::string> OwnEntriesJson(const NodeCore& core);

// lontar.rounds.v1: all rounds of the log as last pulled, by collection in the order of opening,
// with the days that are left to this member at `now`.
std::string RoundCalendarJson(const NodeCore& core, absl::Time now);

}  // namespace lontar::node
