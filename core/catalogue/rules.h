#pragma once
// The checks that a catalogue asks for, and their parameters: section `rules` of its text, which
// may be left out.
//
// They advise whoever drafts a report; the verdict of the hub does not depend on them (check.h).
// docs/formats/catalogue.md shows the section. Values, any thread.

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/catalogue/severity.h"
#include "core/observation/decimal.h"

namespace lontar::catalogue {

enum class RuleKind {
  kPartsAndTotal,        // parts against their total
  kNumberAndProportion,  // number against proportion and denominator
  kYearJump,             // against the nearest earlier year
  kOutlier,              // against the own history
  kCompleteness,         // breakdowns that are missing
  kBrackets,             // whether the indicator's own age range follows from the brackets sent
  kStockAndFlow,         // running totals where a count of the period is wanted
  kSourceAge,            // years between the source and the cut-off of the round
  kRoundPeriod,          // reference period against the round
  kEntitlement,          // whether the provider may report the indicator on that day
  kSeveralSources,       // figures of other providers for the same cell
};
// "parts-and-total", …
absl::string_view NameOf(RuleKind kind);
std::optional<RuleKind> RuleKindOf(absl::string_view name);

struct Rule {
  RuleKind kind = RuleKind::kPartsAndTotal;
  Severity severity = Severity::kWarning;
  std::vector<std::string> indicators;  // stable ids; empty: all
  std::vector<std::string> measures;    // empty: all
  std::vector<std::string> dimensions;  // kPartsAndTotal, kCompleteness; empty: all
  // kPartsAndTotal: units of the last digit for each number; kNumberAndProportion: percent.
  observation::Decimal tolerance;
  // kYearJump: times the earlier value; kOutlier: deviations from the median.
  observation::Decimal factor;
  int years = 0;                   // kOutlier, kStockAndFlow: at least; kSourceAge: at most
  std::vector<std::string> words;  // kStockAndFlow: in a definition, they mean a running total
};

bool AppliesTo(const Rule& rule, absl::string_view indicator, absl::string_view measure);

}  // namespace lontar::catalogue
