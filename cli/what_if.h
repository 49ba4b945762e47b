#pragma once
// --threshold, --members-on, --counts: a round judged by other parameters, on the side.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "cli/answer.h"
#include "cli/command.h"
#include "core/net/question.h"

namespace lontar::cli {

// `options` with those of a what-if behind them.
std::vector<Option> WithWhatIf(std::vector<Option> options);

// Takes them into the question. InvalidArgument with USAGE for what they cannot be.
absl::Status TakeWhatIf(const Call& call, net::Question* question);

// "WHAT-IF: threshold 6 (the round says 5)…", the first line of an answer that supposes something;
// empty for one of record.
std::string WhatIfLine(const Answer& answer);

}  // namespace lontar::cli
