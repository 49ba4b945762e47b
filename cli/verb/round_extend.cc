// lontar round extend: a later cut-off, for all members or for some.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/acts.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status RoundExtend(const Call& call) {
  fold::RoundChange change;
  change.cut_off = call.arguments.Text("to");
  change.members = call.arguments.All("member");
  std::ranges::sort(change.members);
  fold::RoundAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, AskHubId(call));
  act.collection = call.arguments.Text("collection");
  act.id = call.arguments.Text("round");
  act.step = change;
  const std::string whose =
      change.members.empty() ? "all members" : absl::StrJoin(change.members, ", ");
  return SubmitAct(
      call, act, act.collection,
      absl::StrCat("round ", act.id, " has its cut-off on ", change.cut_off, " for ", whose));
}

}  // namespace lontar::cli
