#pragma once
// A printed version of the return against the one that would go out now: what differs, and how its
// answers come back (user journeys, section 3, step 3). Pure.

#include <string>

#include "absl/status/status.h"
#include "core/fold/state.h"
#include "node/core/member_return.h"
#include "node/core/return_record.h"

namespace lontar::node {

// What of it is not as it was printed: "the answers to A8, A9 and figures or words of A11".
std::string DifferenceWords(const PrintedReturn& printed, const ProposedReturn& now,
                            const fold::State& ahead);

// The answers that were printed as this version become those that are chosen. NotFound with
// RETURN_VERSION_ABSENT; FailedPrecondition with RETURN_VERSION_PAST: figures or words changed
// since, which only a new report turns back; the record is as it was then.
absl::Status Restore(int version, const ReturnSources& sources, ReturnRecord* record);

}  // namespace lontar::node
