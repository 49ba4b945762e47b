#pragma once
// The verdict on a provider's report. Part of verdict.h.

#include "core/fold/verdict.h"

namespace lontar::fold {

// The candidate is a submission whose payload is at hand.
Judgement JudgeReport(const State& state, const Candidate& candidate, SignatureOracle& oracle);

// What the parts that can be read say of a report, whatever the others hold: for audit, where some
// parts are erased or shown to nobody. Accepted if they say nothing against it.
Judgement JudgeReadableParts(const State& state, const observation::Report& report,
                             const PartReader& parts);

}  // namespace lontar::fold
