// lontar region: the figures of all members together, where they can be added.

#include "cli/daemon.h"
#include "cli/region_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status Region(const Call& call) {
  if (call.arguments.Has("round") && call.arguments.Has("round-id")) {
    return UsageProblem("name the round once: lontar region ROUND, or --round");
  }
  net::Question question;
  question.question = "region";
  question.collection = call.arguments.Text("collection");
  question.round = call.arguments.Text(call.arguments.Has("round-id") ? "round-id" : "round");
  question.indicator = call.arguments.Text("indicator");
  LONTAR_ASSIGN_OR_RETURN(question.as_of, call.arguments.Number("as-of"));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Ask(call, question));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : RegionText(answer));
  return absl::OkStatus();
}

}  // namespace lontar::cli
