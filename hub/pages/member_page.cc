// One member's own view of a round: what it has answered, and why that counts or does not, a
// sentence each. No other member stands on it.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/net/answer.h"
#include "core/pages/parts.h"
#include "core/pages/why.h"
#include "core/pages/words.h"
#include "hub/pages/evaluation_note.h"
#include "hub/pages/hub_words.h"
#include "hub/pages/pages.h"
#include "hub/pages/progress_parts.h"

namespace lontar::pages {
namespace {

using net::Answer;

const Answer* AnswerOf(const Answer& line, const std::string& member) {
  const auto& answers = line.List("members");
  const auto found = std::ranges::find_if(
      answers, [&](const Answer& one) { return one.Text("member") == member; });
  return found == answers.end() ? nullptr : &*found;
}

// The coverage's entry of a line: it has the names in all languages. Without one the line itself.
const Answer& NamedLine(const Answer& coverage, const Answer& line) {
  const auto& indicators = coverage.List("indicators");
  const auto found = std::ranges::find_if(
      indicators, [&](const Answer& one) { return one.Text("id") == line.Text("id"); });
  return found == indicators.end() ? line : *found;
}

std::string ArrivedOf(const MemberAnswers& answers, const Answer& answer) {
  const auto found = answers.arrived.find(answer.At("late").Number("index"));
  return found == answers.arrived.end() ? "" : found->second;
}

Html QuestionsPart(const PageContext& context, const Answer& questions, const std::string& member) {
  if (questions.List("questions").empty()) return Html();
  const std::string address =
      absl::StrCat("/questions?member=", EncodeSegment(member),
                   "&collection=", EncodeSegment(questions.Text("collection")));
  const Html all =
      Html::Element("p", {},
                    Html::Element("a", {{"href", address}},
                                  Html::Text(HubWord(context.language, "member.all_questions"))));
  Html items;
  for (const Answer& question : questions.List("questions")) {
    if (question.Text("state") == "closed") continue;
    Html item = Html::Element(
        "strong", {},
        Html::Text(absl::StrCat(question.Text("code"), " ", question.Text("period"), ": ")));
    item.Add(Html::Element("span", {{"lang", ""}}, Html::Text(question.Text("text"))));
    item.AddText(" (").Add(EnglishText(context.language, question.Text("state"))).AddText(")");
    items.Add(Html::Element("li", {}, item));
  }
  if (items.markup().empty()) return all;
  Html part = Html::Element("h2", {}, Html::Text(HubWord(context.language, "member.questions")));
  part.Add(Html::Element("p", {}, Html::Text(HubWord(context.language, "member.unchanged"))));
  return part.Add(Html::Element("ul", {}, items)).Add(all);
}

}  // namespace

std::string MemberPage(const PageContext& context, const MemberAnswers& answers) {
  const Answer docket = Answer::Parse(answers.docket).value_or(Answer());
  const Answer questions = Answer::Parse(answers.questions).value_or(Answer());
  const Answer coverage = Answer::Parse(answers.coverage).value_or(Answer());
  const std::string name = docket.At("member_names").Text(answers.member);
  if (name.empty()) return "";
  Html heads = Head(Word(context.language, "number"));
  heads.Add(Head(Word(context.language, "indicator")));
  heads.Add(Head(HubWord(context.language, "member.why")));
  Html rows;
  size_t counted = 0;
  for (const Answer& line : docket.List("lines")) {
    const Answer* answer = AnswerOf(line, answers.member);
    if (answer == nullptr) continue;
    counted += IsCounted(*answer) ? 1 : 0;
    Html row = Cell(line.Text("code"));
    row.Add(RowHead(Html::Element("a", {{"href", IndicatorAddress(line, docket)}},
                                  NameWords(NamedLine(coverage, line), context.language))));
    row.Add(
        Cell(WhySentence({context.language, docket, line, *answer, ArrivedOf(answers, *answer)})));
    rows.Add(Html::Element("tr", {}, row));
  }
  const std::string sentence =
      absl::StrReplaceAll(HubWord(context.language, "member.sentence"),
                          {{"{name}", name},
                           {"{counted}", absl::StrCat(counted)},
                           {"{all}", absl::StrCat(docket.List("lines").size())}});
  Html content = Html::Element("h1", {}, Html::Text(sentence));
  content.Add(EvaluationNote(context, docket));
  content.Add(Table(docket.Text("title"), "plain", heads, rows));
  content.Add(ProgressPart(context, Answer::Parse(answers.progress).value_or(Answer())));
  content.Add(QuestionsPart(context, questions, answers.member));
  content.Add(Html::Element("p", {}, Html::Text(HubWord(context.language, "docket.recompute"))));
  return WholePage(context, {.title = sentence,
                             .notice = docket.Text("notice"),
                             .content = content,
                             .foot = FootOf(docket, context.language)});
}

}  // namespace lontar::pages
