// lontar progress: each member's latest figure beside its own baseline.

#include "cli/daemon.h"
#include "cli/progress_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status ProgressVerb(const Call& call) {
  net::Question question;
  question.question = "progress";
  question.collection = call.arguments.Text("collection");
  question.round = call.arguments.Text("round");
  question.member = call.arguments.Text("member");
  question.indicator = call.arguments.Text("indicator");
  LONTAR_ASSIGN_OR_RETURN(question.as_of, call.arguments.Number("as-of"));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Ask(call, question));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : ProgressOfMembersText(answer));
  return absl::OkStatus();
}

}  // namespace lontar::cli
