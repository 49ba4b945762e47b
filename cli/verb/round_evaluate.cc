// lontar round evaluate: a closed round is counted again, and the result of its close stands.

#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/daemon.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status RoundEvaluateVerb(const Call& call) {
  net::Question question;
  question.question = "returns";
  question.collection = call.arguments.Text("collection");
  question.round = call.arguments.Text("round");
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Ask(call, question));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  const size_t before = answer.List("evaluations").size();
  fold::RoundAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, AskHubId(call));
  act.collection = question.collection;
  act.id = question.round;
  act.step = fold::RoundEvaluate{call.arguments.Text("reason")};
  // The same reason may be given again.
  act.revision = static_cast<uint32_t>(before);
  return SubmitAct(call, act, act.collection,
                   absl::StrCat("round ", act.id, " is counted again as evaluation ", before + 2));
}

}  // namespace lontar::cli
