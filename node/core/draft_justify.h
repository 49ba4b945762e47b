#pragma once
// A justification written into a draft. No I/O.

#include "absl/status/statusor.h"
#include "core/base/entropy.h"
#include "core/fold/verdict.h"
#include "node/core/draft_parts.h"
#include "node/core/draft_requests.h"
#include "node/core/draft_review.h"

namespace lontar::node {

struct JustifiedDraft {
  ReportDraft draft;
  int warnings = 0;  // of which the request speaks
};

// The draft with a line for each place in the narrative part of its indicator that holds
// justifications; a line on the same place is replaced. `parts`: the draft's.
//
// NotFound with WARNING_ABSENT, FailedPrecondition with WARNING_AMBIGUOUS, each naming what there
// is; InvalidArgument with SENTENCE_WANTED.
absl::StatusOr<JustifiedDraft> JustifyDraft(const DraftReview& review,
                                            const fold::PartReader& parts,
                                            const JustifyRequest& request, base::Entropy* entropy);

}  // namespace lontar::node
