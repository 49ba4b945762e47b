#pragma once
// --evaluation: which evaluation of a round is asked for, and what an answer says of the others.

#include <string>

#include "absl/status/status.h"
#include "cli/answer.h"
#include "cli/command.h"
#include "core/net/question.h"

namespace lontar::cli {

Option EvaluationOption();

// Takes it into the question. InvalidArgument with USAGE for what is no number from 1.
absl::Status TakeEvaluation(const Call& call, net::Question* question);

// Of evaluation 1 which later ones there are; of a later one its day and reason, and that the
// result of evaluation 1 stands. Empty of a round that was counted once.
std::string EvaluationLine(const Answer& answer);

}  // namespace lontar::cli
