#include "core/fold/evaluation.h"

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/fold/questions.h"

namespace lontar::fold {

std::vector<LaterEvaluation> LaterEvaluations(const RoundRecord& round, LogSize as_of) {
  std::vector<LaterEvaluation> later;
  uint32_t number = 1;
  for (const RoundRecord::Evaluation& again : round.evaluations) {
    if (!base::IsBefore(again.index, as_of)) break;
    later.push_back({++number, again.index, DayOf(again.time_ms), again.reason});
  }
  return later;
}

absl::StatusOr<RoundRecord> AsEvaluation(const RoundRecord& round, uint32_t number, LogSize as_of) {
  const size_t there = LaterEvaluations(round, as_of).size() + 1;
  if (number < 1 || number > there) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "EVALUATION_ABSENT",
                         absl::StrCat("round ", round.id, " has no evaluation ", number,
                                      " at log size ", as_of.value(), "; it has 1 to ", there));
  }
  RoundRecord asked = round;
  asked.evaluation = number;
  return asked;
}

}  // namespace lontar::fold
