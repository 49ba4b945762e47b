// lontar round calendar: all rounds with their days, and who has not answered yet.

#include "absl/time/time.h"
#include "cli/calendar_text.h"
#include "cli/daemon.h"
#include "cli/verb/verbs.h"
#include "core/base/clock.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status RoundCalendar(const Call& call) {
  net::Question question;
  question.question = "calendar";
  question.collection = call.arguments.Text("collection");
  LONTAR_ASSIGN_OR_RETURN(question.as_of, call.arguments.Number("as-of"));
  const std::string today =
      absl::FormatTime("%Y-%m-%d", base::SystemClock().Now(), absl::UTCTimeZone());
  question.on = call.arguments.TextOr("on", today);
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Ask(call, question));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  const bool only_overdue = call.arguments.Has("overdue");
  if (call.is_json) {
    call.terminal->Answer(only_overdue ? OnlyOverdueRounds(json) : json);
  } else {
    call.terminal->Answer(only_overdue ? OverdueText(answer) : CalendarText(answer));
  }
  return absl::OkStatus();
}

}  // namespace lontar::cli
