#pragma once
// What a withdrawal does to the counts of a collection's rounds, so that nobody takes a figure back
// without knowing it (user journeys, section 3, step 5). Coverage is every member's to read; no
// value is looked at. Pure.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/state.h"
#include "core/observation/report.h"

namespace lontar::node {

struct Withdrawn {
  const fold::State* ahead = nullptr;
  std::string collection;
  std::string member;
  std::string provider;
  std::string indicator;                        // stable id
  std::vector<observation::BlockCount> blocks;  // that stand no more
};

// Of a round in which the member is counted for the indicator.
struct CountEffect {
  std::string round;
  std::string code;  // of the indicator in the round's catalogue: "A9"
  int before = 0;    // members
  int after = 0;     // the same where other figures still count, or the round is closed
  uint32_t threshold = 0;
  bool is_closed = false;  // for this member: what was counted stands
};

// In the order in which the rounds were opened. The errors of ComputeThreshold.
absl::StatusOr<std::vector<CountEffect>> EffectsOf(const Withdrawn& withdrawn);

}  // namespace lontar::node
