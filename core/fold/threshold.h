#pragma once
// The table that the whole system is for: which members have reported which indicators of a round's
// list.
//
// Computed from reports alone: no part, no value (S4). Source: domain brief, sections 5 and 6;
// DESIGN.md section 6. Each result carries its parameters, so that it can be recomputed. Pure
// functions, deterministic, any thread.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/evaluation.h"
#include "core/fold/state.h"

namespace lontar::fold {

// The base year of one member and indicator by the round's rule: years with a figure as specified
// first, then the nearest to the target, then the tie rule. One base year for all measures.
struct BaseYear {
  int year = 0;
  std::string measure;  // the headline: the first of the indicator's measures that the year has
  bool is_as_specified = false;
  // The earlier round whose close fixed it; empty if the rule has just found it. A fixed year does
  // not drift when nearer ones turn up; its figure follows corrections.
  std::string fixed_by;
  bool is_live = true;  // false: fixed, but nothing of that year counts any more
};

struct MemberCoverage {
  std::string member;
  bool is_reported = false;
  bool is_as_specified = false;
  bool is_held_back_only = false;  // the member has figures and withholds all of them
  // It counts by figures that evaluation 1 left out, as they came late for it.
  bool is_counted_late = false;
  std::optional<BaseYear> baseline;
};

struct IndicatorCoverage {
  std::string id;
  std::string code;
  std::string name;
  std::string short_name;
  bool is_guess = false;
  std::vector<MemberCoverage> members;  // of the membership date, in fixed order
  int count = 0;
  int as_specified = 0;
  bool is_met = false;
};

struct ThresholdTable {
  std::string notice;  // what everybody has to be told about this hub
  std::string collection;
  std::string led_by;  // who leads the collection in the authority's place; empty: nobody
  std::string catalogue_version;
  std::string round;
  RoundOpen rule;
  std::vector<MemberAct> members;
  LogSize size;     // as of
  base::Hash root;  // of that size, given by the caller
  std::vector<IndicatorCoverage> indicators;
  // What was supposed instead of the round's own parameters (what_if.h); none in a table of record.
  std::vector<std::string> what_if;
  bool counts_as_specified = false;          // supposed: met by the members as specified alone
  uint32_t evaluation = 1;                   // of the round; 1: the result that stands
  std::vector<LaterEvaluation> evaluations;  // those behind 1 that the log has at this size
};

// The round asked for: by id, or the one opened last. FailedPrecondition with ROUND_ABSENT,
// COLLECTION_ABSENT, CATALOGUE_ABSENT: not on this log at that size; an empty collection means the
// only one.
struct RoundReference {
  const CollectionRecord* collection = nullptr;
  const RoundRecord* round = nullptr;
  const catalogue::Catalogue* catalogue = nullptr;
};
absl::StatusOr<const CollectionRecord*> FindCollectionFor(const State& state,
                                                          absl::string_view collection,
                                                          LogSize as_of);
absl::StatusOr<RoundReference> FindRound(const State& state, absl::string_view collection,
                                         absl::string_view round, LogSize as_of);

// InvalidArgument with SIZE_UNKNOWN if `as_of` is beyond the state.
absl::StatusOr<ThresholdTable> ComputeThreshold(const State& state, const RoundReference& reference,
                                                LogSize as_of, const base::Hash& root);

// True if a period counts under the rule.
bool InsideYearRule(const catalogue::YearRule& rule, absl::string_view period);

}  // namespace lontar::fold
