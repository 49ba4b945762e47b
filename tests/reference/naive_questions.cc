#include "tests/reference/naive_questions.h"

#include "core/fold/act.h"

namespace lontar::reference {
namespace {

template <class Kind>
std::vector<std::pair<base::PayloadId, Kind>> AcceptedOfKind(const std::vector<LogLine>& lines,
                                                             size_t size) {
  std::vector<std::pair<base::PayloadId, Kind>> found;
  for (size_t i = 0; i < size; ++i) {
    const chain::Header& header = lines[i].leaf.entry.header;
    if (lines[i].leaf.stamp.verdict != chain::Verdict::kAccepted || !lines[i].payload) continue;
    const auto act = fold::DecodeAct(header.kind, *lines[i].payload);
    const auto* wanted = act.ok() ? std::get_if<Kind>(&*act) : nullptr;
    if (wanted != nullptr) found.emplace_back(header.payload_id, *wanted);
  }
  return found;
}

}  // namespace

NaiveOpen CountOpenNaively(const std::vector<LogLine>& lines, const std::string& collection,
                           size_t size) {
  NaiveOpen open;
  for (const auto& [id, question] : AcceptedOfKind<fold::QuestionAct>(lines, size)) {
    bool is_open = question.collection == collection;
    for (const auto& [unused, answer] : AcceptedOfKind<fold::AnswerAct>(lines, size)) {
      if (answer.question == id && answer.closes) is_open = false;
    }
    if (is_open) ++open[{question.indicator, question.member}];
  }
  return open;
}

}  // namespace lontar::reference
