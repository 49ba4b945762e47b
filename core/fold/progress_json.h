#pragma once
// Progress as documented JSON: lontar.progress.v1 (docs/reference/json.md). Pure, any thread.

#include <string>

#include "absl/status/statusor.h"
#include "core/fold/progress.h"

namespace lontar::fold {

// The answer for what a reader asks. `scope.member` and `scope.indicator` as people write them: an
// indicator by id or code. InvalidArgument with INDICATOR_UNKNOWN; FailedPrecondition with
// MEMBER_ABSENT: not one of the round. The errors of ComputeThreshold and FindProgress.
absl::StatusOr<std::string> ProgressJson(const State& state, ProgressScope scope,
                                         const base::Hash& root, const PartReader& parts);

}  // namespace lontar::fold
