#pragma once
// A report as the one who signs it has to see it.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::cli {

// From the bytes that will be signed, not from what somebody says of them. InvalidArgument:
// `envelope` (entry.proto) is no report's.
absl::StatusOr<std::string> ReportText(absl::string_view envelope);

}  // namespace lontar::cli
