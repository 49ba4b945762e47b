// lontar question list: what ASEC and members ask each other, as far as one may see it.

#include "cli/question_call.h"
#include "cli/question_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status QuestionList(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const std::string json,
                          AskQuestions(call, call.arguments.Text("indicator")));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  const bool only_open = call.arguments.Has("open");
  if (call.is_json) {
    call.terminal->Answer(only_open ? OnlyOpenQuestions(json) : json);
  } else {
    call.terminal->Answer(QuestionListText(answer, only_open));
  }
  return absl::OkStatus();
}

}  // namespace lontar::cli
