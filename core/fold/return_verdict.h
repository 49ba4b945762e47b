#pragma once
// The verdict on a member's return. Part of verdict.h.

#include "core/fold/verdict.h"

namespace lontar::fold {

// The node's signature is judged already. A return answers for exactly the indicators of its
// round's list, names only reports of the member that were accepted, and what clears it is what was
// read: on paper the fingerprint of this return, by key a focal point's valid signature.
Judgement JudgeReturn(const State& state, const ReturnAct& act, const Candidate& candidate,
                      SignatureOracle& oracle);

}  // namespace lontar::fold
