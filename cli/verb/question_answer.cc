// lontar question answer, lontar question close: what one of the two says on an open question.

#include "cli/question_call.h"
#include "cli/question_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"
#include "core/trust/payload_type.h"

namespace lontar::cli {
namespace {

absl::Status Say(const Call& call, const std::optional<std::string>& text, bool closes) {
  LONTAR_ASSIGN_OR_RETURN(const std::string json, AskQuestions(call, ""));
  LONTAR_ASSIGN_OR_RETURN(const Answer questions, Answer::Parse(json));
  LONTAR_ASSIGN_OR_RETURN(const Answer question,
                          FindQuestion(questions, call.arguments.Text("question")));
  fold::AnswerAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, HubIdHere(call));
  act.question = base::PayloadId::FromHex(question.Text("id")).value_or(base::PayloadId());
  act.closes = closes;
  QuestionStep step;
  if (text) {
    fold::QuestionText said;
    said.member = question.Text("member");
    said.text = *text;
    LONTAR_ASSIGN_OR_RETURN(step.part, QuestionPart(std::move(said)));
    act.text = trust::PartHashOf(step.part);
  }
  step.act = act;
  step.collection = questions.Text("collection");
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
