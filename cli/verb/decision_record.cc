// lontar decision record: what SLOM has decided on an indicator of a round's docket.

#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/daemon.h"
#include "cli/evaluation.h"
#include "cli/verb/verbs.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

// Where the indicator stands now, and how often it was decided on.
absl::StatusOr<Answer> AskDecisions(const Call& call) {
  net::Question question;
  question.question = "decisions";
  question.collection = call.arguments.Text("collection");
  question.indicator = call.arguments.Text("indicator");
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Ask(call, question));
  return Answer::Parse(json);
}

}  // namespace

absl::Status DecisionRecord(const Call& call) {
  const Arguments& given = call.arguments;
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, AskDecisions(call));
  const std::vector<Answer>& indicators = answer.List("indicators");
  if (indicators.size() != 1) {
    return base::Problem(absl::StatusCode::kInternal, "ANSWER_UNREADABLE",
                         "the hub named no list of the indicator");
  }
  fold::DecisionAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, AskHubId(call));
  act.collection = answer.Text("collection");
  act.indicator = indicators.front().Text("indicator");
  act.from_list = indicators.front().Text("list");
  act.to_list = given.Text("to") == "stay" ? act.from_list : given.Text("to");
  act.meeting = given.Text("meeting");
  act.date = given.Text("date");
  act.round = given.Text("round");
  act.reason = given.Text("reason");
  act.document = given.Text("document");
  net::Question evaluated;
  LONTAR_RETURN_IF_ERROR(TakeEvaluation(call, &evaluated));
  act.evaluation = evaluated.evaluation;
  act.revision = static_cast<uint32_t>(answer.List("decisions").size());
  const std::string what =
      act.to_list == act.from_list
          ? absl::StrCat(given.Text("indicator"), " stays on list ", act.from_list)
          : absl::StrCat(given.Text("indicator"), " moves from list ", act.from_list, " to list ",
                         act.to_list, ", with the next catalogue version");
  return SubmitAct(call, act, act.collection,
                   absl::StrCat("decision of ", act.meeting, ": ", what));
}

}  // namespace lontar::cli
