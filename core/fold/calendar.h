#pragma once
// The calendar of all rounds, and who has not answered yet: what everybody asks first.
//
// From acts, reports and returns alone, without a part or a value, so that every holder of the log
// finds the same. What a return is, and what an answer, is decided by answer_state.h. Source:
// domain brief, sections 4 and 15 (points 14 and 17). Members in their fixed order; a member that
// is silent is a normal case, and nobody is ranked by it. Pure functions, any thread, if the state
// does not change meanwhile.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/fold/threshold.h"

namespace lontar::fold {

// What a member has said to a round as a whole, by what stood at the close that counts for it.
enum class ReturnStanding {
  kSilence,    // nothing on any of its indicators
  kPartial,    // a return with lines that say "later", or answers without a return
  kNilReturn,  // a whole return with neither a figure nor words: a full answer
  kReturn,     // a whole return
};
// "silence", "partial", "nil", "return".
absl::string_view NameOf(ReturnStanding standing);

// Where something stands in the log, and the day of the hub's stamp, UTC, ISO.
struct StampedDay {
  LogIndex index;
  std::string day;
};

// What came after the close that counts for the member: kept and shown, not part of its standing.
struct LateArrivals {
  std::optional<StampedDay> returned;
  int indicators = 0;             // on which something new came
  std::optional<LogIndex> first;  // of all that came late
  bool is_empty() const { return !returned && indicators == 0; }
};

struct MemberCalendar {
  std::string member;
  std::string name;
  ReturnStanding standing = ReturnStanding::kSilence;
  std::string cut_off;               // its own, extensions included; may be empty
  std::optional<int64_t> days_left;  // to that day; negative when it has passed
  bool is_closed = false;            // for this member
  // The day has passed, the round is open for this member, and no return of it stands.
  bool is_overdue = false;
  std::optional<StampedDay> returned;  // the return that counts
  int later = 0;                       // lines of it that say: not yet
  int answered = 0;                    // of the round's indicators, with a return or without
  LateArrivals late;
};

struct RoundCalendar {
  std::string collection;
  std::string collection_name;
  std::string id;
  RoundOpen rule;  // as it was opened
  StampedDay opened;
  std::string cut_off;               // for all, as announced by now
  std::optional<int64_t> days_left;  // to that day
  struct Extension {
    StampedDay at;
    RoundChange change;
  };
  std::vector<Extension> extensions;  // in the order of the log
  struct Closing {
    StampedDay at;
    std::vector<std::string> left_out;
  };
  std::vector<Closing> closings;  // the close, and evaluations after it
  int indicators = 0;             // on the round's list
  std::vector<MemberCalendar> members;
};

struct CalendarQuery {
  std::string collection;  // empty: all
  LogSize as_of;
  // The day on which it is read, ISO: for days left and what is overdue, and for nothing else.
  // Empty: no day; there are no days left and nothing is overdue.
  std::string on;
};

struct Calendar {
  std::string notice;
  std::string on;
  LogSize size;
  std::vector<RoundCalendar> rounds;  // by collection, in the order of opening
};

// InvalidArgument with NOT_A_DATE; FailedPrecondition with COLLECTION_ABSENT; the errors of
// FindRound.
absl::StatusOr<Calendar> ComputeCalendar(const State& state, const CalendarQuery& query);

// One line for a mail: "Overdue for Baseline round on 2021-09-10: Lao PDR (since 2021-08-31, 3 of
// 14 indicators answered), …". Empty where nobody is overdue.
std::string OverdueLine(const RoundCalendar& round, absl::string_view on);

// Schema lontar.calendar.v1 (docs/reference/json.md). `root`: of the calendar's size.
std::string CalendarJson(const Calendar& calendar, const base::Hash& root);

}  // namespace lontar::fold
