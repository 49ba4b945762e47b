#pragma once
// What makes members' figures differ, per indicator: not how much, and not who is nearer to what.
//
// From the reports, which everybody reads: who has figures, of which periods, how many are as
// specified. From the parts, where they are at hand: the kinds of deviation that live figures bear,
// their definitions, sources, ages and concepts. No value of a figure is in it, nothing is ranked,
// and members stand in their fixed order. Pure functions, deterministic, any thread.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/state.h"
#include "core/fold/threshold.h"
#include "core/fold/verdict.h"
#include "core/observation/block.h"

namespace lontar::fold {

// Texts of figures, in order; of very many the first kTextsListedMax and how many more.
class TextList {
 public:
  void Add(const std::string& text) {
    if (!text.empty()) texts_.insert(text);
  }
  std::vector<std::string> Listed() const;
  size_t unlisted() const;

 private:
  std::set<std::string> texts_;
};

// One member's live figures of an indicator: those with a number, and those held back.
struct MemberDeviations {
  std::string member;
  // From reports.
  std::set<std::string> providers;
  std::set<std::string> periods;
  std::set<std::string> source_ids;  // of all that these reports are from
  int blocks = 0;
  uint64_t with_number = 0;
  uint64_t held_back = 0;
  uint64_t as_specified = 0;
  // From parts: nothing of those that are not at hand.
  int unreadable_blocks = 0;
  uint64_t figures_read = 0;
  std::map<observation::Deviation, uint64_t> deviations;  // how many figures bear it
  std::map<observation::Status, uint64_t> statuses;       // how many figures have it
  std::set<std::string> ages;                             // codes
  std::set<std::string> concepts;                         // codes
  TextList definitions;
  TextList sources;
};

struct IndicatorDeviations {
  const catalogue::Indicator* indicator = nullptr;  // of the table's catalogue
  std::vector<MemberDeviations> members;            // those with figures, in fixed order
  std::vector<std::string> without;                 // those without, in fixed order
};

// What is looked at.
struct DeviationScope {
  const CollectionRecord* collection = nullptr;
  const catalogue::Catalogue* catalogue = nullptr;  // must outlive the table
  const RoundRecord* round = nullptr;  // null: all live figures of whoever is or was a member
  std::string indicator;               // stable id; empty: all, or those of the round's list
  LogSize as_of;
};

struct DeviationTable {
  DeviationScope scope;
  std::string notice;
  base::Hash root;  // of the log at that size, set by the caller
  std::vector<std::string> members;
  std::vector<IndicatorDeviations> indicators;
};

// DataLoss: a part's bytes are not what the accepted report says of them.
absl::StatusOr<DeviationTable> GatherDeviations(const State& state, const DeviationScope& scope,
                                                const PartReader& parts);

// Schema lontar.deviations.v1 (docs/reference/json.md).
std::string DeviationsJson(const DeviationTable& table);

}  // namespace lontar::fold
