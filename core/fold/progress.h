#pragma once
// Each member's progress: its own baseline beside its latest figure of the same kind, and what it
// says of itself.
//
// Like with like only: the same measure, breakdown, ages and concept, else the reason why not. The
// difference is a number and no judgement: nothing is computed in percent, nothing ranked, no
// member stands beside another's value. Source: domain brief, sections 6 to 8; decision 0037. The
// base year is that of the threshold table (threshold.h); both figures are as they stand at the
// size that is asked for, so that a correction of the baseline is followed. Pure functions of state
// and parts, deterministic. Any thread, if the state does not change meanwhile.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/merge.h"
#include "core/fold/threshold.h"

namespace lontar::fold {

// The first that holds.
enum class ProgressState {
  kNoBaseline,         // nothing of it counts in the round
  kBaselineWithdrawn,  // the year is fixed, and nothing of that year stands any more
  kBaselineOpen,       // two candidates, and the member has not said which
  kBaselineHeldBack,
  kNoLaterFigure,
  kLaterDisputed,
  kLaterHeldBack,
  kNotAlike,  // there is a later figure, of another kind
  kBreak,     // the member marks a break in the series since the baseline
  kCompared,
};
// "no-baseline", "baseline-withdrawn", "baseline-open", "baseline-held-back", "no-later-figure",
// "later-disputed", "later-held-back", "not-alike", "break", "compared".
absl::string_view NameOf(ProgressState state);

// In what the later figure is another: a dimension's id, "measure", "period" (a year and a part of
// one) or "deviations"; with the code of each.
struct Unlike {
  std::string what;
  std::string baseline;
  std::string later;
  friend bool operator==(const Unlike&, const Unlike&) = default;
};

// What a provider states of its member's progress, as it stands: never computed, never ordered.
struct StatedLevel {
  std::string level;
  std::string provider;
  std::string on_behalf;  // the office that entered it for the provider; empty: its own
  base::PayloadId report;
  LogIndex index;
  friend bool operator==(const StatedLevel&, const StatedLevel&) = default;
};

struct MemberProgress {
  std::string member;
  ProgressState state = ProgressState::kNoBaseline;
  std::optional<BaseYear> base;
  std::optional<Cell> baseline;
  std::optional<Cell> later;   // the latest of the same kind, else the one that is of another
  std::vector<Unlike> unlike;  // with kNotAlike
  // later - baseline, with kCompared; nothing where that is too long a decimal.
  std::optional<observation::Decimal> difference;
  std::vector<StatedLevel> stated;  // by provider
};

// One indicator. A member is in one of the three, each in the fixed order.
struct IndicatorProgress {
  const catalogue::Indicator* indicator = nullptr;
  std::vector<MemberProgress> members;    // all that they sent of it can be read
  std::vector<std::string> not_readable;  // some of it is not at hand, or not for this reader
  std::vector<std::string> without;       // they have sent neither figures nor words
};

// What is asked for; `reference` must outlive the answer.
struct ProgressScope {
  const RoundReference& reference;
  LogSize as_of;
  std::string member = {};     // empty: all of the round
  std::string indicator = {};  // stable id; empty: the round's list
};

// By indicator of the round's list, in its order. `parts`: as the reader may see them
// (visibility.h). `table`: that of the scope. DataLoss: a part's bytes are not what the accepted
// report says of them.
absl::StatusOr<std::vector<IndicatorProgress>> FindProgress(const State& state,
                                                            const ProgressScope& scope,
                                                            const ThresholdTable& table,
                                                            const PartReader& parts);

}  // namespace lontar::fold
