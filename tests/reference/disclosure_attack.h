#pragma once
// A reader who wants to find a hidden count, slow and obvious: shares no code with core/disclosure.
//
// Two ways, so that each is held against the other too: trying tables of whole numbers one after
// another, and the textbook simplex in floating point over all leaves of a table.

#include <cstdint>
#include <vector>

namespace lontar::reference {

// The counts of these leaves sum to something from least to most.
struct Knowledge {
  std::vector<int> leaves;
  int64_t least = 0;
  int64_t most = 0;
};

// True if there is a table of whole numbers from 0 to 60 that agrees with everything known and in
// which the target sums to `value`. For up to about ten leaves.
bool IsPossible(int leaves, std::vector<Knowledge> known, const std::vector<int>& target,
                int64_t value);

struct LinearRange {
  double least = 0;
  double most = 0;
};
// The least and greatest sum over the target, for numbers that need not be whole. `known` are sums:
// least = most; one of them must hold every leaf of the target.
LinearRange LinearRangeOf(int leaves, const std::vector<Knowledge>& known,
                          const std::vector<int>& target);

}  // namespace lontar::reference
