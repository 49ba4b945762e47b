// What this office and ASEC ask each other: what waits for whom, and the forms to answer and to
// ask.

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/pages/question_parts.h"
#include "node/pages/node_pages.h"
#include "node/pages/node_parts.h"
#include "node/pages/node_words.h"

namespace lontar::pages {
namespace {

using net::Answer;

// So that the whole form stays under base::kHttpBodyBytesMax, whatever the script.
constexpr int kWordsCharactersMax = 400;
constexpr int kPeriodCharactersMax = 20;
constexpr size_t kClosedShown = 20;

bool HasForms(const OfficeQuestionsAnswers& answers, const Answer& status) {
  return answers.may_say && status.Number("approvers") == 0;
}

// What was said last, as the form names it.
std::string LastWordOf(const Answer& question) {
  const std::vector<Answer>& said = question.List("answers");
  return said.empty() ? question.Text("id") : said.back().Text("id");
}

Html Labelled(const std::string& id, absl::string_view words, const Html& field) {
  Html label = Html::Element("label", {{"for", id}}, Html::Text(words));
  return Paragraph(label.Add(Html::Raw("<br>")).Add(field));
}

// `is_wrong`: the alert of the page is about this field's form.
Html TextField(const std::string& id, absl::string_view typed, bool is_wrong) {
  std::vector<Html::Attribute> attributes = {{"id", id},
                                             {"name", "text"},
                                             {"rows", "3"},
                                             {"maxlength", absl::StrCat(kWordsCharactersMax)},
                                             {"required", "required"}};
  if (is_wrong) attributes.push_back({"aria-describedby", "said"});
  return Html::Element("textarea", attributes, Html::Text(typed));
}

Html SaidAlert(const PageContext& context, const OfficeQuestionsAnswers& answers) {
  return Html::Element("p", {{"class", "waits"}, {"role", "alert"}, {"id", "said"}},
                       Sentence(context, answers.said));
}

// Without a text only where it closes.
Html AnswerForm(const PageContext& context, const OfficeQuestionsAnswers& answers,
                const Answer& question) {
  const std::string& language = context.language;
  const std::string id = question.Text("id");
  const bool is_wrong = !answers.said.empty() && answers.typed.question == id;
  Html form = HiddenField("mark", answers.answer_mark);
  form.Add(HiddenField("question", id)).Add(HiddenField("last_word", LastWordOf(question)));
  if (is_wrong) form.Add(SaidAlert(context, answers));
  const bool is_turn = question.Text("waits_for") == "member";
  const std::string key = is_turn ? "question.answer" : "question.add";
  const std::string field = absl::StrCat("text-", ShortQuestionId(question));
  form.Add(Labelled(field, NodeWord(language, key),
                    TextField(field, is_wrong ? answers.typed.text : "", is_wrong)));
  Html buttons = Html::Element(
      "button", {{"type", "submit"}, {"class", "primary"}, {"name", "does"}, {"value", "answer"}},
      Html::Text(NodeWord(language, key + ".button")));
  if (question.Text("by") == "member") {
    buttons.AddText(" ").Add(
        Html::Element("button",
                      {{"type", "submit"},
                       {"name", "does"},
                       {"value", "close"},
                       {"formnovalidate", "formnovalidate"}},
                      Html::Text(NodeWord(language, "question.close.button"))));
  }
  form.Add(Paragraph(buttons));
  return Html::Element("form", {{"method", "post"}, {"action", "/question-answer"}}, form);
}

Html CommandLine(absl::string_view command) {
  return Html::Element("pre", {}, Html::Element("code", {}, Html::Text(command)));
}

Html ActsOn(const PageContext& context, const OfficeQuestionsAnswers& answers, const Answer& status,
            const Answer& question) {
  if (!IsOpenQuestion(question) || !answers.may_say) return Html();
  Html acts;
  if (HasForms(answers, status)) {
    acts = AnswerForm(context, answers, question);
  } else {
    acts = CommandLine(absl::StrCat("lontar question answer ", ShortQuestionId(question),
                                    " --node DIR --text '…'"));
  }
  return Html::Element("div", {{"class", "acts"}}, acts);
}

Html Option(const std::string& value, absl::string_view words, bool is_chosen) {
  std::vector<Html::Attribute> attributes = {{"value", value}};
  // The catalogue's names of indicators and measures are in English here.
  if (!value.empty()) attributes.push_back({"lang", "en"});
  if (is_chosen) attributes.push_back({"selected", "selected"});
  return Html::Element("option", attributes, Html::Text(words));
}

Html SelectField(const std::string& id, absl::string_view words, const Html& options) {
  return Labelled(id, words, Html::Element("select", {{"id", id}, {"name", id}}, options));
}

// Of a collection each, which a collection's id tells apart.
Html IndicatorOptions(const OfficeQuestionsAnswers& answers, const std::vector<Answer>& lists) {
  Html all;
  for (const Answer& list : lists) {
    const std::string collection = list.Text("collection");
    Html options;
    for (const Answer& one : list.List("indicators")) {
      if (one.Text("code").empty()) continue;
      const std::string value = absl::StrCat(collection, "/", one.Text("indicator"));
      options.Add(Option(value, absl::StrCat(one.Text("code"), " ", one.Text("name")),
                         value == answers.typed.indicator));
    }
    if (options.markup().empty()) continue;
    all.Add(lists.size() == 1 ? options
                              : Html::Element("optgroup", {{"label", collection}}, options));
  }
  return all;
}

Html MeasureOptions(const PageContext& context, const OfficeQuestionsAnswers& answers,
                    const std::vector<Answer>& lists) {
  std::set<std::string> measures;
  for (const Answer& list : lists) {
    for (const Answer& one : list.List("indicators")) {
      for (const std::string& measure : one.Texts("measures")) measures.insert(measure);
    }
  }
  Html options = Option("", NodeWord(context.language, "question.all"), false);
  for (const std::string& one : measures) {
    options.Add(Option(one, one, one == answers.typed.measure));
  }
  return options;
}

Html AskForm(const PageContext& context, const OfficeQuestionsAnswers& answers,
             const std::vector<Answer>& lists) {
  const std::string& language = context.language;
  const bool is_wrong = !answers.said.empty() && answers.typed.question.empty();
  Html form = HiddenField("mark", answers.ask_mark);
  if (is_wrong) form.Add(SaidAlert(context, answers));
  form.Add(
      SelectField("indicator", NodeWord(language, "indicator"), IndicatorOptions(answers, lists)));
  form.Add(SelectField("measure", NodeWord(language, "question.measure"),
                       MeasureOptions(context, answers, lists)));
  Html period =
      Html::Raw(absl::StrCat("<input id=\"period\" name=\"period\" size=\"10\" maxlength=\"",
                             kPeriodCharactersMax, "\" autocomplete=\"off\" value=\""));
  period.AddText(is_wrong ? answers.typed.period : "").Add(Html::Raw("\">"));
  form.Add(Labelled("period", NodeWord(language, "question.period"), period));
  form.Add(Labelled("text-new", NodeWord(language, "question.ask"),
                    TextField("text-new", is_wrong ? answers.typed.text : "", is_wrong)));
  form.Add(Paragraph(Html::Element("button", {{"type", "submit"}, {"class", "primary"}},
                                   Html::Text(NodeWord(language, "question.ask.button")))));
  return Html::Element("form", {{"method", "post"}, {"action", "/question-new"}}, form);
}

// Whether a catalogue has come: without one there is nothing to ask about.
bool HasIndicators(const std::vector<Answer>& lists) {
  return std::ranges::any_of(lists,
                             [](const Answer& list) { return !list.List("indicators").empty(); });
}

Html AskPart(const PageContext& context, const OfficeQuestionsAnswers& answers,
             const Answer& status, const std::vector<Answer>& lists) {
  const std::string& language = context.language;
  if (!answers.may_say) return Paragraph(NodeWord(language, "question.reader_only"));
  Html part = Section(NodeWord(language, "question.new"));
  if (!HasForms(answers, status)) {
    part.Add(Paragraph(NodeWord(language, "question.keys")));
    part.Add(CommandLine("lontar question new INDICATOR [PERIOD] --node DIR --text '…'"));
  } else if (!HasIndicators(lists)) {
    part.Add(Paragraph(NodeWord(language, "question.no_catalogue")));
  } else {
    part.Add(AskForm(context, answers, lists)).Add(Paragraph(NodeWord(language, "question.long")));
  }
  return Html::Element("div", {{"class", "acts"}}, part);
}

// What was just sealed, in this page's own words.
Html SealedLine(const PageContext& context, const OfficeQuestionsAnswers& answers) {
  const std::string& language = context.language;
  const Answer entries = Answer::Parse(answers.entries).value_or(Answer());
  const std::vector<Answer>& all = entries.List("entries");
  const auto found = std::ranges::find_if(all, [&answers](const Answer& one) {
    const std::string kind = one.Text("kind");
    return (kind == "question" || kind == "answer") && one.Text("number") == answers.sealed;
  });
  if (answers.sealed.empty() || found == all.end()) return Html();
  const bool is_waiting = found->Text("state") == "waits";
  Html line = Html::Text(
      NodeSay(language, is_waiting ? "question.sealed" : "question.arrived", {answers.sealed}));
  line.AddText(" ").Add(is_waiting ? Link("/queue", NodeWord(language, "queue.all"))
                                   : Link("/receipts/" + answers.sealed,
                                          NodeSay(language, "receipt.of", {answers.sealed})));
  return Html::Element("p", {{"role", "status"}, {"class", "done"}}, line);
}

struct SortedQuestions {
  std::vector<const Answer*> for_office;
  std::vector<const Answer*> for_asec;
  std::vector<const Answer*> closed;  // newest first
};

SortedQuestions Sorted(const std::vector<Answer>& lists) {
  SortedQuestions sorted;
  for (const Answer& list : lists) {
    for (const Answer& question : list.List("questions")) {
      if (!IsOpenQuestion(question)) {
        sorted.closed.push_back(&question);
      } else {
        (question.Text("waits_for") == "member" ? sorted.for_office : sorted.for_asec)
            .push_back(&question);
      }
    }
  }
  std::ranges::reverse(sorted.closed);
  return sorted;
}

std::string QuestionsHead(absl::string_view language, const SortedQuestions& sorted) {
  const size_t here = sorted.for_office.size();
  const size_t there = sorted.for_asec.size();
  if (here + there == 0) return NodeWord(language, "question.none");
  return NodeSay(language, "inbox.head",
                 {here == 0 ? NodeWord(language, "question.none_here")
                            : NodeCount(language, "questions_here", here),
                  there == 0 ? NodeWord(language, "question.none_there")
                             : NodeCount(language, "questions_there", there)});
}

}  // namespace

std::string OfficeQuestionsPage(const PageContext& context, const OfficeQuestionsAnswers& answers) {
  const std::string& language = context.language;
  const Answer status = Answer::Parse(answers.status).value_or(Answer());
  std::vector<Answer> lists;
  for (const std::string& json : answers.questions) {
    lists.push_back(Answer::Parse(json).value_or(Answer()));
  }
  SortedQuestions sorted = Sorted(lists);
  Html content = Heading(QuestionsHead(language, sorted));
  content.Add(SealedLine(context, answers));
  // Without a form it is said here: of a question that is closed by now, and without a catalogue.
  const auto is_meant = [&answers](const Answer* one) {
    return one->Text("id") == answers.typed.question;
  };
  const bool has_place = answers.typed.question.empty()
                             ? HasIndicators(lists)
                             : std::ranges::any_of(sorted.for_office, is_meant) ||
                                   std::ranges::any_of(sorted.for_asec, is_meant);
  const bool is_said = HasForms(answers, status) && has_place;
  if (!answers.said.empty() && !is_said) {
    content.Add(SaidAlert(context, answers)).Add(Paragraph(answers.typed.text));
  }
  content.Add(Paragraph(NodeWord(language, "question.unchanged")));
  const size_t older = sorted.closed.size() - std::min(sorted.closed.size(), kClosedShown);
  sorted.closed.resize(sorted.closed.size() - older);
  const auto add = [&](absl::string_view head, const std::vector<const Answer*>& questions) {
    if (questions.empty()) return;
    content.Add(Section(NodeWord(language, head)));
    for (const Answer* one : questions) {
      content.Add(QuestionPart(language, *one, ActsOn(context, answers, status, *one)));
    }
  };
  add("question.here", sorted.for_office);
  add("question.there", sorted.for_asec);
  content.Add(AskPart(context, answers, status, lists));
  add("question.closed", sorted.closed);
  if (older > 0) content.Add(Paragraph(NodeSay(language, "question.older", {absl::StrCat(older)})));
  return OfficePage(context, NodeWord(language, "questions"), content, status);
}

}  // namespace lontar::pages
