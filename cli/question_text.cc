#include "cli/question_text.h"

#include <functional>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/text_layout.h"

namespace lontar::cli {
namespace {

using nlohmann::json;

constexpr size_t kIdDigits = 8;
constexpr int kIdColumns = 10;
constexpr int kTextIndent = 2;
constexpr size_t kDayDigits = 10;  // of a time: "2026-11-26"

std::string SpeakerWords(const std::string& side, const Answer& question) {
  return side == "asec" ? "ASEC" : question.Text("member");
}

std::string DayWords(const Answer& word) {
  return word.At("time").is_absent() ? "waits to be sent" : word.Text("time").substr(0, kDayDigits);
}

std::string StandWords(const Answer& question) {
  const std::string state = question.Text("state");
  const std::string turn = question.Text("waits_for");
  std::string words =
      absl::StrCat("asked by ", SpeakerWords(question.Text("by"), question), ", ",
                   DayWords(question), "; ", state == "asked" ? "not seen yet" : state);
  if (!turn.empty()) absl::StrAppend(&words, "; waits for ", SpeakerWords(turn, question));
  return words;
}

std::string SaidWords(const Answer& word) {
  if (!word.Flag("has_text")) return "(without a word)";
  return word.At("text").is_absent() ? "(its text is not here)" : word.Text("text");
}

// Each line of a text behind the indent: none of its lines passes for one of ours.
std::string SaidLines(const Answer& word, int indent) {
  std::string lines;
  for (const absl::string_view line : absl::StrSplit(SaidWords(word), '\n')) {
    absl::StrAppend(&lines, Hanging("", indent, line));
  }
  return lines;
}

// Those of which `keep` is true, and how many of them are open.
std::string Filtered(absl::string_view text, const std::function<bool(const json&)>& keep) {
  json answer = json::parse(text);
  json kept = json::array();
  int open = 0;
  for (const json& question : answer["questions"]) {
    if (!keep(question)) continue;
    if (question["state"] != "closed") ++open;
    kept.push_back(question);
  }
  answer["questions"] = std::move(kept);
  answer["open"] = open;
  return answer.dump(2) + "\n";
}

}  // namespace

std::string ShortQuestionId(absl::string_view id) { return std::string(id.substr(0, kIdDigits)); }

std::string QuestionPlace(const Answer& question) {
  const std::string code = question.Text("code");
  const std::string period = question.Text("period");
  const std::string measure = question.Text("measure");
  return absl::StrCat(question.Text("member"), " ",
                      code.empty() ? question.Text("indicator") : code, period.empty() ? "" : " ",
                      period, measure.empty() ? "" : ", ", measure);
}

std::string QuestionListText(const Answer& answer, bool only_open) {
  std::string text;
  uint64_t shown = 0;
  for (const Answer& question : answer.List("questions")) {
    if (only_open && question.Text("state") == "closed") continue;
    ++shown;
    absl::StrAppend(&text,
                    Hanging(ShortQuestionId(question.Text("id")), kIdColumns,
                            absl::StrCat(QuestionPlace(question), ": ", StandWords(question))),
                    SaidLines(question, kIdColumns));
  }
  absl::StrAppend(&text, shown == 0 ? "no question\n" : "", shown == 0 ? "" : "\n",
                  Counted(answer.Number("open"), "question is", "questions are"),
                  " open, log size ", answer.Text("log_size"), "\n");
  return text;
}

std::string QuestionShowText(const Answer& question) {
  std::string text = Hanging(ShortQuestionId(question.Text("id")), kIdColumns,
                             absl::StrCat(QuestionPlace(question), ": ", StandWords(question)));
  const auto add = [&](const Answer& word, absl::string_view what) {
    absl::StrAppend(
        &text, "\n",
        Hanging("", 0,
                absl::StrCat(SpeakerWords(word.Text("by"), question), what, ", ", DayWords(word),
                             word.At("index").is_absent()
                                 ? ""
                                 : absl::StrCat(", log index ", word.Text("index")))),
        SaidLines(word, kTextIndent));
  };
  add(question, " asked");
  for (const Answer& answer : question.List("answers")) {
    add(answer, answer.Flag("closes") ? " closed" : " answered");
  }
  return text;
}

std::string OnlyOpenQuestions(absl::string_view text) {
  return Filtered(text, [](const json& question) { return question["state"] != "closed"; });
}

std::string OnlyQuestion(absl::string_view text, absl::string_view id) {
  const std::string wanted(id);
  return Filtered(text, [&wanted](const json& question) { return question["id"] == wanted; });
}

}  // namespace lontar::cli
