#pragma once
// Verdicts on questions and answers. Used by verdict.cc only, behind level, hub and signatures.

#include "core/fold/verdict.h"

namespace lontar::fold {

// By the authority to a member of this log, or by that member itself; on an indicator that a
// catalogue of the collection has. Its text is at hand, and is of that member.
Judgement JudgeQuestion(const State& state, const QuestionAct& act, const Candidate& candidate);

// By one of the two between whom the question stands, while it is open. The authority closes what
// it asked; what a member asked, either closes.
Judgement JudgeAnswer(const State& state, const AnswerAct& act, const Candidate& candidate);

}  // namespace lontar::fold
