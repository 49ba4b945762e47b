#include "core/pages/question_parts.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/pages/words.h"

namespace lontar::pages {
namespace {

using net::Answer;

constexpr WordEntry kQuestionWords[] = {
    {"absent", "(its text is not here)", "(không có văn bản tại đây)"},
    {"answered", "{who} answered, {day}", "{who} trả lời, {day}"},
    {"asked", "{who} asked, {day}", "{who} hỏi, {day}"},
    {"closed", "{who} closed it, {day}", "{who} đóng, {day}"},
    {"silent", "(without a word)", "(không lời)"},
    {"stand", "Asked by {who}, {day}; {state}", "{who} hỏi, {day}; {state}"},
    {"state.answered", "answered", "đã trả lời"},
    {"state.asked", "not seen yet", "chưa xem"},
    {"state.closed", "closed", "đã đóng"},
    {"state.seen", "seen", "đã xem"},
    {"turn", "waits for {who}", "chờ {who}"},
    {"unsent", "waits to be sent", "chờ gửi"},
};

constexpr size_t kIdDigits = 8;
constexpr size_t kDayDigits = 10;  // of a time: "2026-11-26"

std::string QuestionSay(absl::string_view language, absl::string_view key, const std::string& who,
                        const std::string& day) {
  return absl::StrReplaceAll(WordIn(kQuestionWords, language, key),
                             {{"{who}", who}, {"{day}", day}});
}

std::string SideName(const std::string& side, const Answer& question) {
  return side == "asec" ? "ASEC" : question.Text("member");
}

std::string DayOf(absl::string_view language, const Answer& word) {
  const std::string time = word.Text("time");
  if (time.empty()) return std::string(WordIn(kQuestionWords, language, "unsent"));
  return time.substr(0, kDayDigits);
}

// What an open question waits for, and of a closed one that it is.
std::string StateOf(absl::string_view language, const Answer& question) {
  const std::string state = question.Text("state");
  for (const WordEntry& entry : kQuestionWords) {
    if (entry.key == absl::StrCat("state.", state)) {
      return std::string(WordIn(kQuestionWords, language, entry.key));
    }
  }
  return state;
}

// One of the two speaks: who and when, and below it what was said, with its own lines.
Html SaidPart(absl::string_view language, const Answer& question, const Answer& word,
              absl::string_view key) {
  const std::string who = SideName(word.Text("by"), question);
  Html part = Html::Element("p", {{"class", "hint"}},
                            Html::Text(QuestionSay(language, key, who, DayOf(language, word))));
  if (!word.Flag("has_text") || word.At("text").is_absent()) {
    const absl::string_view why = word.Flag("has_text") ? "absent" : "silent";
    return part.Add(Html::Element("p", {}, Html::Text(WordIn(kQuestionWords, language, why))));
  }
  return part.Add(Html::Element("blockquote", {{"class", "words"}, {"dir", "auto"}, {"lang", ""}},
                                Html::Text(word.Text("text"))));
}

}  // namespace

std::string ShortQuestionId(const Answer& question) {
  return question.Text("id").substr(0, kIdDigits);
}

bool IsOpenQuestion(const Answer& question) { return question.Text("state") != "closed"; }

std::string QuestionPlace(const Answer& question) {
  const std::string code = question.Text("code");
  const std::string name = question.Text("name");
  std::vector<std::string> pieces = {absl::StrCat(code.empty() ? question.Text("indicator") : code,
                                                  name.empty() ? "" : " ", name)};
  for (const absl::string_view field : {"period", "measure"}) {
    if (const std::string text = question.Text(field); !text.empty()) pieces.push_back(text);
  }
  return absl::StrJoin(pieces, ", ");
}

std::string QuestionStand(absl::string_view language, const Answer& question) {
  std::string stand = absl::StrReplaceAll(WordIn(kQuestionWords, language, "stand"),
                                          {{"{who}", SideName(question.Text("by"), question)},
                                           {"{day}", DayOf(language, question)},
                                           {"{state}", StateOf(language, question)}});
  if (const std::string turn = question.Text("waits_for"); !turn.empty()) {
    absl::StrAppend(&stand, "; ", QuestionSay(language, "turn", SideName(turn, question), ""));
  }
  return stand + ".";
}

Html QuestionPart(absl::string_view language, const Answer& question, const Html& acts) {
  Html part = Html::Element("h3", {{"id", "question-" + ShortQuestionId(question)}},
                            EnglishText(language, QuestionPlace(question)));
  Html stand = Html::Element("code", {}, Html::Text(ShortQuestionId(question)));
  part.Add(Html::Element("p", {}, stand.AddText(" ").AddText(QuestionStand(language, question))));
  part.Add(SaidPart(language, question, question, "asked"));
  for (const Answer& answer : question.List("answers")) {
    part.Add(SaidPart(language, question, answer, answer.Flag("closes") ? "closed" : "answered"));
  }
  return Html::Element("article", {{"class", "question"}}, part.Add(acts));
}

}  // namespace lontar::pages
