#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/evaluation.h"
#include "cli/table_text.h"
#include "cli/text_layout.h"
#include "cli/what_if.h"

namespace lontar::cli {
namespace {

// The columns of the table; what is left of the line is the members'.
constexpr int kCodeColumns = 4;
constexpr int kNameColumnsMax = 30;
constexpr int kReportedColumns = 9;
constexpr int kSpecifiedColumns = 12;
constexpr int kStatusColumns = 6;
constexpr int kMemberIndent = kCodeColumns + 1 + kNameColumnsMax + 1 + kReportedColumns + 1 +
                              kSpecifiedColumns + 2 + kStatusColumns + 1;

// The marks behind a member's code, and which of them the table used.
struct Marks {
  std::string disputed;
  bool has_otherwise = false;
  bool has_disputed = false;
  bool has_held_back = false;
  bool has_unreadable = false;
  bool has_counted_late = false;
};

bool IsAmong(const std::vector<std::string>& texts, const std::string& text) {
  return std::ranges::find(texts, text) != texts.end();
}

// "KH 2012*": code, base year, marks.
std::string MemberWord(const Answer& indicator, const std::string& member, Marks* marks) {
  const Answer& baseline = indicator.At("baseline").At(member);
  std::string word = member;
  if (!baseline.At("year").is_absent()) absl::StrAppend(&word, " ", baseline.Text("year"));
  const auto mark = [&word](bool applies, absl::string_view sign, bool* was_used) {
    if (!applies) return;
    absl::StrAppend(&word, sign);
    *was_used = true;
  };
  mark(!IsAmong(indicator.Texts("comparable"), member), "*", &marks->has_otherwise);
  mark(baseline.Text("state") == "disputed", marks->disputed, &marks->has_disputed);
  mark(IsAmong(indicator.Texts("held_back_only"), member), "o", &marks->has_held_back);
  mark(baseline.Text("state") == "not readable", "?", &marks->has_unreadable);
  mark(IsAmong(indicator.Texts("counted_late"), member), "+", &marks->has_counted_late);
  return word;
}

std::string IndicatorRows(const Answer& indicator, size_t members, Marks* marks) {
  std::vector<std::string> words;
  for (const std::string& member : indicator.Texts("reported"))
    words.push_back(MemberWord(indicator, member, marks));
  const std::vector<std::string> right = WrapItems(words, kLineColumns - kMemberIndent);
  std::string name = indicator.Text("short_name");
  if (name.empty()) name = indicator.Text("name");
  const std::vector<std::string> left = WrapWords(name, kNameColumnsMax);
  const size_t specified = indicator.Texts("comparable").size();
  std::string rows;
  for (size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    std::string row = PadRight(i == 0 ? indicator.Text("code") : "", kCodeColumns);
    absl::StrAppend(&row, " ", PadRight(i < left.size() ? left[i] : "", kNameColumnsMax), " ");
    const std::string reported = absl::StrCat(indicator.Text("count"), " of ", members);
    absl::StrAppend(&row, PadLeft(i == 0 ? reported : "", kReportedColumns), " ",
                    PadLeft(i == 0 ? absl::StrCat(specified) : "", kSpecifiedColumns), "  ",
                    PadRight(i == 0 ? indicator.Text("status") : "", kStatusColumns), " ",
                    i < right.size() ? right[i] : "");
    row.erase(row.find_last_not_of(' ') + 1);
    absl::StrAppend(&rows, row, "\n");
  }
  return rows;
}

std::string Legend(const Marks& marks) {
  std::string legend = "After a code: the member's base year.";
  if (marks.has_otherwise) absl::StrAppend(&legend, " * reported otherwise than as specified.");
  if (marks.has_disputed)
    absl::StrAppend(&legend, " ", marks.disputed, " disputed: two figures, none is current.");
  if (marks.has_held_back) absl::StrAppend(&legend, " o exists and is held back.");
  if (marks.has_unreadable) absl::StrAppend(&legend, " ? not readable here.");
  if (marks.has_counted_late) absl::StrAppend(&legend, " + late for evaluation 1, counted here.");
  return legend;
}

std::string YearRuleWords(const Answer& rule) {
  std::string words = absl::StrCat("year rule: nearest to ", rule.Text("target"), ", ",
                                   rule.Text("tie"), " on a tie");
  absl::StrAppend(&words, ", from ", rule.At("from").is_absent() ? "open" : rule.Text("from"));
  absl::StrAppend(&words, ", to ", rule.At("to").is_absent() ? "open" : rule.Text("to"));
  return words;
}

}  // namespace

std::string RoundHeading(const Answer& answer) {
  std::string heading = absl::StrCat(WhatIfLine(answer), EvaluationLine(answer));
  const std::string title = absl::StrCat("List ", answer.Text("list"), ", round ",
                                         answer.Text("round"), ": ", answer.Text("title"));
  const std::string counted = absl::StrCat(
      Counted(answer.Texts("members").size(), "member", "members"), " by membership on ",
      answer.Text("membership_date"), "; ", NumberWord(answer.Number("threshold")), " are needed");
  const std::string lead = answer.Text("led_by");
  if (!lead.empty()) absl::StrAppend(&heading, "Led by ", lead, ".\n");
  for (const std::string& line : {title, counted, YearRuleWords(answer.At("year_rule"))})
    absl::StrAppend(&heading, absl::StrJoin(WrapWords(line, kLineColumns), "\n"), "\n");
  return heading;
}

std::string LogLine(const Answer& answer) {
  return absl::StrCat("log size ", answer.Text("log_size"), ", root ", answer.Text("root"), "\n");
}

std::string ThresholdText(const Answer& answer, bool has_utf8) {
  Marks marks;
  marks.disputed = has_utf8 ? "\u2260" : "!";
  const size_t members = answer.Texts("members").size();
  std::string text = RoundHeading(answer);
  absl::StrAppend(
      &text, "\n", PadRight("no", kCodeColumns), " ", PadRight("indicator", kNameColumnsMax), " ",
      PadLeft("reported", kReportedColumns), " ", PadLeft("as specified", kSpecifiedColumns), "  ",
      PadRight(absl::StrCat(NumberWord(answer.Number("threshold")), "?"), kStatusColumns),
      " members\n");
  size_t met = 0;
  for (const Answer& indicator : answer.List("indicators")) {
    absl::StrAppend(&text, IndicatorRows(indicator, members, &marks));
    if (indicator.Text("status") == "met") ++met;
  }
  const size_t below = answer.List("indicators").size() - met;
  absl::StrAppend(&text, "\n", met, " met, ", below, " below.\n",
                  absl::StrJoin(WrapWords(Legend(marks), kLineColumns), "\n"), "\n",
                  LogLine(answer));
  return text;
}

}  // namespace lontar::cli
