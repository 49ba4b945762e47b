#pragma once
// Whether a figure of the region may be given: it is for everybody, and no member's own may be
// worked out from it, nor nearly, by anybody, nor by a member that takes its own away (threats T21,
// T22, T28).
//
// Source: decision 0038; A. Hundepool and others, Statistical Disclosure Control (Wiley 2012),
// sections 4.2 and 4.3: minimum frequency and the p% rule. Pure functions, exact, any thread.

#include <string>
#include <vector>

#include "core/observation/decimal.h"

namespace lontar::fold {

// So many members at least are in a sum: of two, each finds the other's.
inline constexpr int kRegionalMembersMin = 3;
// What is left when the two largest are taken away is at least so much of the largest: the second
// knows its own, and comes no nearer to the largest than this.
inline constexpr int kRegionalRestPercent = 10;

// What one member gives to a sum. Equal values of a member in one unit are taken to be the same
// figure, in whatever indicator or round they stand.
struct Contribution {
  std::string member;
  std::string unit;
  observation::Decimal value;
};

struct RegionalSum {
  // Sums of one series are told from one another by what changed: indicator and measure.
  std::string series;
  std::vector<Contribution> parts;  // one for each member
};

enum class RegionVerdict {
  kMayBeGiven,
  kTooFew,
  kShowsAMember,
};

// `given`: all that everybody may have read before, each of which was judged so. Of `sum` by
// itself: too few members, too large a largest one, nothing but zeros. Of its difference to each of
// its series: the same, counted over those who changed. Of any combination with others, exactly:
// none may be left with the figures of fewer than kRegionalMembersMin members.
RegionVerdict JudgeSum(const RegionalSum& sum, const std::vector<RegionalSum>& given);

}  // namespace lontar::fold
