// One indicator: its definition, what was sent otherwise, and the figures that the reader may see.

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/net/answer.h"
#include "core/pages/parts.h"
#include "core/pages/words.h"
#include "hub/pages/chart.h"
#include "hub/pages/evaluation_note.h"
#include "hub/pages/hub_words.h"
#include "hub/pages/pages.h"
#include "hub/pages/progress_parts.h"

namespace lontar::pages {
namespace {

using net::Answer;

// A page stays under 200 KiB; whoever wants all takes the JSON.
constexpr size_t kFiguresShownMax = 400;
constexpr size_t kTextsShownMax = 3;

std::string Joined(const std::vector<std::string>& texts) {
  std::vector<std::string> shown(texts.begin(), texts.begin() + static_cast<ptrdiff_t>(std::min(
                                                                    texts.size(), kTextsShownMax)));
  if (texts.size() > shown.size()) {
    shown.push_back(absl::StrCat("and ", texts.size() - shown.size(), " more"));
  }
  return absl::StrJoin(shown, "; ");
}

std::string NamesIn(const std::vector<Answer>& named) {
  std::vector<std::string> names;
  for (const Answer& one : named) {
    const std::string name = one.Text("name");
    names.push_back(name.empty() ? one.Text("code") : name);
  }
  return absl::StrJoin(names, "; ");
}

// Kinds of deviation, never values.
std::string OtherwiseOf(const Answer& member) {
  std::vector<std::string> kinds;
  for (const Answer& kind : member.List("deviations")) {
    kinds.push_back(absl::StrCat(kind.Text("name"), " (", kind.Text("figures"), ")"));
  }
  if (!kinds.empty()) return absl::StrJoin(kinds, "; ");
  if (member.Number("unreadable_blocks") > 0) return "not open to this reader";
  return member.Number("as_specified") > 0 ? "nothing" : "not as specified, no kind stated";
}

Html DeviationsTable(const PageContext& context, const Answer& indicator) {
  Html heads = Head(Word(context.language, "member"));
  for (const char* head : {"Providers", "Periods", "Figures", "As specified"})
    heads.Add(Head(head));
  heads.Add(Head(Word(context.language, "deviations")));
  heads.Add(Head("Ages")).Add(Head(Word(context.language, "source")));
  Html rows;
  for (const Answer& member : indicator.List("members")) {
    Html row = RowHead(Html::Text(member.Text("member")));
    row.Add(Cell(absl::StrJoin(member.Texts("providers"), ", ")));
    row.Add(Cell(absl::StrJoin(member.Texts("periods"), ", ")));
    row.Add(NumberCell(Grouped(member.Number("with_number"))));
    row.Add(NumberCell(Grouped(member.Number("as_specified"))));
    row.Add(Cell(OtherwiseOf(member))).Add(Cell(NamesIn(member.List("ages"))));
    row.Add(Cell(Joined(member.Texts("sources"))));
    rows.Add(Html::Element("tr", {}, row));
  }
  return Table("By member: whose figures, and how they differ from the definition", "plain", heads,
               rows);
}

std::string DimensionsOf(const Answer& cell) {
  const Answer& dimensions = cell.At("dimensions");
  std::vector<std::string> pieces;
  for (size_t i = 0; i < dimensions.keys().size(); ++i) {
    const std::string& code = dimensions.items()[i].text();
    if (code != "_T") pieces.push_back(absl::StrCat(dimensions.keys()[i], " ", code));
  }
  return absl::StrJoin(pieces, ", ");
}

Html FigureRow(const Answer& cell) {
  Html row = RowHead(Html::Text(cell.Text("member")));
  row.Add(Cell(cell.Text("period"))).Add(Cell(cell.Text("measure"))).Add(Cell(DimensionsOf(cell)));
  const bool is_disputed = cell.Text("state") == "disputed";
  row.Add(NumberCell(is_disputed ? "≠ disputed" : cell.Text("value")));
  std::vector<std::string> flags = cell.Texts("flags");
  if (is_disputed) flags.push_back(cell.Text("reason"));
  row.Add(Cell(absl::StrJoin(flags, ", "))).Add(Cell(cell.Text("provider")));
  return Html::Element("tr", {}, row);
}

// For everybody: with how many, never with whom.
Html BeingClarified(const PageContext& context, const Answer& coverage, const Answer& indicator) {
  if (indicator.Number("being_clarified") == 0) return Html();
  Html words = Html::Text(absl::StrReplaceAll(HubWord(context.language, "questions.clarified"),
                                              {{"{count}", indicator.Text("being_clarified")}}));
  const std::string address =
      absl::StrCat("/questions?indicator=", EncodeSegment(indicator.Text("id")),
                   "&collection=", EncodeSegment(coverage.Text("collection")));
  words.AddText(" ").Add(
      Html::Element("a", {{"href", address}}, Html::Text(Word(context.language, "questions"))));
  return Html::Element("p", {}, words);
}

// The year of each member's baseline, for the charts.
std::map<std::string, int> BaseYears(const Answer& threshold, const std::string& indicator) {
  std::map<std::string, int> years;
  for (const Answer& line : threshold.List("indicators")) {
    if (line.Text("id") != indicator) continue;
    const Answer& baseline = line.At("baseline");
    for (size_t i = 0; i < baseline.keys().size(); ++i) {
      years[baseline.keys()[i]] = static_cast<int>(baseline.items()[i].Number("year"));
    }
  }
  return years;
}

Html FiguresPart(const PageContext& context, const Answer& cells,
                 const std::map<std::string, int>& base_years) {
  Html part = Html::Element("h2", {}, Html::Text(Word(context.language, "figures")));
  const auto& list = cells.List("cells");
  if (list.empty()) {
    const char* const sentence =
        context.may_see_figures
            ? "There is no figure here that this token is for."
            : "Figures are shown to those who have a token of ASEC's. Coverage is open to all.";
    return part.Add(Html::Element("p", {}, Html::Text(sentence)));
  }
  part.Add(Charts({context.language, cells, base_years}));
  Html heads = Head(Word(context.language, "member"));
  for (const char* head : {"Period", "Measure", "Of whom"}) heads.Add(Head(head));
  heads.Add(Head(Word(context.language, "value"))).Add(Head("Marks")).Add(Head("Provider"));
  Html rows;
  for (size_t i = 0; i < list.size() && i < kFiguresShownMax; ++i) rows.Add(FigureRow(list[i]));
  part.Add(Table("Live figures, by member and period", "plain", heads, rows));
  if (list.size() > kFiguresShownMax) {
    part.Add(Html::Element("p", {},
                           Html::Text(absl::StrCat(list.size() - kFiguresShownMax,
                                                   " more figures are in the data; this page "
                                                   "shows the first ",
                                                   kFiguresShownMax, "."))));
  }
  return part;
}

Html StandingPart(const PageContext& context, const Answer& coverage, const Answer& indicator) {
  Html heads;
  Html row;
  const auto& members = coverage.List("members");
  for (size_t i = 0; i < members.size(); ++i) {
    heads.Add(Html::Element("th", {{"scope", "col"}, {"class", "member"}},
                            Html::Element("abbr", {{"title", members[i].Text("name")}},
                                          Html::Text(members[i].Text("code")))));
    row.Add(MarkCell(context.language, CellMarkOf(coverage, indicator, i)));
  }
  return Table(coverage.Text("title"), "matrix", heads, Html::Element("tr", {}, row));
}

}  // namespace

std::string IndicatorPage(const PageContext& context, const IndicatorAnswers& answers) {
  const Answer coverage = Answer::Parse(answers.coverage).value_or(Answer());
  const auto& indicators = coverage.List("indicators");
  const auto found = std::ranges::find_if(
      indicators, [&](const Answer& one) { return one.Text("id") == answers.indicator; });
  if (found == indicators.end()) return "";
  const Answer deviations = Answer::Parse(answers.deviations).value_or(Answer());
  const Answer cells = Answer::Parse(answers.cells).value_or(Answer());
  const std::string name = absl::StrCat(found->Text("code"), " ", NameOf(*found, context.language));
  Html content = Html::Element("h1", {}, Html::Text(name));
  content.Add(Html::Element("p", {}, Html::Text(TextOf(*found, "name", context.language))));
  content.Add(EvaluationNote(context, coverage));
  content.Add(StandingPart(context, coverage, *found)).Add(Legend(context.language));
  content.Add(BeingClarified(context, coverage, *found));
  content.Add(Html::Element("h2", {}, Html::Text(Word(context.language, "definition"))));
  std::string definition = TextOf(*found, "definition", context.language);
  if (definition.empty()) definition = std::string(Word(context.language, "definition.none"));
  content.Add(Html::Element("p", {}, Html::Text(definition)));
  content.Add(Html::Element("h2", {}, Html::Text(Word(context.language, "deviations"))));
  for (const Answer& line : deviations.List("indicators")) {
    content.Add(DeviationsTable(context, line));
  }
  const Answer threshold = Answer::Parse(answers.threshold).value_or(Answer());
  content.Add(FiguresPart(context, cells, BaseYears(threshold, answers.indicator)));
  content.Add(RegionPart(context, Answer::Parse(answers.region).value_or(Answer())));
  return WholePage(context, {.title = name,
                             .notice = coverage.Text("notice"),
                             .content = content,
                             .foot = FootOf(coverage)});
}

}  // namespace lontar::pages
