// lontar token revoke: a token holds no more.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

namespace {

absl::StatusOr<std::string> RevokeToken(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const Place place, PlaceOf(call));
  const std::string id = call.arguments.Text("id");
  if (place == Place::kNode) {
    LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
    return node->RevokePageToken(id);
  }
  LONTAR_ASSIGN_OR_RETURN(const auto hub, OpenHub(call));
  return hub->RevokeToken(id);
}

}  // namespace

absl::Status TokenRevoke(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const std::string json, RevokeToken(call));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(
      call.is_json ? json : absl::StrCat(answer.Text("id"), " holds no more, from now on"));
  return absl::OkStatus();
}

}  // namespace lontar::cli
