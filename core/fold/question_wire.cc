// Questions, answers and their texts as messages and back.

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/base/strict_wire.h"
#include "core/fold/bounds.h"
#include "core/fold/question_text.h"
#include "core/fold/wire.h"
#include "core/observation/period.h"

namespace lontar::fold {
namespace {

// The text, and what stands around it.
constexpr size_t kQuestionTextBytesMax = base::kTextBytesMax + 1024;

}  // namespace

lontar::v1::Question ToMessage(const QuestionAct& act) {
  lontar::v1::Question message;
  message.set_hub_id(act.hub_id.bytes());
  message.set_collection(act.collection);
  message.set_member(act.member);
  message.set_indicator(act.indicator);
  message.set_text_part(act.text.bytes());
  return message;
}

absl::StatusOr<Act> FromMessage(const lontar::v1::Question& message) {
  QuestionAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, ReadFixed<base::HubId>("hub_id", message.hub_id()));
  LONTAR_RETURN_IF_ERROR(CheckId("collection", message.collection()));
  LONTAR_RETURN_IF_ERROR(CheckMemberCode(message.member()));
  LONTAR_RETURN_IF_ERROR(CheckId("indicator", message.indicator()));
  LONTAR_ASSIGN_OR_RETURN(act.text, ReadFixed<base::PartHash>("text_part", message.text_part()));
  act.collection = message.collection();
  act.member = message.member();
  act.indicator = message.indicator();
  return Act(act);
}

lontar::v1::Answer ToMessage(const AnswerAct& act) {
  lontar::v1::Answer message;
  message.set_hub_id(act.hub_id.bytes());
  message.set_question(act.question.bytes());
  if (act.text) message.set_text_part(act.text->bytes());
  message.set_closes(act.closes);
  return message;
}

absl::StatusOr<Act> FromMessage(const lontar::v1::Answer& message) {
  AnswerAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, ReadFixed<base::HubId>("hub_id", message.hub_id()));
  LONTAR_ASSIGN_OR_RETURN(act.question, ReadFixed<base::PayloadId>("question", message.question()));
  if (!message.text_part().empty()) {
    LONTAR_ASSIGN_OR_RETURN(act.text, ReadFixed<base::PartHash>("text_part", message.text_part()));
  } else if (!message.closes()) {
    return OutOfBounds("text_part", "", "an answer has a text, or closes");
  }
  act.closes = message.closes();
  return Act(act);
}

std::string EncodeQuestionText(const QuestionText& text) {
  lontar::v1::QuestionText message;
  message.set_salt(text.salt.bytes());
  message.set_member(text.member);
  message.set_text(text.text);
  message.set_measure(text.measure);
  message.set_period(text.period);
  return base::StrictBytes(message);
}

absl::StatusOr<QuestionText> DecodeQuestionText(absl::string_view bytes) {
  lontar::v1::QuestionText message;
  LONTAR_RETURN_IF_ERROR(base::StrictParse(bytes, kQuestionTextBytesMax, &message));
  QuestionText text;
  LONTAR_ASSIGN_OR_RETURN(text.salt, ReadFixed<base::Salt>("salt", message.salt()));
  LONTAR_RETURN_IF_ERROR(CheckMemberCode(message.member()));
  // Not CheckText: a refusal may be read by others than the two, and repeats nothing of the text.
  if (message.text().empty() || message.text().size() > base::kTextBytesMax) {
    return OutOfBounds("text", absl::StrCat(message.text().size(), " bytes"),
                       absl::StrCat("1 to ", base::kTextBytesMax));
  }
  if (!message.measure().empty()) LONTAR_RETURN_IF_ERROR(CheckId("measure", message.measure()));
  if (!message.period().empty() && !observation::Period::Parse(message.period()).ok()) {
    return OutOfBounds("period", message.period(), "a period is written 2016, 2016-Q3 or 2016-M07");
  }
  text.member = message.member();
  text.text = message.text();
  text.measure = message.measure();
  text.period = message.period();
  return text;
}

}  // namespace lontar::fold
