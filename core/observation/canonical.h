#pragma once
// What a report and a part must obey besides their encoding: bounds, ids, order, nothing twice.
//
// Source: proto/lontar/v1/report.proto; DESIGN.md section 10. InvalidArgument with NOT_CANONICAL,
// naming field and value. Pure functions, any thread.

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/observation/report.h"

namespace lontar::observation {

absl::Status NotCanonical(absl::string_view sentence);

// 1 to 64 bytes of printable ASCII without a blank: ids, codes, versions.
bool IsToken(absl::string_view text);

absl::Status CheckReport(const Report& report);

// All but the blocks' rows, whose columns the reader has checked while they were columns.
absl::Status CheckPart(const Part& part);

}  // namespace lontar::observation
