#pragma once
// Verdicts on rounds and on the decisions that follow from them. Used by verdict.cc only, behind
// level, hub and signatures.

#include "core/fold/verdict.h"

namespace lontar::fold {

// Opened once, on a catalogue that the log holds; changed and closed only behind that. A change
// moves the cut-off to a later day, for all or for members for whom the round is not closed.
Judgement JudgeRound(const State& state, const RoundAct& act);

// On an indicator of a closed round's list, from the list on which it stands now to one that the
// newest catalogue has.
Judgement JudgeDecision(const State& state, const DecisionAct& act);

}  // namespace lontar::fold
