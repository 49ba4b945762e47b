#include "cli/calendar_text.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/text_layout.h"

namespace lontar::cli {
namespace {

constexpr int kCalendarFactColumns = 12;
constexpr int kCalendarNameColumns = 20;
constexpr int kStandingColumns = 14;
constexpr int kAnsweredColumns = 10;
constexpr int kCalendarIndent = 2;

std::string DistanceWords(const Answer& of) {
  int64_t days = 0;
  if (!absl::SimpleAtoi(of.Text("days_left"), &days)) return "";
  if (days == 0) return ", today";
  const std::string count = Counted(static_cast<uint64_t>(days < 0 ? -days : days), "day", "days");
  return absl::StrCat(", ", days < 0 ? count + " ago" : "in " + count);
}

std::string StampedWords(const Answer& stamp) {
  return absl::StrCat(stamp.Text("day"), ", log index ", stamp.Text("index"));
}

std::string CalendarFactLine(absl::string_view name, absl::string_view text) {
  return Hanging(absl::StrCat(std::string(kCalendarIndent, ' '), name),
                 kCalendarIndent + kCalendarFactColumns, text);
}

std::string ClosedWords(const Answer& close) {
  const std::string left_out = absl::StrJoin(close.Texts("left_out"), ", ");
  return absl::StrCat(StampedWords(close), left_out.empty() ? "" : "; left out ", left_out);
}

std::string CutOffAndDays(const Answer& round) {
  const std::string cut_off = round.Text("cut_off");
  return cut_off.empty() ? "none announced" : absl::StrCat(cut_off, DistanceWords(round));
}

std::string CalendarFacts(const Answer& round) {
  std::string text = CalendarFactLine("opened", StampedWords(round.At("opened")));
  absl::StrAppend(&text, CalendarFactLine("cut-off", CutOffAndDays(round)));
  for (const Answer& extension : round.List("extensions")) {
    const std::string members = absl::StrJoin(extension.Texts("members"), ", ");
    absl::StrAppend(
        &text, CalendarFactLine("extended", absl::StrCat("to ", extension.Text("cut_off"), " for ",
                                                         members.empty() ? "all" : members, " (",
                                                         StampedWords(extension), ")")));
  }
  bool is_first = true;
  for (const Answer& close : round.List("closes")) {
    absl::StrAppend(&text, CalendarFactLine(is_first ? "closed" : "evaluated", ClosedWords(close)));
    is_first = false;
  }
  return absl::StrCat(
      text,
      CalendarFactLine("catalogue",
                       absl::StrCat(round.Text("catalogue_version"), ", list ", round.Text("list"),
                                    " with ", round.Text("indicators"), " indicators; members on ",
                                    round.Text("membership_date"))));
}

std::string CalendarStateWords(const std::string& state) {
  if (state == "silence") return "nothing yet";
  return state == "nil" ? "nil return" : state;
}

std::string CalendarNotes(const Answer& member) {
  std::vector<std::string> notes = {
      absl::StrCat("due ", member.Text("cut_off"), DistanceWords(member))};
  if (member.Text("cut_off").empty()) notes.clear();
  if (member.Flag("is_overdue")) notes.emplace_back("overdue");
  const Answer& returned = member.At("return");
  if (!returned.is_absent()) notes.push_back(absl::StrCat("return of ", StampedWords(returned)));
  if (member.Number("later") > 0) {
    notes.push_back(absl::StrCat(member.Text("later"), " to come later"));
  }
  const Answer& late = member.At("late");
  if (!late.At("return").is_absent()) {
    notes.push_back(absl::StrCat("late: return of ", StampedWords(late.At("return"))));
  }
  if (late.Number("indicators") > 0) {
    notes.push_back(
        absl::StrCat("late: on ", Counted(late.Number("indicators"), "indicator", "indicators")));
  }
  return absl::StrJoin(notes, "; ");
}

std::string MemberCalendarLine(const Answer& round, const Answer& member) {
  // A name that is longer than its column stands whole; what follows it moves along.
  std::string left = PadRight(absl::StrCat("  ", member.Text("name"), " "), kCalendarNameColumns);
  absl::StrAppend(&left, PadRight(CalendarStateWords(member.Text("state")), kStandingColumns));
  absl::StrAppend(&left,
                  PadRight(absl::StrCat(member.Text("answered"), " of ", round.Text("indicators")),
                           kAnsweredColumns));
  return Hanging(left, kCalendarNameColumns + kStandingColumns + kAnsweredColumns,
                 CalendarNotes(member));
}

std::string Footing(const Answer& answer) {
  return absl::StrCat("\non ", answer.Text("on"), " (UTC), log size ", answer.Text("log_size"),
                      "\n");
}

}  // namespace

std::string CalendarText(const Answer& answer) {
  std::string text;
  for (const Answer& round : answer.List("rounds")) {
    absl::StrAppend(&text, text.empty() ? "" : "\n",
                    Hanging("", 0,
                            absl::StrCat(round.Text("title"), ": round ", round.Text("round"),
                                         " of ", round.Text("collection"))),
                    CalendarFacts(round));
    for (const Answer& member : round.List("members")) {
      absl::StrAppend(&text, MemberCalendarLine(round, member));
    }
  }
  if (text.empty()) text = "no round has been opened\n";
  return absl::StrCat(text, Footing(answer));
}

std::string OverdueText(const Answer& answer) {
  std::string text;
  for (const Answer& round : answer.List("rounds")) {
    const std::string line = round.Text("overdue_line");
    // Not wrapped: a mail program does that.
    if (!line.empty()) absl::StrAppend(&text, line, "\n");
  }
  return text.empty() ? absl::StrCat("nobody is overdue on ", answer.Text("on"), "\n") : text;
}

std::string OnlyOverdueRounds(absl::string_view text) {
  nlohmann::json answer = nlohmann::json::parse(text);
  nlohmann::json kept = nlohmann::json::array();
  for (const nlohmann::json& round : answer["rounds"]) {
    if (!round["overdue_line"].is_null()) kept.push_back(round);
  }
  answer["rounds"] = std::move(kept);
  return answer.dump(2) + "\n";
}

}  // namespace lontar::cli
