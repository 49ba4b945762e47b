// lontar threshold: which members have reported which indicators of a round's list.

#include "cli/daemon.h"
#include "cli/evaluation.h"
#include "cli/table_text.h"
#include "cli/verb/verbs.h"
#include "cli/what_if.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status Threshold(const Call& call) {
  net::Question question;
  question.question = "threshold";
  question.collection = call.arguments.Text("collection");
  question.round = call.arguments.Text("round");
  LONTAR_ASSIGN_OR_RETURN(question.as_of, call.arguments.Number("as-of"));
  LONTAR_RETURN_IF_ERROR(TakeWhatIf(call, &question));
  LONTAR_RETURN_IF_ERROR(TakeEvaluation(call, &question));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Ask(call, question));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : ThresholdText(answer, call.terminal->has_utf8()));
  if (!call.is_json)
    call.terminal->Hint("lontar docket lists what is below, with what each member sent");
  return absl::OkStatus();
}

}  // namespace lontar::cli
