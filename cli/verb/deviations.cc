// lontar deviations: what makes members' figures differ, per indicator.

#include "cli/daemon.h"
#include "cli/deviations_text.h"
#include "cli/evaluation.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status Deviations(const Call& call) {
  net::Question question;
  question.question = "deviations";
  question.collection = call.arguments.Text("collection");
  question.round = call.arguments.Text("round");
  question.indicator = call.arguments.Text("indicator");
  LONTAR_ASSIGN_OR_RETURN(question.as_of, call.arguments.Number("as-of"));
  LONTAR_RETURN_IF_ERROR(TakeEvaluation(call, &question));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Ask(call, question));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : DeviationsText(answer));
  return absl::OkStatus();
}

}  // namespace lontar::cli
