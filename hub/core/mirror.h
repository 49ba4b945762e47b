#pragma once
// The public log as files: what `lontar log mirror` writes and `lontar audit` reads.
//
// C2SP tlog-tiles at the root (checkpoint, tile/…), and payloads/ with reports, acts and parts
// named by hash; not the texts of questions, which are between ASEC and one member.

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "hub/core/hub_core.h"

namespace lontar::hub {

// Gives each file once, the checkpoint last: it is there only when all that it needs is. Errors of
// `take` are passed on.
absl::Status ExportMirror(
    const HubCore& core,
    const std::function<absl::Status(const std::string& path, const std::string& content)>& take);

// The same from what a store held at one moment, and the checkpoint of that moment: reads nothing
// that changes, so the hub goes on meanwhile. DataLoss with LOG_DAMAGED.
absl::Status ExportMirror(
    const store::Reader& store, const std::string& checkpoint,
    const std::function<absl::Status(const std::string& path, const std::string& content)>& take);

}  // namespace lontar::hub
