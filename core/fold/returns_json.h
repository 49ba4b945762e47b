#pragma once
// Who has answered for a round, and what: lontar.returns.v1 (docs/reference/json.md).

#include <string>

#include "core/fold/threshold.h"

namespace lontar::fold {

// Every member of the round's membership date, in fixed order: silent, or its return that stands at
// `as_of`. A nil return answers without a figure or narrative; it is a full answer.
std::string ReturnsJson(const State& state, const RoundReference& reference, LogSize as_of,
                        const base::Hash& root);

}  // namespace lontar::fold
