#pragma once
// Whether a collection may be stated, and who signs for it. Used by verdict.cc only. Pure functions
// of the state.

#include "core/fold/state.h"
#include "core/fold/verdict.h"

namespace lontar::fold {

// A collection that is there may be stated again from level 5: with another lead or none, and
// nothing else changed.
Judgement JudgeCollection(const State& state, const CollectionAct& act);

// Who signs an act of the authority's chain in the authority's place: the lead of the collection
// that it is of, if there is one. Null: the authority, as for every statement of a collection.
const CollectionLead* LeadSigning(const State& state, const Act& act);

}  // namespace lontar::fold
