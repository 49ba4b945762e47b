// lontar question show: one question with all that was said on it.

#include "cli/question_call.h"
#include "cli/question_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status QuestionShow(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const std::string json, AskQuestions(call, ""));
  LONTAR_ASSIGN_OR_RETURN(const Answer questions, Answer::Parse(json));
  LONTAR_ASSIGN_OR_RETURN(const Answer question,
                          FindQuestion(questions, call.arguments.Text("question")));
  call.terminal->Answer(call.is_json ? OnlyQuestion(json, question.Text("id"))
                                     : QuestionShowText(question));
  return absl::OkStatus();
}

}  // namespace lontar::cli
