#include "tests/reference/naive_questions.h"

#include "core/fold/act.h"

namespace lontar::reference {
namespace {

template <class Kind>
struct AcceptedLine {
  size_t index;
  base::PayloadId id;
  Kind act;
};

template <class Kind>
std::vector<AcceptedLine<Kind>> AcceptedOfKind(const std::vector<LogLine>& lines, size_t size) {
  std::vector<AcceptedLine<Kind>> found;
  for (size_t i = 0; i < size; ++i) {
    const chain::Header& header = lines[i].leaf.entry.header;
    if (lines[i].leaf.stamp.verdict != chain::Verdict::kAccepted || !lines[i].payload) continue;
    const auto act = fold::DecodeAct(header.kind, *lines[i].payload);
    const auto* wanted = act.ok() ? std::get_if<Kind>(&*act) : nullptr;
    if (wanted != nullptr) found.push_back({i, header.payload_id, *wanted});
  }
  return found;
}

}  // namespace

NaiveOpen CountOpenNaively(const std::vector<LogLine>& lines, const std::string& collection,
                           size_t size) {
  NaiveOpen open;
  for (const NaiveQuestion& question : ReadQuestionsNaively(lines, size)) {
    const bool is_open = question.collection == collection && !question.closed_at;
    if (is_open) ++open[{question.indicator, question.member}];
  }
  return open;
}

std::vector<NaiveQuestion> ReadQuestionsNaively(const std::vector<LogLine>& lines, size_t size) {
  std::vector<NaiveQuestion> questions;
  const auto answers = AcceptedOfKind<fold::AnswerAct>(lines, size);
  for (const auto& [index, id, act] : AcceptedOfKind<fold::QuestionAct>(lines, size)) {
    NaiveQuestion question{id, act.collection, act.member, act.indicator, {act.text}, {}};
    for (const auto& answer : answers) {
      if (answer.act.question != id) continue;
      if (answer.act.text) question.texts.push_back(*answer.act.text);
      if (answer.act.closes) question.closed_at = answer.index;
    }
    questions.push_back(std::move(question));
  }
  return questions;
}

bool IsTooLate(const std::vector<LogLine>& lines, size_t index) {
  const LogLine& line = lines[index];
  if (line.leaf.entry.header.kind != chain::EntryKind::kAnswer || !line.payload) return false;
  const auto act = fold::DecodeAct(chain::EntryKind::kAnswer, *line.payload);
  if (!act.ok()) return false;
  for (const NaiveQuestion& question : ReadQuestionsNaively(lines, index)) {
    if (question.id == std::get<fold::AnswerAct>(*act).question) {
      return question.closed_at.has_value();
    }
  }
  return false;
}

}  // namespace lontar::reference
