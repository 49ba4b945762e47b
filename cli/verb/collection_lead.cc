// lontar collection lead: another lead for a collection, or none. Only the authority states it.

#include "cli/collection_lead.h"
#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/daemon.h"
#include "cli/verb/verbs.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status CollectionLeadVerb(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(std::optional<fold::CollectionLead> lead, LeadNamed(call));
  if (lead.has_value() == call.arguments.Has("nobody")) {
    return UsageProblem("name the lead with --lead, or say --nobody");
  }
  LONTAR_ASSIGN_OR_RETURN(const auto hub, OpenHub(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, hub->Status());
  LONTAR_ASSIGN_OR_RETURN(const Answer status, Answer::Parse(json));
  const std::string id = call.arguments.Text("collection");
  for (const Answer& collection : status.List("collections")) {
    if (collection.Text("id") != id) continue;
    fold::CollectionAct act;
    LONTAR_ASSIGN_OR_RETURN(act.hub_id, HubIdIn(json));
    act.id = id;
    act.name = collection.Text("name");
    act.comparison_allowed = collection.Flag("comparison_allowed");
    act.lead = std::move(lead);
    act.revision = static_cast<uint32_t>(collection.Number("statements"));
    const std::string who = act.lead ? absl::StrCat("led by ", act.lead->name) : "led by nobody";
    return SubmitAct(call, act, act.id, absl::StrCat("collection ", act.id, " is ", who));
  }
  return base::Problem(absl::StatusCode::kFailedPrecondition, "COLLECTION_ABSENT",
                       absl::StrCat("collection ", base::Quoted(id), " is not on this log"));
}

}  // namespace lontar::cli
