#pragma once
// The evaluations of a round: the result of its closes, which stands, and the later counts.
//
// Late data are kept and not counted in the evaluation for which they came late; a later evaluation
// counts them and says so. Source: domain brief, section 15, points 6 and 14; decision 0039. Pure
// functions, deterministic, any thread.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/round_record.h"

namespace lontar::fold {

// A later evaluation, as people are told of it.
struct LaterEvaluation {
  uint32_t number = 2;
  LogIndex index;
  std::string day;  // of the hub's stamp, ISO, UTC
  std::string reason;
};

// Those of the first `as_of` leaves, ascending.
std::vector<LaterEvaluation> LaterEvaluations(const RoundRecord& round, LogSize as_of);

// The round as evaluation `number` counts it: a copy that every function of a round takes.
// FailedPrecondition with EVALUATION_ABSENT: the round has none of that number at that size.
absl::StatusOr<RoundRecord> AsEvaluation(const RoundRecord& round, uint32_t number, LogSize as_of);

// An object of two fields for the results of a round: `evaluation`, and `evaluations`, the later
// ones on the log (docs/reference/json.md).
std::string EvaluationJson(uint32_t number, const std::vector<LaterEvaluation>& later);

}  // namespace lontar::fold
