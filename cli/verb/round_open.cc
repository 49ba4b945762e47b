// lontar round open: opens a round with the rule that its text states.

#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/catalogue_texts.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"
#include "core/catalogue/round_text.h"

namespace lontar::cli {

absl::Status RoundOpenVerb(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(
      const catalogue::RoundText text,
      FindRoundText(call.arguments.Text("rounds"), call.arguments.Text("round")));
  fold::RoundOpen open;
  open.title = text.title;
  open.catalogue_version = text.catalogue_version;
  open.membership_date = text.membership_date;
  open.cut_off = text.cut_off;
  open.year_rule = text.year_rule;
  open.threshold = static_cast<uint32_t>(text.threshold);
  open.list = text.list;
  fold::RoundAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, AskHubId(call));
  act.collection = call.arguments.Text("collection");
  act.id = text.id;
  act.step = open;
  return SubmitAct(call, act, act.collection, absl::StrCat("round ", act.id, " is open"));
}

}  // namespace lontar::cli
