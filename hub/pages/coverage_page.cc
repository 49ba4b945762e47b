// The landing page: indicators by members.

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

// Leads to the member's own view.
Html MemberHead(const Answer& coverage, const Answer& member) {
  const std::string code = member.Text("code");
  const Html short_name = Html::Element("abbr", {{"title", member.Text("name")}}, Html::Text(code));
  const Html content = Html::Element("a", {{"href", MemberAddress(code, coverage)}}, short_name);
  return Html::Element("th", {{"scope", "col"}, {"class", "member"}}, content);
}

Html Heads(const PageContext& context, const Answer& coverage) {
  Html heads = Head(Word(context.language, "number"));
  heads.Add(Head(Word(context.language, "indicator")));
  for (const Answer& member : coverage.List("members")) heads.Add(MemberHead(coverage, member));
  heads.Add(Head(Word(context.language, "members")));
  return heads.Add(
      Head(absl::StrCat(Word(context.language, "five"), " (", coverage.Number("threshold"), ")")));
}

Html IndicatorRow(const PageContext& context, const Answer& coverage, const Answer& indicator) {
  const bool is_met = indicator.Text("status") == "met";
  Html row = Cell(indicator.Text("code"));
  row.Add(RowHead(Html::Element("a", {{"href", IndicatorAddress(indicator, coverage)}},
                                NameWords(indicator, context.language))));
  for (size_t i = 0; i < coverage.List("members").size(); ++i) {
    row.Add(MarkCell(context.language, CellMarkOf(coverage, indicator, i)));
  }
  row.Add(NumberCell(indicator.Text("count")));
  row.Add(Html::Element("td", {{"class", is_met ? "met" : "below"}},
                        Html::Text(Word(context.language, is_met ? "met" : "below"))));
  return Html::Element("tr", {}, row);
}

Html HiddenInput(absl::string_view name, absl::string_view value) {
  Html input = Html::Raw(absl::StrCat("<input type=\"hidden\" name=\"", name, "\" value=\""));
  return input.AddText(value).Add(Html::Raw("\">"));
}

// A number field; where a browser runs modules, a slider stands beside it (web/as_of.mjs).
Html AsOfForm(const PageContext& context, const Answer& coverage) {
  const std::string size = coverage.Text("log_size");
  Html form =
      Html::Element("label", {{"for", "as_of"}}, Html::Text(Word(context.language, "as_of")));
  form.Add(Html::Raw(" <input id=\"as_of\" name=\"as_of\" type=\"number\" min=\"1\" max=\""))
      .AddText(context.log_size == 0 ? size : absl::StrCat(context.log_size))
      .Add(Html::Raw("\" value=\""))
      .AddText(size)
      .Add(Html::Raw("\">"));
  form.Add(HiddenInput("collection", coverage.Text("collection")));
  form.Add(HiddenInput("round", coverage.Text("round"))).AddText(" ");
  if (coverage.Number("evaluation") > 1) {
    form.Add(HiddenInput("evaluation", coverage.Text("evaluation")));
  }
  form.Add(Html::Element("button", {{"type", "submit"}},
                         Html::Text(Word(context.language, "as_of.show"))));
  if (!context.as_of_time.empty()) {
    form.Add(Html::Element("span", {{"class", "hint"}},
                           Html::Text(absl::StrCat(" ", HubWord(context.language, "as_of.last"),
                                                   " ", context.as_of_time))));
  }
  return Html::Element("form", {{"method", "get"}, {"action", "/"}, {"class", "as-of"}}, form);
}

}  // namespace

std::string CoveragePage(const PageContext& context, absl::string_view coverage_json) {
  const Answer coverage = Answer::Parse(coverage_json).value_or(Answer());
  Html rows;
  for (const Answer& indicator : coverage.List("indicators")) {
    rows.Add(IndicatorRow(context, coverage, indicator));
  }
  const std::string caption = HubSay(context.language, "matrix.caption",
                                     {{"{title}", coverage.Text("title")},
                                      {"{list}", coverage.Text("list")},
                                      {"{date}", coverage.Text("membership_date")}});
  Html content = Html::Element("h1", {}, Html::Text(BelowSentence(coverage, context.language)));
  content.Add(EvaluationNote(context, coverage));
  content.Add(Table(caption, "matrix", Heads(context, coverage), rows));
  content.Add(Legend(context.language)).Add(AsOfForm(context, coverage));
  return WholePage(context, {.title = absl::StrCat(Word(context.language, "coverage"), ": ",
                                                   coverage.Text("title")),
                             .notice = coverage.Text("notice"),
                             .content = content,
                             .foot = FootOf(coverage, context.language),
                             .module = "as_of.mjs"});
}

std::string EmptyPage(const PageContext& context, absl::string_view status_json) {
  const Answer status = Answer::Parse(status_json).value_or(Answer());
  Html content = Html::Element("h1", {}, Html::Text(HubWord(context.language, "matrix.none")));
  content.Add(Html::Element("p", {}, Html::Text(HubWord(context.language, "matrix.none_next"))));
  return WholePage(context, {.title = std::string(Word(context.language, "coverage")),
                             .notice = status.Text("notice"),
                             .content = content,
                             .foot = FootOf(status, context.language)});
}

}  // namespace lontar::pages
