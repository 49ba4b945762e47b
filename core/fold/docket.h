#pragma once
// Baseline values and the docket: what stands behind the table, as far as the parts can be read.
//
// Source: domain brief, sections 5, 6, 8, 13. No ranking, no sorting by value. Pure functions,
// deterministic, any thread.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/merge.h"
#include "core/fold/threshold.h"

namespace lontar::fold {

// The figure of a member's base year. Several current candidates: no value is chosen, the baseline
// is open.
struct BaselineValue {
  std::string member;
  std::string indicator;
  BaseYear base;
  std::optional<Cell> cell;  // absent: its part is not at hand
};

// One for each member that the table counts, in the table's order.
absl::StatusOr<std::vector<BaselineValue>> FindBaselines(const State& state,
                                                         const RoundReference& reference,
                                                         const ThresholdTable& table,
                                                         const PartReader& parts);

// A live block of a member, as evidence.
struct Evidence {
  std::string member;
  std::string provider;
  bool is_on_behalf = false;
  std::string measure;
  std::string period;
  bool is_inside_year_rule = false;
  observation::BlockCount counts;
};

struct DocketItem {
  IndicatorCoverage coverage;
  std::vector<Evidence> evidence;  // by member in fixed order, period, measure, provider
};

struct Docket {
  ThresholdTable table;
  std::vector<DocketItem> below;         // the list's indicators that the round leaves below
  std::vector<Cell> disputed;            // of every indicator of the list
  std::vector<std::string> other_lists;  // of the catalogue: where a decision may move an indicator
  int unreadable_blocks = 0;
};

absl::StatusOr<Docket> ComputeDocket(const State& state, const RoundReference& reference,
                                     const ThresholdTable& table, const PartReader& parts);

}  // namespace lontar::fold
