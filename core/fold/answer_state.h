#pragma once
// What each member has said of each indicator of a round: a figure, words, a reason, or nothing.
//
// From reports and returns alone: no part, no value, so that everybody who holds the log finds the
// same. Source: domain brief, sections 2 and 5; reference pages, the matrix. Nothing is ranked.
// Pure functions, deterministic, any thread.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "core/fold/threshold.h"

namespace lontar::fold {

// The first that holds, by what stood at the close that counts for the member.
enum class AnswerState {
  kAsSpecified,   // figures that count, one of them as specified
  kOtherwise,     // figures that count, none as specified
  kNil,           // its return gives neither a figure nor words, on anything
  kNotAvailable,  // by its return, or by figures of which it states that there are none
  kDoesNotApply,
  kNarrative,  // words and no figure
  kLater,      // its return says: not yet
  kNothingYet,
};
// "as-specified", "otherwise", "nil", "not-available", "does-not-apply", "narrative", "later",
// "nothing-yet".
absl::string_view NameOf(AnswerState state);

// What came after the close: kept and shown, and no part of the state.
struct LateAnswer {
  bool has_figures = false;
  bool has_narrative = false;
  std::optional<ReturnAnswer> answer;  // of a return, where it says another than before
  std::optional<ReturnReason> reason;
  std::optional<LogIndex> index;  // of the first of these entries
  bool is_empty() const { return !has_figures && !has_narrative && !answer; }
};

struct MemberAnswer {
  std::string member;
  AnswerState state = AnswerState::kNothingYet;
  std::optional<ReturnReason> reason;  // where its return says that there is none
  bool is_reported = false;
  bool is_held_back_only = false;
  bool is_on_behalf = false;           // figures that count were entered by another office
  bool has_outside_year_rule = false;  // figures of periods that do not count
  std::set<std::string> providers;     // of the figures that count
  std::set<std::string> periods;       // of them too
  LateAnswer late;
  LateAnswer counted_late;  // what evaluation 1 left out as late, and a later one counts
};

// True if a return gives neither a figure nor words: a full answer all the same.
bool IsNil(const ReturnAct& act);

// The answers of one round. State and reference must outlive it, and the state must not change
// meanwhile.
class AnswerFinder {
 public:
  AnswerFinder(const State& state, const RoundReference& reference)
      : state_(state), reference_(reference) {}

  // `indicator`: its stable id.
  MemberAnswer Find(absl::string_view member, absl::string_view indicator, LogSize as_of) const;

 private:
  struct Reported;  // what reports of one member say of one indicator at one size
  Reported Gather(absl::string_view member, absl::string_view indicator, LogSize size) const;
  void TakeStatement(const BlockKey& key, const BlockStatement& statement,
                     Reported* reported) const;
  // What the first `until` entries say beyond the first `counted` of them, which say `then`.
  struct Span {
    const Reported& then;
    LogSize counted;
    LogSize until;
  };
  LateAnswer FindLate(absl::string_view member, absl::string_view indicator,
                      const Span& span) const;

  const State& state_;
  const RoundReference& reference_;
};

// One line of text that is the same exactly where the answer is: "nothing yet; late: figures".
std::string WordsOf(const MemberAnswer& answer);

}  // namespace lontar::fold
