#include "core/fold/what_if.h"

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/observation/period.h"

namespace lontar::fold {
namespace {

absl::Status WhatIfInvalid(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "WHAT_IF_INVALID", sentence);
}

}  // namespace

absl::StatusOr<SupposedRound> Suppose(const RoundRecord& round, const WhatIf& what_if) {
  SupposedRound supposed{round, {}};
  if (what_if.threshold) {
    if (*what_if.threshold == 0) {
      return WhatIfInvalid("a threshold of 0 members is none; suppose 1 or more");
    }
    supposed.round.open.threshold = *what_if.threshold;
    supposed.changes.push_back(absl::StrCat("threshold ", *what_if.threshold, " (the round says ",
                                            round.open.threshold, ")"));
  }
  if (!what_if.members_on.empty()) {
    if (!observation::ParseDate(what_if.members_on).ok()) {
      return WhatIfInvalid(
          absl::StrCat(base::Quoted(what_if.members_on), " is no date; write it as 2025-10-26"));
    }
    supposed.round.open.membership_date = what_if.members_on;
    supposed.changes.push_back(absl::StrCat("members on ", what_if.members_on, " (the round says ",
                                            round.open.membership_date, ")"));
  }
  if (what_if.counts_as_specified) {
    supposed.changes.push_back(
        "only members as specified count (the round counts all that reported)");
  }
  return supposed;
}

void MarkSupposed(const SupposedRound& supposed, const WhatIf& what_if, ThresholdTable* table) {
  table->what_if = supposed.changes;
  table->counts_as_specified = what_if.counts_as_specified;
  if (!what_if.counts_as_specified) return;
  for (IndicatorCoverage& coverage : table->indicators) {
    coverage.is_met = coverage.as_specified >= static_cast<int>(table->rule.threshold);
  }
}

}  // namespace lontar::fold
