#pragma once
// The verdict on a provider's report. Part of verdict.h.

#include "core/fold/verdict.h"

namespace lontar::fold {

// The candidate is a submission whose payload is at hand.
Judgement JudgeReport(const State& state, const Candidate& candidate, SignatureOracle& oracle);

}  // namespace lontar::fold
