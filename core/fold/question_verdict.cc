#include "core/fold/question_verdict.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/fold/question_text.h"

namespace lontar::fold {
namespace {

using chain::Verdict;

Judgement QuestionRejected(Verdict verdict, absl::string_view sentence) {
  return {verdict, std::string(sentence), false};
}

// The indicator as each catalogue of the collection has it.
std::vector<const catalogue::Indicator*> IndicatorIn(const CollectionRecord& collection,
                                                     const std::string& indicator) {
  std::vector<const catalogue::Indicator*> versions;
  for (const auto& [version, added] : collection.catalogues) {
    const catalogue::Indicator* found = added.catalogue->FindIndicator(indicator);
    if (found != nullptr) versions.push_back(found);
  }
  return versions;
}

// A text that is of another member would let one read what the other was asked: whoever names the
// hash of it, which stands in the log for all, is refused here.
Judgement JudgeText(const base::PartHash& hash, absl::string_view member, const PartReader& parts,
                    QuestionText* read) {
  const std::optional<std::string> bytes = parts ? parts(hash) : std::nullopt;
  if (!bytes) {
    Judgement missing = QuestionRejected(
        Verdict::kPayloadMissing,
        absl::StrCat("its author no longer has the text ", hash.short_hex(), "; write it again"));
    missing.unreadable = true;
    return missing;
  }
  absl::StatusOr<QuestionText> text = DecodeQuestionText(*bytes);
  if (!text.ok()) {
    return QuestionRejected(Verdict::kPayloadMalformed, std::string(text.status().message()));
  }
  if (text->member != member) {
    return QuestionRejected(Verdict::kContextMismatch, "its text is of another member's question");
  }
  *read = *std::move(text);
  return {};
}

}  // namespace

Judgement JudgeQuestion(const State& state, const QuestionAct& act, const Candidate& candidate) {
  const std::string& author = candidate.entry->header.author;
  if (author != chain::kAuthority && author != act.member) {
    return QuestionRejected(Verdict::kContextMismatch, "the question is another member's");
  }
  if (state.FindMember(act.member, state.size()) == nullptr) {
    return QuestionRejected(Verdict::kNotEntitled,
                            absl::StrCat(act.member, " is no member on this log"));
  }
  const CollectionRecord* collection = state.FindCollection(act.collection);
  if (collection == nullptr) {
    return QuestionRejected(Verdict::kOutOfOrder, "its collection is not on this log");
  }
  const auto versions = IndicatorIn(*collection, act.indicator);
  if (versions.empty()) {
    return QuestionRejected(Verdict::kContextMismatch,
                            absl::StrCat(act.indicator, " is no indicator of a catalogue here"));
  }
  QuestionText text;
  Judgement judged = JudgeText(act.text, act.member, candidate.parts, &text);
  if (judged.verdict != Verdict::kAccepted || text.measure.empty()) return judged;
  const bool has_measure = std::ranges::any_of(versions, [&text](const auto* indicator) {
    return std::ranges::count(indicator->measures, text.measure, &catalogue::Measure::id) > 0;
  });
  if (has_measure) return {};
  return QuestionRejected(Verdict::kCatalogueViolated,
                          absl::StrCat(act.indicator, " has no measure ", text.measure));
}

Judgement JudgeAnswer(const State& state, const AnswerAct& act, const Candidate& candidate) {
  const QuestionRecord* question = state.FindQuestion(act.question);
  if (question == nullptr) {
    return QuestionRejected(
        Verdict::kOutOfOrder,
        absl::StrCat("question ", act.question.short_hex(), " was never asked on this log"));
  }
  const std::string& author = candidate.entry->header.author;
  const bool is_asec = author == chain::kAuthority;
  if (!is_asec && author != question->act.member) {
    return QuestionRejected(Verdict::kNotEntitled, "the question is another member's");
  }
  if (!question->IsOpenAt(state.size())) {
    return QuestionRejected(
        Verdict::kOutOfOrder,
        absl::StrCat("question ", act.question.short_hex(), " is closed; ask a new one"));
  }
  if (act.closes && !is_asec && question->asked.by == Side::kAsec) {
    return QuestionRejected(Verdict::kNotEntitled,
                            "what the authority asked, it closes; answer it instead");
  }
  if (!act.text) return {};
  QuestionText text;
  Judgement judged = JudgeText(*act.text, question->act.member, candidate.parts, &text);
  if (judged.verdict != Verdict::kAccepted) return judged;
  if (text.measure.empty() && text.period.empty()) return {};
  return QuestionRejected(Verdict::kPayloadMalformed, "an answer names no cell of its own");
}

}  // namespace lontar::fold
