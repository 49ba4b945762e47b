#pragma once
// All that was ever accepted for a cell, and from where to where in the log it stood.
//
// Source: DESIGN.md section 3: a revision never deletes. The candidates that have no end are those
// of merge.h. Pure functions of state and parts, deterministic. Any thread, if the state does not
// change meanwhile.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/merge.h"

namespace lontar::fold {

// One statement of a cell in one of the stretches in which it was live.
struct PastCandidate {
  CellCandidate candidate;
  ChainPlace entry;  // that brought its report
  Stretch stood;
};

struct CellHistory {
  Cell cell;                        // as it stands: without any candidate where nothing is live
  std::vector<PastCandidate> past;  // by stretch, then provider, then report id; never empty
};

struct CellHistories {
  std::vector<CellHistory> cells;  // by member, indicator, measure, period, codes
  int unreadable_blocks = 0;       // stood once or still, but their part is not at hand
};

// Cells that stood at some size up to `as_of`. The errors of MergeCells.
absl::StatusOr<CellHistories> ListHistory(const State& state, const CellQuery& query, LogSize as_of,
                                          const PartReader& parts);

}  // namespace lontar::fold
