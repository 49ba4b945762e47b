#pragma once
// Random questions and answers, as either side says them.

#include <string>

#include "core/chain/entry.h"
#include "core/fold/state.h"
#include "tests/simulation/dice.h"

namespace lontar::simulation {

struct AskedWhom {
  const fold::CollectionRecord* collection = nullptr;
  base::HubId hub_id;
  std::string member;
};

// On one of the indicators that figures are drawn for, perhaps on a cell of it. Signed by nobody
// yet. `number`: of what this side says.
chain::Envelope DrawQuestion(const AskedWhom& whom, int number, Dice* dice);
// One that closes may be without a word.
chain::Envelope DrawAnswer(const fold::QuestionRecord& question, bool closes, int number,
                           Dice* dice);

}  // namespace lontar::simulation
