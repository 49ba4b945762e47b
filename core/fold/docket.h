#pragma once
// Baseline values and the docket: what stands behind the table, as far as the parts can be read.
//
// Source: domain brief, sections 5, 6, 8, 13. No ranking, no sorting by value. Pure functions,
// deterministic, any thread.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/answer_state.h"
#include "core/fold/deviations.h"
#include "core/fold/edition.h"
#include "core/fold/merge.h"
#include "core/fold/questions.h"
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

// What the members have said of one of the list's indicators, met or below.
struct DocketLine {
  IndicatorCoverage coverage;
  std::vector<MemberAnswer> answers;  // as coverage.members
  // Without those who hold back all that they have.
  int count_without_held_back = 0;
  BeingClarified clarified;  // the questions that are open on it; they change no figure or count
};

struct Docket {
  ThresholdTable table;
  RoundRecord round;   // as it is judged: with the supposed parameters of a what-if
  std::string origin;  // of the log
  std::string collection_name;
  std::vector<DocketLine> lines;  // of the whole list
  DeviationTable deviations;      // of the figures that count, as far as the parts are at hand
  std::vector<Edition> editions;  // none of a what-if, or while the round is open
  std::vector<DocketItem> below;  // the list's indicators that the round leaves below
  std::vector<Cell> disputed;     // of every indicator of the list
  std::map<std::string, std::string> extensions;  // by member, where its cut-off is another
  std::vector<DecisionRecord> decisions;          // of this round, in the order of the log
  std::vector<std::string> other_lists;  // of the catalogue: where a decision may move an indicator
  int unreadable_blocks = 0;
};

// Counts, states and editions are the same whatever parts are at hand; kinds of deviation,
// definitions, statuses and disputes are of those that can be read. The catalogue of `reference`
// must outlive the docket.
absl::StatusOr<Docket> ComputeDocket(const State& state, const RoundReference& reference,
                                     const ThresholdTable& table, const PartReader& parts);

}  // namespace lontar::fold
