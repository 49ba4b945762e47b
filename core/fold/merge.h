#pragma once
// Merged cells: what is current, what stands beside it, and what is disputed. Needs the parts.
//
// Source: DESIGN.md section 6; sync design notes, section 10. Between members nothing merges
// (invariant 32). Pure functions of state and parts, deterministic. Any thread, if the state does
// not change meanwhile.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/state.h"
#include "core/fold/verdict.h"
#include "core/observation/report.h"

namespace lontar::fold {

// One provider's live statement of a cell.
struct CellCandidate {
  std::string provider;
  base::PayloadId report;
  LogIndex index;  // where its report stands in the log
  observation::Row row;
  std::string on_behalf = {};  // the office that entered it for the provider; empty: its own
};

// The office that signed a report for its provider; empty where the provider signed itself.
std::string EnteredBy(const State& state, const base::PayloadId& report);

enum class DisputeReason {
  kNone,
  kSameDefinition,     // one definition, two numbers: possibly an error
  kDefinitionsDiffer,  // both may be right
};
absl::string_view NameOf(DisputeReason reason);

// One figure's address with all that is stated for it. A disputed cell has no current value, and
// none is made up.
struct Cell {
  std::string member;
  std::string indicator;
  std::string measure;
  std::string period;
  std::vector<std::string> dimensions;
  std::vector<std::string> codes;
  std::vector<CellCandidate> candidates;  // by provider, then report id
  std::optional<size_t> current;          // index into candidates
  DisputeReason dispute = DisputeReason::kNone;
  bool is_disputed() const { return dispute != DisputeReason::kNone; }
};

struct CellQuery {
  std::string collection;
  std::string member;     // empty: all
  std::string indicator;  // empty: all
  std::string measure;    // empty: all
  // Absent: all. Parts of other years are not read.
  std::optional<int> year = std::nullopt;
  bool Wants(const BlockKey& key) const;
};

struct MergedCells {
  std::vector<Cell> cells;    // by member, indicator, measure, period, codes
  int unreadable_blocks = 0;  // live, but their part is not at hand
};

// A walk through the cells of a log at one size, and where it stands. A value: it may be kept while
// the state grows.
struct CellWalk {
  CellWalk(CellQuery wanted, LogSize size)
      : query(std::move(wanted)), as_of(size), next{query.collection, query.member} {}
  CellQuery query;
  LogSize as_of;
  BlockKey next;  // the first block not yet seen
  bool is_at_end = false;
};

// The cells of the next (member, indicator, measure) that has any blocks that the query wants;
// `is_at_end` is set with the last one. What MergeCells gives, a group at a time: a caller holds no
// more than the blocks of one group, and may let go of the state in between. The errors of
// MergeCells.
absl::StatusOr<MergedCells> NextCells(const State& state, const PartReader& parts, CellWalk* walk);

// DataLoss: a part's bytes are not what the accepted report says of them.
absl::StatusOr<MergedCells> MergeCells(const State& state, const CellQuery& query, LogSize as_of,
                                       const PartReader& parts);

}  // namespace lontar::fold
