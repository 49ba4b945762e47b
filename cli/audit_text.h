#pragma once
// What an audit found, for people.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "core/audit/finding.h"

namespace lontar::cli {

// A line for each finding, or "findings    none".
std::string FoundText(const std::vector<audit::Finding>& findings);

// OK without findings; DataLoss with AUDIT_FINDINGS, naming the first one's place.
absl::Status AuditStatus(const std::vector<audit::Finding>& findings, absl::string_view folder);

}  // namespace lontar::cli
