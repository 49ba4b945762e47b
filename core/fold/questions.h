#pragma once
// How many questions are open on an indicator: what the docket and the matrix mark as "being
// clarified". Nothing here changes a figure or a count (domain brief, section 4).
//
// From acts alone, so that every holder of the log finds the same. Pure functions, any thread.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/fold/state.h"
#include "core/fold/visibility.h"

namespace lontar::fold {

// What is open on one indicator, of all members together.
struct BeingClarified {
  std::set<std::string> members;
  int questions = 0;
  std::set<std::string> dates;  // on which they were asked, UTC, ISO
};

// The questions of a collection that are open at a size.
class OpenQuestions {
 public:
  // `state` must outlive it.
  OpenQuestions(const State& state, absl::string_view collection, LogSize as_of);

  // `indicator`: its stable id.
  BeingClarified On(absl::string_view indicator) const;
  // How many there are of this member.
  int Of(absl::string_view member, absl::string_view indicator) const;
  // The same where the viewer may see that member's questions.
  std::optional<int> SeenBy(const Viewer& viewer, absl::string_view member,
                            absl::string_view indicator) const;
  // In the order of the log.
  const std::vector<const QuestionRecord*>& all() const { return open_; }

 private:
  std::vector<const QuestionRecord*> open_;
};

// The questions of a collection that a viewer may see at a size, open or not, in the order of the
// log.
std::vector<const QuestionRecord*> QuestionsSeenBy(const Viewer& viewer, const State& state,
                                                   absl::string_view collection, LogSize as_of);

// Between whom and the authority the question of an accepted entry stands; empty for an entry of
// another kind.
std::string MemberAsked(const State& state, const chain::Header& header, absl::string_view payload);

// The day of a stamp, UTC, ISO.
std::string DayOf(uint64_t time_ms);

}  // namespace lontar::fold
