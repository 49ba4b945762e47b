// lontar returns: which members have answered for a round. Silence and a nil return are two things.

#include "cli/daemon.h"
#include "cli/evaluation.h"
#include "cli/return_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status Returns(const Call& call) {
  net::Question question;
  question.question = "returns";
  question.collection = call.arguments.Text("collection");
  question.round = call.arguments.Text("round");
  LONTAR_ASSIGN_OR_RETURN(question.as_of, call.arguments.Number("as-of"));
  LONTAR_RETURN_IF_ERROR(TakeEvaluation(call, &question));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Ask(call, question));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : ReturnsText(answer));
  return absl::OkStatus();
}

}  // namespace lontar::cli
