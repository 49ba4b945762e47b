// lontar enrol member: the authority names a member, its dates and its administrator's key.

#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/catalogue_texts.h"
#include "cli/keys.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"
#include "core/catalogue/round_text.h"

namespace lontar::cli {

absl::Status EnrolMember(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(
      const catalogue::MemberText text,
      FindMemberText(call.arguments.Text("members"), call.arguments.Text("member")));
  fold::MemberAct act;
  LONTAR_ASSIGN_OR_RETURN(act.administrator,
                          ReadPublicKey(call, call.arguments.Text("administrator")));
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, AskHubId(call));
  act.member = text.code;
  act.name = text.name;
  act.from = text.from;
  act.to = text.to;
  act.order = static_cast<uint32_t>(text.order);
  return SubmitAct(call, act, "",
                   absl::StrCat("member ", act.member, ", administrator's key ",
                                act.administrator.id().short_hex()));
}

}  // namespace lontar::cli
