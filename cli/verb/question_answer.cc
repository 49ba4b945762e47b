// lontar question answer, lontar question close: what one of the two says on an open question.

#include "cli/question_call.h"
#include "cli/question_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"
#include "core/fold/question_envelope.h"

namespace lontar::cli {
namespace {

absl::Status Say(const Call& call, const std::optional<std::string>& text, bool closes) {
  LONTAR_ASSIGN_OR_RETURN(const std::string json, AskQuestions(call, ""));
  LONTAR_ASSIGN_OR_RETURN(const Answer questions, Answer::Parse(json));
  LONTAR_ASSIGN_OR_RETURN(const Answer question,
                          FindQuestion(questions, call.arguments.Text("question")));
  fold::NewAnswer answer;
  LONTAR_ASSIGN_OR_RETURN(answer.hub_id, HubIdHere(call));
  answer.collection = questions.Text("collection");
  answer.question = base::PayloadId::FromHex(question.Text("id")).value_or(base::PayloadId());
  answer.closes = closes;
  if (text) answer.text = SaltedText(question.Text("member"), *text);
  QuestionStep step;
  LONTAR_ASSIGN_OR_RETURN(step.envelope, fold::EnvelopeOfAnswer(answer));
  step.done = closes ? "closed" : "answered";
  step.id = question.Text("id");
  step.what = QuestionPlace(question);
  return SubmitStep(call, step);
}

}  // namespace

absl::Status QuestionAnswer(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto text, TextGiven(call));
  if (!text) return UsageProblem("--text or --text-file: what is answered");
  return Say(call, text, false);
}

absl::Status QuestionClose(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto text, TextGiven(call));
  return Say(call, text, true);
}

}  // namespace lontar::cli
