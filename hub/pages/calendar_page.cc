// The calendar: each collection's rounds with their days, and what each member has said to them.

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/net/answer.h"
#include "core/pages/parts.h"
#include "core/pages/words.h"
#include "hub/pages/hub_words.h"
#include "hub/pages/pages.h"

namespace lontar::pages {
namespace {

using net::Answer;

using Filling = std::pair<absl::string_view, std::string>;

// The words of a key with what stands for {name} in them.
std::string CalendarSay(const PageContext& context, absl::string_view key,
                        const std::vector<Filling>& fillings) {
  return absl::StrReplaceAll(HubWord(context.language, absl::StrCat("calendar.", key)), fillings);
}

std::string CalendarWord(const PageContext& context, absl::string_view key) {
  return CalendarSay(context, key, {});
}

Html CalendarFact(const PageContext& context, absl::string_view key, absl::string_view text) {
  if (text.empty()) return Html();
  Html fact = Html::Element("dt", {}, Html::Text(CalendarWord(context, key)));
  return fact.Add(Html::Element("dd", {}, Html::Text(text)));
}

// "2021-08-31, 12 days left".
std::string DayAndDistance(const PageContext& context, const Answer& of) {
  int64_t days = 0;
  const std::string day = of.Text("cut_off");
  if (!absl::SimpleAtoi(of.Text("days_left"), &days)) return day;
  if (days == 0) return absl::StrCat(day, ", ", CalendarWord(context, "today"));
  const bool is_past = days < 0;
  return absl::StrCat(day, ", ",
                      CalendarSay(context, is_past ? "past" : "left",
                                  {{"{days}", absl::StrCat(is_past ? -days : days)}}));
}

// "2021-09-20, log 44".
std::string StampWords(const PageContext& context, const Answer& stamp) {
  return absl::StrCat(stamp.Text("day"), ", ", Word(context.language, "log"), " ",
                      stamp.Text("index"));
}

std::string ExtensionWords(const PageContext& context, const Answer& extension) {
  const std::string members = absl::StrJoin(extension.Texts("members"), ", ");
  return absl::StrCat(CalendarSay(context, members.empty() ? "extended_all" : "extended_some",
                                  {{"{day}", extension.Text("cut_off")}, {"{members}", members}}),
                      " (", StampWords(context, extension), ")");
}

std::string CloseWords(const PageContext& context, const Answer& close) {
  const std::string left_out = absl::StrJoin(close.Texts("left_out"), ", ");
  std::string words = StampWords(context, close);
  if (!left_out.empty()) {
    absl::StrAppend(&words, "; ", CalendarSay(context, "left_out", {{"{members}", left_out}}));
  }
  return words;
}

Html RoundFacts(const PageContext& context, const Answer& round) {
  Html facts = CalendarFact(context, "opened", StampWords(context, round.At("opened")));
  facts.Add(CalendarFact(context, "cut_off", DayAndDistance(context, round)));
  for (const Answer& extension : round.List("extensions")) {
    facts.Add(CalendarFact(context, "extended", ExtensionWords(context, extension)));
  }
  bool is_first = true;
  for (const Answer& close : round.List("closes")) {
    facts.Add(CalendarFact(context, is_first ? "closed" : "evaluated", CloseWords(context, close)));
    is_first = false;
  }
  facts.Add(CalendarFact(context, "catalogue", round.Text("catalogue_version")));
  return Html::Element("dl", {}, facts);
}

std::string NotesOf(const PageContext& context, const Answer& member) {
  std::vector<std::string> notes;
  int64_t days = 0;
  if (member.Flag("is_overdue") && absl::SimpleAtoi(member.Text("days_left"), &days)) {
    notes.push_back(CalendarSay(context, "overdue", {{"{days}", absl::StrCat(-days)}}));
  }
  if (member.Number("later") > 0) {
    notes.push_back(CalendarSay(context, "later", {{"{count}", member.Text("later")}}));
  }
  const Answer& late = member.At("late");
  if (!late.At("return").is_absent()) {
    notes.push_back(
        CalendarSay(context, "late_return", {{"{day}", late.At("return").Text("day")}}));
  }
  if (late.Number("indicators") > 0) {
    notes.push_back(CalendarSay(context, "late_count", {{"{count}", late.Text("indicators")}}));
  }
  return absl::StrJoin(notes, "; ");
}

Html MemberLine(const PageContext& context, const Answer& round, const Answer& member) {
  const Html link = Html::Element("a", {{"href", MemberAddress(member.Text("member"), round)}},
                                  Html::Text(member.Text("name")));
  std::string state = CalendarWord(context, absl::StrCat("state.", member.Text("state")));
  if (const std::string day = member.At("return").Text("day"); !day.empty()) {
    absl::StrAppend(&state, ", ", day);
  }
  const std::vector<Filling> cells = {
      {"state", state},
      {"answered",
       CalendarSay(context, "of",
                   {{"{count}", member.Text("answered")}, {"{all}", round.Text("indicators")}})},
      {"cut_off", member.Text("cut_off")},
      {"notes", NotesOf(context, member)}};
  Html row = RowHead(link);
  for (const auto& [key, text] : cells) {
    row.Add(Html::Element("td", {{"data-head", CalendarWord(context, key)}}, Html::Text(text)));
  }
  return Html::Element("tr", {}, row);
}

Html AnswersTable(const PageContext& context, const Answer& round) {
  Html heads = Head(Word(context.language, "member"));
  for (const absl::string_view key : {"state", "answered", "cut_off", "notes"}) {
    heads.Add(Head(CalendarWord(context, key)));
  }
  Html rows;
  for (const Answer& member : round.List("members")) {
    rows.Add(MemberLine(context, round, member));
  }
  return Table(
      CalendarSay(context, "caption",
                  {{"{title}", round.Text("title")}, {"{date}", round.Text("membership_date")}}),
      "stack", heads, rows);
}

Html RoundPart(const PageContext& context, const Answer& round) {
  const std::string address = absl::StrCat("/rounds/", EncodeSegment(round.Text("collection")), "/",
                                           EncodeSegment(round.Text("round")));
  Html part = Html::Element(
      "h3", {}, Html::Element("a", {{"href", address}}, Html::Text(round.Text("title"))));
  part.Add(RoundFacts(context, round)).Add(AnswersTable(context, round));
  const std::string line = round.Text("overdue_line");
  if (line.empty()) return part;
  Html mail = Html::Text(absl::StrCat(CalendarWord(context, "mail"), ":"));
  part.Add(Html::Element("p", {{"class", "hint"}}, mail));
  // The program's own words, which are in English whatever the page's language.
  const Html text = Html::Element("code", {{"lang", "en"}}, Html::Text(line));
  return part.Add(Html::Element("pre", {}, text));
}

}  // namespace

std::string CalendarPage(const PageContext& context, absl::string_view calendar_json) {
  const Answer calendar = Answer::Parse(calendar_json).value_or(Answer());
  const size_t overdue = calendar.List("overdue").size();
  const std::vector<Filling> sentence = {{"{date}", calendar.Text("on")},
                                         {"{count}", absl::StrCat(overdue)}};
  const bool has_rounds = !calendar.List("rounds").empty();
  const absl::string_view key = overdue == 0 ? "nobody" : "sentence";
  Html content = Html::Element(
      "h1", {}, Html::Text(CalendarSay(context, has_rounds ? key : "none", sentence)));
  content.Add(Html::Element("p", {}, Html::Text(CalendarWord(context, "voluntary"))));
  std::string collection;
  for (const Answer& round : calendar.List("rounds")) {
    // By collection: none stands in another's place.
    if (round.Text("collection") != collection) {
      collection = round.Text("collection");
      content.Add(
          Html::Element("h2", {}, EnglishText(context.language, round.Text("collection_name"))));
    }
    content.Add(RoundPart(context, round));
  }
  return WholePage(context, {.title = std::string(Word(context.language, "calendar")),
                             .notice = calendar.Text("notice"),
                             .content = content,
                             .foot = FootOf(calendar, context.language)});
}

}  // namespace lontar::pages
