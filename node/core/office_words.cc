#include "node/core/office_words.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/fold/decisions.h"
#include "core/fold/threshold.h"
#include "node/core/node_core.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

fold::QuestionText SaidText(const OfficeVoice& voice, const SaidRequest& request) {
  fold::QuestionText text;
  text.salt = voice.salt;
  text.member = voice.member;
  text.text = std::string(absl::StripAsciiWhitespace(request.text));
  return text;
}

// Whether it is open, this member's own, and says the same on the same.
bool IsSame(const OfficeVoice& voice, const fold::QuestionRecord& record,
            const fold::NewQuestion& question) {
  const bool is_near =
      record.act.member == voice.member && record.act.collection == question.collection &&
      record.act.indicator == question.indicator && record.asked.by == fold::Side::kMember &&
      record.IsOpenAt(voice.ahead.size()) && record.asked.text.has_value();
  const auto part = is_near ? voice.parts(*record.asked.text) : std::nullopt;
  if (!part) return false;
  const absl::StatusOr<fold::QuestionText> text = fold::DecodeQuestionText(*part);
  return text.ok() && text->text == question.text.text && text->measure == question.text.measure &&
         text->period == question.text.period;
}

absl::StatusOr<chain::Envelope> Asked(const OfficeVoice& voice, const SaidRequest& request) {
  const base::LogSize size = voice.ahead.size();
  LONTAR_ASSIGN_OR_RETURN(const fold::CollectionRecord* collection,
                          fold::FindCollectionFor(voice.ahead, request.collection, size));
  const catalogue::Catalogue* newest = fold::NewestCatalogue(*collection, size);
  if (newest == nullptr) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "CATALOGUE_ABSENT",
                         absl::StrCat("the log holds no catalogue of ", collection->act.id));
  }
  LONTAR_ASSIGN_OR_RETURN(const catalogue::Indicator* indicator,
                          newest->IndicatorNamed(request.indicator));
  fold::NewQuestion question{voice.hub_id, collection->act.id, indicator->id,
                             SaidText(voice, request)};
  question.text.measure = request.measure;
  question.text.period = std::string(absl::StripAsciiWhitespace(request.period));
  const auto& questions = voice.ahead.questions();
  if (std::ranges::any_of(questions,
                          [&](const auto& one) { return IsSame(voice, one.second, question); })) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "QUESTION_REPEATED",
                         "this office has asked the same, and it is open; it was not asked again");
  }
  return fold::EnvelopeOfQuestion(question);
}

absl::StatusOr<chain::Envelope> Answered(const OfficeVoice& voice, const SaidRequest& request) {
  const auto id = base::PayloadId::FromHex(request.question);
  const fold::QuestionRecord* record = id ? voice.ahead.FindQuestion(*id) : nullptr;
  if (record == nullptr || record->act.member != voice.member) {
    return base::Problem(
        absl::StatusCode::kNotFound, "QUESTION_NOT_FOUND",
        absl::StrCat("no question here has the id ", base::Quoted(request.question)));
  }
  const fold::QuestionRecord::Word* last = record->LastWordAt(voice.ahead.size());
  if (last == nullptr || last->id.hex() != request.last_word) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "QUESTION_MOVED",
                         "more was said on this question since the page was shown; read it, and "
                         "send again what is still to be said");
  }
  fold::NewAnswer answer{voice.hub_id, record->act.collection, *id, SaidText(voice, request),
                         request.closes};
  if (request.closes && answer.text->text.empty()) answer.text.reset();
  return fold::EnvelopeOfAnswer(answer);
}

}  // namespace

absl::StatusOr<chain::Envelope> EnvelopeOfWords(const OfficeVoice& voice,
                                                const SaidRequest& request) {
  return request.question.empty() ? Asked(voice, request) : Answered(voice, request);
}

absl::StatusOr<std::string> NodeCore::Say(const SaidRequest& request) {
  if (rules_.approvers > 0) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "APPROVERS_WANTED",
                         "this office acts with people's own keys, and no browser has one; "
                         "questions are answered with lontar question answer");
  }
  const fold::PartReader parts = PartsOf(*doors_.store);
  const OfficeVoice voice{ahead(), parts, identity_.hub_id, identity_.member,
                          *base::Salt::FromBytes(doors_.entropy->Bytes(base::Salt::kBytes))};
  LONTAR_ASSIGN_OR_RETURN(chain::Envelope envelope, EnvelopeOfWords(voice, request));
  return SealAct(std::move(envelope));
}

}  // namespace lontar::node
