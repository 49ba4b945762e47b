#include "core/fold/question_envelope.h"

#include <utility>

#include "core/base/status_macros.h"
#include "core/fold/act.h"
#include "core/trust/payload_type.h"

namespace lontar::fold {
namespace {

// The bytes of a text that reads back as itself.
absl::StatusOr<std::string> PartOf(const QuestionText& text) {
  std::string part = EncodeQuestionText(text);
  LONTAR_RETURN_IF_ERROR(DecodeQuestionText(part).status());
  return part;
}

absl::StatusOr<chain::Envelope> EnvelopeWith(const Act& act, const std::string& collection,
                                             std::string part) {
  chain::Envelope envelope;
  envelope.kind = KindOf(act);
  envelope.collection = collection;
  envelope.payload = EncodeAct(act);
  LONTAR_RETURN_IF_ERROR(DecodeAct(envelope.kind, envelope.payload).status());
  if (!part.empty()) envelope.parts.push_back(std::move(part));
  return envelope;
}

}  // namespace

absl::StatusOr<chain::Envelope> EnvelopeOfQuestion(const NewQuestion& question) {
  LONTAR_ASSIGN_OR_RETURN(std::string part, PartOf(question.text));
  const QuestionAct act{question.hub_id, question.collection, question.text.member,
                        question.indicator, trust::PartHashOf(part)};
  return EnvelopeWith(act, question.collection, std::move(part));
}

absl::StatusOr<chain::Envelope> EnvelopeOfAnswer(const NewAnswer& answer) {
  AnswerAct act{answer.hub_id, answer.question, std::nullopt, answer.closes};
  std::string part;
  if (answer.text) {
    LONTAR_ASSIGN_OR_RETURN(part, PartOf(*answer.text));
    act.text = trust::PartHashOf(part);
  }
  return EnvelopeWith(act, answer.collection, std::move(part));
}

}  // namespace lontar::fold
