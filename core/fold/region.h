#pragma once
// Figures of all members together: sums of counts that are alike, and parts of a whole as summed
// numerators over summed denominators. Never an average.
//
// They are for everybody, whatever the reader may see of single members, so FindRegion reads every
// part and gives out only what passes region_rule.h. A regional figure belongs to the evaluation of
// a closed round: it is computed at the size at which the round closed for its last member, and at
// no other, so that no two sizes can be set side by side. Rounds that closed before are judged
// first, in the order of their closes, indicators in the order of the list.
//
// Figures that their members had released by then are in the sum and hide nobody: the rule looks at
// the others.
//
// Source: domain brief, section 8; decision 0038. Pure functions of state and parts, deterministic.
// Any thread, if the state does not change meanwhile.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/merge.h"
#include "core/fold/threshold.h"

namespace lontar::fold {

// The first that holds.
enum class RegionState {
  kNotAllowed,      // the catalogue does not say that members' figures may be added
  kNoDenominators,  // a part of a whole, for which it names no numerator and denominator
  kOpen,            // the round is open for some member
  kNotReadable,     // not all parts are here: the hub has them
  kTooFew,          // fewer members than kRegionalMembersMin have figures that are alike
  kShowsAMember,    // a member's own figure could be worked out, or nearly
  kPartsDiffer,     // numerator and denominator are not given, or are not of the same members
  kGiven,
};
// "not-allowed", "no-denominators", "open", "not-readable", "too-few", "shows-a-member",
// "parts-differ", "given".
absl::string_view NameOf(RegionState state);

// Why a member's figures are not in it: the first that holds of those beside the kind that is
// added.
enum class LeftOut {
  kDisputed,
  kHeldBack,
  kNotPublic,  // it has a number, and is marked as confidential
  kOtherKind,  // of other ages, or another concept
  kOtherYears,
  kPartOfYear,
  kBrokenDown,  // without a total
  kNoNumber,    // none of this measure
};
// "disputed", "held-back", "not-public", "other-kind", "other-years", "part-of-year",
// "broken-down", "no-number".
absl::string_view NameOf(LeftOut reason);

struct LeftOutMember {
  std::string member;
  LeftOut reason = LeftOut::kNoNumber;
  std::vector<std::string> codes;  // with kOtherKind: in what it differs, by dimension of the kind
};

struct CoveredMember {
  std::string member;
  std::string period;
  observation::DeviationSet deviations = 0;
};

struct RegionalFigure {
  const catalogue::Measure* measure = nullptr;
  RegionState state = RegionState::kNotAllowed;
  // The kind that is added: a code for each dimension that is not at its total, ages and concept.
  std::map<std::string, std::string> kind;
  bool is_as_specified = true;  // false: of other ages than the indicator's own
  std::optional<observation::Decimal>
      value;                            // with kGiven; of a part of a whole `quotient` instead
  std::vector<CoveredMember> covered;   // in fixed order
  std::vector<LeftOutMember> left_out;  // in fixed order
  // Of a part of a whole that is given.
  std::optional<observation::Decimal> numerator;
  std::optional<observation::Decimal> denominator;
  std::string quotient;  // in percent where the unit's maximum is 100; one place, half away from 0
};

struct RegionalIndicator {
  const catalogue::Indicator* indicator = nullptr;
  std::vector<RegionalFigure> figures;  // a measure each, assessments left out
};

struct RegionTable {
  std::vector<std::string> members;     // of the round, in fixed order
  std::optional<LogSize> evaluated_at;  // nothing: the round is open
  std::vector<RegionalIndicator> indicators;
};

// The size at which the round had closed for every member of its membership date; nothing if it has
// not at `as_of`.
std::optional<LogSize> ClosedAt(const State& state, const RoundRecord& round, LogSize as_of);

// The list of the round. `every_part` must be what there is, whoever asks: the answer holds no
// figure of a single member. DataLoss: a part's bytes are not what the accepted report says of
// them.
absl::StatusOr<RegionTable> FindRegion(const State& state, const RoundReference& reference,
                                       LogSize as_of, const PartReader& every_part);

// FindRegion over the parts and the state of whoever answers.
using RegionFinder =
    std::function<absl::StatusOr<RegionTable>(const RoundReference& reference, LogSize as_of)>;

}  // namespace lontar::fold
