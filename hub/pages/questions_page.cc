// What ASEC and members ask each other. Members in their fixed order; of each the open questions
// first. Nothing is written here: beside an open question stands the command.

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/net/answer.h"
#include "core/pages/parts.h"
#include "core/pages/question_parts.h"
#include "core/pages/words.h"
#include "hub/pages/hub_words.h"
#include "hub/pages/pages.h"

namespace lontar::pages {
namespace {

using net::Answer;

// A page stays under 200 KiB, most of the time; whoever wants all takes the JSON.
constexpr size_t kQuestionsShownMax = 60;

struct ShownQuestion {
  const Answer* question;
  std::string collection;  // to be named in a command; empty: there is one only
};

std::string QuestionsWord(const PageContext& context, absl::string_view key) {
  return std::string(HubWord(context.language, absl::StrCat("questions.", key)));
}

Html QuestionsParagraph(absl::string_view text) { return Html::Element("p", {}, Html::Text(text)); }

// Open ones in the order of the log, behind them the closed ones, newest first.
std::vector<ShownQuestion> InOrder(const std::vector<Answer>& answers, bool is_open_only) {
  std::vector<ShownQuestion> open;
  std::vector<ShownQuestion> closed;
  for (const Answer& answer : answers) {
    const std::string collection = answers.size() > 1 ? answer.Text("collection") : "";
    for (const Answer& question : answer.List("questions")) {
      (IsOpenQuestion(question) ? open : closed).push_back({&question, collection});
    }
  }
  if (!is_open_only) open.insert(open.end(), closed.rbegin(), closed.rend());
  return open;
}

std::string QuestionsSentence(const PageContext& context, const QuestionsAnswers& answers,
                              const std::vector<Answer>& lists) {
  size_t open = 0;
  size_t for_asec = 0;
  size_t clarified = 0;
  for (const Answer& list : lists) {
    for (const Answer& question : list.List("questions")) {
      open += IsOpenQuestion(question) ? 1 : 0;
      for_asec += question.Text("waits_for") == "asec" ? 1 : 0;
    }
    for (const Answer& one : list.List("indicators")) {
      clarified += one.Number("being_clarified") > 0 ? 1 : 0;
    }
  }
  return absl::StrReplaceAll(
      QuestionsWord(context, answers.may_see ? "sentence" : "public_sentence"),
      {{"{open}", absl::StrCat(open)},
       {"{asec}", absl::StrCat(for_asec)},
       {"{members}", absl::StrCat(open - for_asec)},
       {"{count}", absl::StrCat(clarified)}});
}

// How an open question is answered, and closed by whoever may: at the hub by ASEC, at its node by a
// member.
Html Commands(const PageContext& context, const QuestionsAnswers& answers,
              const ShownQuestion& shown) {
  if (!IsOpenQuestion(*shown.question)) return Html();
  const std::string place =
      absl::StrCat(answers.is_asec ? " --hub DIR" : " --node DIR",
                   shown.collection.empty() ? "" : " --collection ", shown.collection);
  const std::string signers = answers.is_asec ? " --authority-key FILE --authority-key FILE" : "";
  const std::string id = ShortQuestionId(*shown.question);
  std::string lines = absl::StrCat("lontar question answer ", id, place, " --text '…'", signers);
  if (answers.is_asec || shown.question->Text("by") == "member") {
    absl::StrAppend(&lines, "\nlontar question close ", id, place, signers);
  }
  const std::string words = QuestionsWord(context, answers.is_asec ? "how.asec" : "how.member");
  Html acts = Html::Element("p", {{"class", "hint"}}, Html::Text(words));
  acts.Add(Html::Element("pre", {}, Html::Element("code", {}, Html::Text(lines))));
  return Html::Element("div", {{"class", "acts"}}, acts);
}

Html QuestionsOfMembers(const PageContext& context, const QuestionsAnswers& answers,
                        const std::vector<ShownQuestion>& shown) {
  std::map<std::string, Html> of_member;
  for (const ShownQuestion& one : shown) {
    of_member[one.question->Text("member")].Add(
        QuestionPart(context.language, *one.question, Commands(context, answers, one)));
  }
  const Answer status = Answer::Parse(answers.status).value_or(Answer());
  Html parts;
  for (const Answer& member : status.List("members")) {
    const auto found = of_member.find(member.Text("code"));
    if (found == of_member.end()) continue;
    parts.Add(Html::Element("h2", {}, Html::Text(member.Text("name")))).Add(found->second);
  }
  return parts;
}

Html Choice(absl::string_view value, absl::string_view name, bool is_chosen) {
  std::vector<Html::Attribute> attributes = {{"value", std::string(value)}};
  if (is_chosen) attributes.push_back({"selected", "selected"});
  return Html::Element("option", attributes, Html::Text(name));
}

Html ChoiceField(absl::string_view id, absl::string_view label, const Html& choices) {
  Html field = Html::Element("label", {{"for", std::string(id)}}, Html::Text(label));
  field.AddText(" ").Add(
      Html::Element("select", {{"id", std::string(id)}, {"name", std::string(id)}}, choices));
  return Html::Element("span", {}, field);
}

Html FilterForm(const PageContext& context, const QuestionsAnswers& answers,
                const std::vector<Answer>& lists) {
  const QuestionsAnswers::Filter& filter = answers.filter;
  const std::string all = QuestionsWord(context, "all");
  Html form = HiddenField("collection", filter.collection);
  if (answers.is_asec) {
    const Answer status = Answer::Parse(answers.status).value_or(Answer());
    Html members = Choice("", all, filter.member.empty());
    for (const Answer& member : status.List("members")) {
      const std::string code = member.Text("code");
      members.Add(Choice(code, member.Text("name"), code == filter.member));
    }
    form.Add(ChoiceField("member", Word(context.language, "member"), members));
  }
  Html indicators = Choice("", all, filter.indicator.empty());
  for (const Answer& list : lists) {
    for (const Answer& one : list.List("indicators")) {
      const std::string id = one.Text("indicator");
      const bool is_chosen = filter.indicator == id || filter.indicator == one.Text("code");
      indicators.Add(Choice(id, absl::StrCat(one.Text("code"), " ", one.Text("name")), is_chosen));
    }
  }
  form.Add(ChoiceField("indicator", Word(context.language, "indicator"), indicators));
  Html open =
      Html::Raw(absl::StrCat("<input type=\"checkbox\" id=\"open\" name=\"open\" value=\"true\"",
                             filter.is_open_only ? " checked" : "", "> "));
  open.Add(
      Html::Element("label", {{"for", "open"}}, Html::Text(QuestionsWord(context, "only_open"))));
  form.Add(Html::Element("span", {}, open));
  form.Add(Html::Element("button", {{"type", "submit"}},
                         Html::Text(Word(context.language, "as_of.show"))));
  return Html::Element(
      "form", {{"method", "get"}, {"action", "/questions"}, {"class", "as-of filter"}}, form);
}

// For everybody: how many, never who.
Html ClarifiedPart(const PageContext& context, const std::vector<Answer>& lists) {
  Html heads = Head(Word(context.language, "number"));
  heads.Add(Head(Word(context.language, "indicator"))).Add(Head(Word(context.language, "members")));
  Html part;
  for (const Answer& list : lists) {
    Html rows;
    for (const Answer& one : list.List("indicators")) {
      if (one.Number("being_clarified") == 0) continue;
      const std::string code = one.Text("code");
      const std::string name = one.Text("name");
      Html row = Cell(code);
      row.Add(RowHead(EnglishText(context.language, name.empty() ? one.Text("indicator") : name)));
      rows.Add(Html::Element("tr", {}, row.Add(NumberCell(one.Text("being_clarified")))));
    }
    if (rows.markup().empty()) continue;
    part.Add(Table(absl::StrCat(QuestionsWord(context, "caption"), ": ", list.Text("collection")),
                   "plain", heads, rows));
  }
  if (part.markup().empty()) return QuestionsParagraph(QuestionsWord(context, "none_clarified"));
  return part;
}

Html HowToSeeThem(const PageContext& context) {
  Html words = Html::Text(QuestionsWord(context, "whose"));
  if (!context.signed_in_as.empty()) return Html::Element("p", {}, words);
  words.AddText(" ").Add(
      Html::Element("a", {{"href", "/sign-in"}}, Html::Text(QuestionsWord(context, "sign_in"))));
  return Html::Element("p", {}, words);
}

}  // namespace

std::string QuestionsPage(const PageContext& context, const QuestionsAnswers& answers) {
  std::vector<Answer> lists;
  for (const std::string& json : answers.questions) {
    lists.push_back(Answer::Parse(json).value_or(Answer()));
  }
  const std::string sentence = QuestionsSentence(context, answers, lists);
  Html content = Html::Element("h1", {}, Html::Text(sentence));
  content.Add(QuestionsParagraph(HubWord(context.language, "member.unchanged")));
  if (answers.may_see) {
    content.Add(FilterForm(context, answers, lists));
    std::vector<ShownQuestion> shown = InOrder(lists, answers.filter.is_open_only);
    const size_t more = shown.size() - std::min(shown.size(), kQuestionsShownMax);
    shown.resize(shown.size() - more);
    if (shown.empty()) content.Add(QuestionsParagraph(QuestionsWord(context, "none")));
    content.Add(QuestionsOfMembers(context, answers, shown));
    if (more > 0) {
      content.Add(QuestionsParagraph(
          absl::StrReplaceAll(QuestionsWord(context, "more"), {{"{count}", absl::StrCat(more)}})));
    }
  } else {
    content.Add(HowToSeeThem(context));
  }
  content.Add(Html::Element("h2", {}, Html::Text(QuestionsWord(context, "by_indicator"))));
  content.Add(ClarifiedPart(context, lists));
  const Answer status = Answer::Parse(answers.status).value_or(Answer());
  return WholePage(context,
                   {.title = std::string(Word(context.language, "questions")),
                    .notice = status.Text("notice"),
                    .content = content,
                    .foot = FootOf(lists.empty() ? status : lists.front(), context.language)});
}

}  // namespace lontar::pages
