// lontar token revoke: a token holds no more.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status TokenRevoke(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto hub, OpenHub(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, hub->RevokeToken(call.arguments.Text("id")));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(
      call.is_json ? json : absl::StrCat(answer.Text("id"), " holds no more, from now on"));
  return absl::OkStatus();
}

}  // namespace lontar::cli
