#pragma once
// A round judged by other parameters than its own, on the side: nothing of it is on the record.
//
// Source: user journeys, section 4.4; domain brief, section 5. Pure functions, deterministic, any
// thread.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/threshold.h"

namespace lontar::fold {

struct WhatIf {
  std::optional<uint32_t> threshold;
  std::string members_on;            // ISO date; empty: the round's
  bool counts_as_specified = false;  // only members as specified count
  bool is_empty() const { return !threshold && members_on.empty() && !counts_as_specified; }
};

// The round with the supposed parameters; `changes` says each of them in words, beside the round's
// own. InvalidArgument with WHAT_IF_INVALID for a threshold of none, or for what is no date.
struct SupposedRound {
  RoundRecord round;
  std::vector<std::string> changes;
};
absl::StatusOr<SupposedRound> Suppose(const RoundRecord& round, const WhatIf& what_if);

// Marks a table that ComputeThreshold made of a supposed round, and judges it by what is to count.
void MarkSupposed(const SupposedRound& supposed, const WhatIf& what_if, ThresholdTable* table);

}  // namespace lontar::fold
