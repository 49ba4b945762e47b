#pragma once
// What the log holds of a round, and up to where each of its evaluations counts.
//
// Evaluation 1 is that of the round's closes: its result stands. Evaluation k + 1 is the k-th act
// that has the round counted again. Source: domain brief, section 15, points 6 and 14; decision
// 0039. Values, any thread.

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/fold/act.h"

namespace lontar::fold {

using base::LogIndex;
using base::LogSize;

struct RoundRecord {
  std::string id;
  LogIndex opened_at;
  RoundOpen open;
  struct Close {
    LogIndex index;
    std::vector<std::string> except_members;
    uint64_t time_ms = 0;
  };
  std::vector<Close> closes = {};
  struct Change {
    LogIndex index;
    RoundChange change;
    uint64_t time_ms = 0;
  };
  std::vector<Change> changes = {};
  struct Evaluation {
    LogIndex index;
    uint64_t time_ms = 0;
    std::string reason;
  };
  std::vector<Evaluation> evaluations = {};  // the later ones: number 2 stands at place 0
  uint64_t opened_ms = 0;                    // these times are of the hub's clock, as stamped
  // Which evaluation this record answers for: 1 in a state, another in a copy (evaluation.h).
  uint32_t evaluation = 1;

  // The day announced at `size`: for this member, its own extension included; of an empty one, for
  // all. ISO.
  std::string CutOffFor(absl::string_view member, LogSize size) const;
  // The size at which this evaluation counts entries of `member`, asked at `size`.
  LogSize CountedUpTo(absl::string_view member, LogSize size) const;
  // The same of evaluation 1, whichever this record answers for.
  LogSize CountedFirst(absl::string_view member, LogSize size) const;
  // True if no member has longer: each close may leave out some, and what all of them leave out is
  // waited for.
  bool IsClosedForAll(LogSize size) const;
  // Whom it waits for, ascending; nobody of a round that no close was stated for.
  std::vector<std::string> WaitsFor(LogSize size) const;
  // The entry with which this evaluation begins to have a result: the first close, or the act that
  // had it counted again. Nothing before it stands.
  std::optional<LogIndex> EvaluatedAt(LogSize size) const;
};

}  // namespace lontar::fold
