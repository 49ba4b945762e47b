#pragma once
// Which members have disputed figures on which indicators of a round, for who may see the figures:
// the mark beside the matrix.
//
// A dispute shows in values only, so the parts are wanted, and what a viewer does not see it is not
// told (visibility.h). Read are the parts of a member and measure that state one block several
// times, and no others. Pure functions, any thread, if the state does not change meanwhile.

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/merge.h"
#include "core/fold/threshold.h"
#include "core/fold/visibility.h"

namespace lontar::fold {

// By indicator of the table, then by its members: whether a cell inside the round's year rule is
// disputed, among the figures that count. Nothing where the viewer does not see enough to know.
using DisputeMarks = std::vector<std::vector<std::optional<bool>>>;

struct DisputeSources {
  const State& state;
  const RoundReference& reference;
  const Viewer& viewer;
  const PartReader& parts;  // that the viewer may see
};

// The table must be that of `sources.reference`. The errors of MergeCells.
absl::StatusOr<DisputeMarks> MarkDisputes(const DisputeSources& sources,
                                          const ThresholdTable& table);

}  // namespace lontar::fold
