#include "core/fold/questions.h"

#include <algorithm>

#include "absl/time/time.h"

namespace lontar::fold {
namespace {

std::vector<const QuestionRecord*> InOrderOfTheLog(std::vector<const QuestionRecord*> questions) {
  std::ranges::sort(questions, {},
                    [](const QuestionRecord* record) { return record->asked.index; });
  return questions;
}

}  // namespace

std::string DayOf(uint64_t time_ms) {
  return absl::FormatTime("%Y-%m-%d", absl::FromUnixMillis(static_cast<int64_t>(time_ms)),
                          absl::UTCTimeZone());
}

OpenQuestions::OpenQuestions(const State& state, absl::string_view collection, LogSize as_of) {
  for (const auto& [id, record] : state.questions()) {
    if (record.act.collection == collection && record.IsOpenAt(as_of)) open_.push_back(&record);
  }
  open_ = InOrderOfTheLog(std::move(open_));
}

BeingClarified OpenQuestions::On(absl::string_view indicator) const {
  BeingClarified clarified;
  for (const QuestionRecord* record : open_) {
    if (record->act.indicator != indicator) continue;
    clarified.members.insert(record->act.member);
    clarified.dates.insert(DayOf(record->asked.time_ms));
    ++clarified.questions;
  }
  return clarified;
}

int OpenQuestions::Of(absl::string_view member, absl::string_view indicator) const {
  return static_cast<int>(std::ranges::count_if(open_, [&](const QuestionRecord* record) {
    return record->act.member == member && record->act.indicator == indicator;
  }));
}

std::optional<int> OpenQuestions::SeenBy(const Viewer& viewer, absl::string_view member,
                                         absl::string_view indicator) const {
  if (!MaySeeQuestions(viewer, member)) return std::nullopt;
  return Of(member, indicator);
}

std::string MemberAsked(const State& state, const chain::Header& header,
                        absl::string_view payload) {
  const bool is_either =
      header.kind == chain::EntryKind::kQuestion || header.kind == chain::EntryKind::kAnswer;
  if (!is_either) return "";
  const absl::StatusOr<Act> act = DecodeAct(header.kind, payload);
  if (!act.ok()) return "";
  if (const auto* question = std::get_if<QuestionAct>(&*act)) return question->member;
  const auto* answer = std::get_if<AnswerAct>(&*act);
  const QuestionRecord* record = answer == nullptr ? nullptr : state.FindQuestion(answer->question);
  return record == nullptr ? "" : record->act.member;
}

std::vector<const QuestionRecord*> QuestionsSeenBy(const Viewer& viewer, const State& state,
                                                   absl::string_view collection, LogSize as_of) {
  std::vector<const QuestionRecord*> seen;
  for (const auto& [id, record] : state.questions()) {
    const bool is_wanted =
        record.act.collection == collection && base::IsBefore(record.asked.index, as_of);
    if (is_wanted && MaySeeQuestions(viewer, record.act.member)) seen.push_back(&record);
  }
  return InOrderOfTheLog(std::move(seen));
}

}  // namespace lontar::fold
