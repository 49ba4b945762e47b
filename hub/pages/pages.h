#pragma once
// The pages of a hub, from its answers (docs/reference/json.md). Whoever may not see a figure has
// an answer without it: pages leave nothing out by themselves. Members in their fixed order,
// indicators by number; nothing is put in order, or coloured, by a value. Pure, any thread.
//
// Source: reference pages. An answer that is not what its schema says makes an emptier page.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/pages/page.h"

namespace lontar::pages {

// The matrix. `coverage`: lontar.coverage.v1.
std::string CoveragePage(const PageContext& context, absl::string_view coverage);

// One indicator of a round. `deviations`: lontar.deviations.v1 of it; `cells`: lontar.cells.v1 of
// it, in the reader's view. Empty where the coverage does not have it.
struct IndicatorAnswers {
  std::string indicator;  // its id
  std::string coverage;
  std::string deviations;
  std::string cells;
  std::string threshold;  // lontar.threshold.v1: the base years
  std::string region;     // lontar.region.v1 of it: the same for every reader
};
std::string IndicatorPage(const PageContext& context, const IndicatorAnswers& answers);

// A round's rule and its indicators in a line each. `status`: lontar.status.v1, for the list of all
// rounds.
std::string RoundPage(const PageContext& context, absl::string_view coverage,
                      absl::string_view status);

// The calendar of all rounds, and who has not answered in time. `calendar`: lontar.calendar.v1.
std::string CalendarPage(const PageContext& context, absl::string_view calendar);

// How the hub stands. `status`: lontar.status.v1 with the fields of its machine.
std::string StatusPage(const PageContext& context, absl::string_view status);

// The form that signs in; `said` is what went wrong before, empty at first.
std::string SignInPage(const PageContext& context, absl::string_view said);

// A member's own view of a round: a sentence for each indicator. `docket`: lontar.docket.v1;
// `questions`: lontar.questions.v1 of the member as the reader may see them; `arrived`: by log
// index, the day on which what came late was taken. Empty where the round has no such member.
// `coverage`: lontar.coverage.v1 of the round, for the names in the reader's language.
struct MemberAnswers {
  std::string member;
  std::string docket;
  std::string questions;
  std::map<uint64_t, std::string> arrived;
  std::string progress = {};  // lontar.progress.v1 of the member as the reader may see it
  std::string coverage = {};
};
std::string MemberPage(const PageContext& context, const MemberAnswers& answers);

// The questions between ASEC and members. `questions`: lontar.questions.v1 as the reader may see
// them, of each collection; `status`: lontar.status.v1, for members' names in their order. Who may
// see none reads on how many members' figures there are questions, never whose. There is no form:
// who may answer or close reads the command.
struct QuestionsAnswers {
  std::vector<std::string> questions;
  std::string status;
  bool may_see = false;  // somebody's questions
  bool is_asec = false;
  struct Filter {
    std::string collection;
    std::string member;
    std::string indicator;
    bool is_open_only = false;
  };
  Filter filter = {};  // what the answers are of, and the page keeps to
};
std::string QuestionsPage(const PageContext& context, const QuestionsAnswers& answers);

// The log: how it stands, its entries, and the means to check it. `log`: lontar.log.v1.
std::string LogPage(const PageContext& context, absl::string_view log);
// The life of one entry. `log`: lontar.log.v1 with this entry only.
std::string EntryPage(const PageContext& context, absl::string_view log);

// What stands where there is no round yet.
std::string EmptyPage(const PageContext& context, absl::string_view status);

// Why there is no page, and what its reader does next.
struct PageProblem {
  int http_status = 0;
  std::string reason;    // "ROUND_ABSENT"
  std::string sentence;  // in English, without a full stop
};
std::string ProblemPage(const PageContext& context, const PageProblem& problem);

}  // namespace lontar::pages
