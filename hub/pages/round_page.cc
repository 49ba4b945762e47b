// A round: its rule, its indicators in a line each, and the other rounds.

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/net/answer.h"
#include "core/pages/parts.h"
#include "core/pages/words.h"
#include "hub/pages/evaluation_note.h"
#include "hub/pages/hub_words.h"
#include "hub/pages/pages.h"

namespace lontar::pages {
namespace {

using net::Answer;

Html Fact(absl::string_view name, absl::string_view value) {
  Html fact = Html::Element("dt", {}, Html::Text(name));
  return fact.Add(Html::Element("dd", {}, Html::Text(value)));
}

std::string YearRuleOf(absl::string_view language, const Answer& coverage) {
  const Answer& rule = coverage.At("year_rule");
  std::string text = HubSay(language, rule.Text("tie") == "later" ? "round.later" : "round.earlier",
                            {{"{target}", rule.Text("target")}});
  for (const absl::string_view end : {"from", "to"}) {
    const std::string day = rule.Text(end);
    if (day.empty()) continue;
    absl::StrAppend(&text, ", ", HubSay(language, absl::StrCat("round.", end), {{"{day}", day}}));
  }
  return text;
}

absl::string_view OpenOrClosed(absl::string_view language, const Answer& round) {
  return HubWord(language, round.Flag("is_closed") ? "round.closed" : "round.open");
}

Html FactsOf(absl::string_view language, const Answer& coverage) {
  Html facts;
  const auto add = [&](absl::string_view key, absl::string_view text) {
    if (!text.empty()) facts.Add(Fact(HubWord(language, key), text));
  };
  add("round.state", OpenOrClosed(language, coverage));
  add("calendar.cut_off", coverage.Text("cut_off"));
  add("round.members_on", coverage.Text("membership_date"));
  add("round.year", YearRuleOf(language, coverage));
  add("round.needed", coverage.Text("threshold"));
  add("calendar.catalogue", coverage.Text("catalogue_version"));
  add("round.led_by", coverage.Text("led_by"));
  return Html::Element("dl", {}, facts);
}

Html LinesOf(const PageContext& context, const Answer& coverage) {
  Html heads = Head(Word(context.language, "number"));
  heads.Add(Head(Word(context.language, "indicator"))).Add(Head(Word(context.language, "members")));
  heads.Add(Head(Word(context.language, "mark.as-specified")))
      .Add(Head(Word(context.language, "five")));
  Html rows;
  for (const Answer& indicator : coverage.List("indicators")) {
    Html row = Cell(indicator.Text("code"));
    row.Add(RowHead(Html::Element("a", {{"href", IndicatorAddress(indicator, coverage)}},
                                  NameWords(indicator, context.language))));
    row.Add(NumberCell(indicator.Text("count"))).Add(NumberCell(indicator.Text("as_specified")));
    row.Add(Cell(Word(context.language, indicator.Text("status") == "met" ? "met" : "below")));
    rows.Add(Html::Element("tr", {}, row));
  }
  return Table(coverage.Text("title"), "plain", heads, rows);
}

// The docket to read and print, and its files.
Html DocketLinks(const PageContext& context, const Answer& coverage) {
  const std::string round = absl::StrCat("/rounds/", EncodeSegment(coverage.Text("collection")),
                                         "/", EncodeSegment(coverage.Text("round")), "/docket");
  constexpr std::array<std::pair<absl::string_view, absl::string_view>, 4> kFiles = {
      {{".xlsx", "XLSX"}, {".odt", "ODT"}, {".csv", "CSV"}, {".json", "JSON"}}};
  const std::string query = coverage.Number("evaluation") > 1
                                ? absl::StrCat("?evaluation=", coverage.Text("evaluation"))
                                : "";
  Html line = Html::Element("a", {{"href", absl::StrCat(round, query)}},
                            Html::Text(HubWord(context.language, "docket")));
  line.AddText(" ").AddText(HubWord(context.language, "docket.files")).AddText(": ");
  for (const auto& [end, name] : kFiles) {
    line.Add(Html::Element("a", {{"href", absl::StrCat(round, end, query)}}, Html::Text(name)));
    line.AddText(" ");
  }
  Html part = Html::Element("h2", {}, Html::Text(HubWord(context.language, "docket")));
  part.Add(Html::Element("p", {}, line));
  return part.Add(
      Html::Element("p", {}, Html::Text(HubWord(context.language, "docket.recompute"))));
}

Html OtherRounds(const PageContext& context, const Answer& status) {
  Html items;
  for (const Answer& round : status.List("rounds")) {
    const std::string address = absl::StrCat("/rounds/", EncodeSegment(round.Text("collection")),
                                             "/", EncodeSegment(round.Text("round")));
    Html item = Html::Element("a", {{"href", address}}, Html::Text(round.Text("title")));
    item.AddText(absl::StrCat(", ", OpenOrClosed(context.language, round)));
    items.Add(Html::Element("li", {}, item));
  }
  Html part = Html::Element("h2", {}, Html::Text(Word(context.language, "round")));
  return part.Add(Html::Element("ul", {}, items));
}

}  // namespace

std::string RoundPage(const PageContext& context, absl::string_view coverage_json,
                      absl::string_view status_json) {
  const Answer coverage = Answer::Parse(coverage_json).value_or(Answer());
  const Answer status = Answer::Parse(status_json).value_or(Answer());
  Html content = Html::Element("h1", {}, Html::Text(coverage.Text("title")));
  content.Add(Html::Element("p", {}, Html::Text(BelowSentence(coverage, context.language))));
  content.Add(EvaluationNote(context, coverage));
  content.Add(FactsOf(context.language, coverage)).Add(LinesOf(context, coverage));
  content.Add(DocketLinks(context, coverage)).Add(OtherRounds(context, status));
  return WholePage(context, {.title = coverage.Text("title"),
                             .notice = coverage.Text("notice"),
                             .content = content,
                             .foot = FootOf(coverage, context.language)});
}

}  // namespace lontar::pages
