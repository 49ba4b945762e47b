#pragma once
// The blocks of a log: where each belongs, what was stated of it, and which statements were live
// when. Values, any thread.
//
// A block is live unless an accepted report that names its report states the same block (DESIGN.md
// section 6), and while no key that signed for it is known as compromised. What is live changes
// with few entries; each such change is kept with its index, so that "as of" is a search among
// them, however often a block was revised.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "core/base/digest.h"
#include "core/base/ids.h"
#include "core/observation/report.h"

namespace lontar::fold {

using base::LogIndex;
using base::LogSize;

// Where a block belongs. The provider stands last, so that one cell's providers are neighbours.
struct BlockKey {
  std::string collection;
  std::string member;
  std::string indicator;
  std::string measure;
  std::string period;
  std::string provider;
  friend auto operator<=>(const BlockKey&, const BlockKey&) = default;
};

// One report's statement of a block.
struct BlockStatement {
  base::PayloadId report;
  LogIndex index;
  base::PartHash part;
  observation::BlockCount counts;
};

// From the entry that brought it to the one that ended it: another report, or the revocation of a
// key as compromised.
struct Stretch {
  LogIndex from;
  std::optional<LogIndex> until;  // nothing: it lasts
  friend auto operator<=>(const Stretch&, const Stretch&) = default;
};

// The places of statements in BlockRecord::statements, ordered by payload id.
using LivePlaces = absl::InlinedVector<uint32_t, 2>;

// What is live behind the entry at `from`, until the next change.
struct LiveChange {
  LogIndex from;
  LivePlaces live;
};

struct BlockRecord {
  std::vector<BlockStatement> statements;  // in the order of the log
  std::vector<LiveChange> changes;         // ascending

  // Empty where nothing is live at `as_of`.
  const LivePlaces& PlacesAt(LogSize as_of) const;
  // The statements that are live at `as_of`, withdrawals left out, by payload id: the order of
  // arrival does not matter (invariant 31).
  std::vector<BlockStatement> LiveAt(LogSize as_of) const;
  // For each statement, in their order, the stretches of the first `as_of` leaves in which it was
  // live, ascending: it is in LiveAt(size) exactly where from < size <= until of one of them.
  std::vector<std::vector<Stretch>> StretchesAt(LogSize as_of) const;
};

}  // namespace lontar::fold
