#pragma once
// A threshold table that somebody was given, against the same one computed from the log.

#include "absl/status/status.h"
#include "core/audit/audit.h"
#include "core/audit/finding.h"

namespace lontar::audit {

// The log that the table is computed from.
struct TableSource {
  const fold::State& state;
  fold::RootReader root;
  fold::PartReader parts;
};

// Asks the log for the same round as of the same size and compares field by field; each difference
// is a finding that names indicator and field. A baseline whose part is not at hand is compared as
// far as no part is needed. InvalidArgument with TABLE_INVALID: the text is no such table.
absl::Status CompareTable(const TableSource& source, const TableFile& table, Findings* findings);

}  // namespace lontar::audit
