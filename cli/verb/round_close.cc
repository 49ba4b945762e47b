// lontar round close: what arrives later is kept and shown, and not counted in this round.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status RoundCloseVerb(const Call& call) {
  fold::RoundClose close;
  close.except_members = call.arguments.All("except");
  std::ranges::sort(close.except_members);
  fold::RoundAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, AskHubId(call));
  act.collection = call.arguments.Text("collection");
  act.id = call.arguments.Text("round");
  act.step = close;
  return SubmitAct(call, act, act.collection, absl::StrCat("round ", act.id, " is closed"));
}

}  // namespace lontar::cli
