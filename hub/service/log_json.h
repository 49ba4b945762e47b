#pragma once
// What the log page shows, as JSON of docs/reference/json.md: the log as a whole, and single
// entries of it. Headers, reports and acts are public (DESIGN.md section 3); no figure is in it.
//
// Reads what is committed. One caller at a time with the core.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "core/base/ids.h"
#include "hub/core/hub_core.h"

namespace lontar::hub {

// Schema lontar.log.v1: how the log stands, whose keys sign and cosign it, and kLogEntriesShown
// entries before `before`, the newest first; absent: the last ones. DataLoss of the store.
absl::StatusOr<std::string> LogJson(const HubCore& core, std::optional<base::LogIndex> before);

// The same with the one entry. NotFound with ENTRY_ABSENT: the log does not reach it.
absl::StatusOr<std::string> LogEntryJson(const HubCore& core, base::LogIndex index);

// The receipt of an entry as docs/formats/log.md has it, by the checkpoint of now. NotFound with
// ENTRY_ABSENT.
absl::StatusOr<std::string> LogReceipt(const HubCore& core, base::LogIndex index);

// When the hub took an entry, in UTC: "2026-09-02T08:00:00Z". DataLoss of the store; NotFound with
// ENTRY_ABSENT.
absl::StatusOr<std::string> ArrivedText(const HubCore& core, base::LogIndex index);

// The days on which a member's late answers of a docket arrived, by log index. `docket`:
// lontar.docket.v1; what is none has none. Errors of ArrivedText.
absl::StatusOr<std::map<uint64_t, std::string>> LateArrivals(const HubCore& core,
                                                             absl::string_view docket,
                                                             absl::string_view member);

}  // namespace lontar::hub
