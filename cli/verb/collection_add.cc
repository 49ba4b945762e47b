// lontar collection add: puts a collection on the log, with the facts of its catalogue.

#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/collection_lead.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status CollectionAdd(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const catalogue::Catalogue catalogue,
                          LoadNewCatalogue(call.arguments.Text("catalogue")));
  fold::CollectionAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, AskHubId(call));
  act.id = catalogue.collection();
  act.name = catalogue.title();
  act.comparison_allowed = catalogue.comparison_allowed();
  LONTAR_ASSIGN_OR_RETURN(act.lead, LeadNamed(call));
  const std::string led = act.lead ? absl::StrCat(", led by ", act.lead->name) : "";
  return SubmitAct(call, act, act.id, absl::StrCat("collection ", act.id, led));
}

}  // namespace lontar::cli
