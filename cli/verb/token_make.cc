// lontar token make: who may read the hub over HTTP, and what; who opens a node's pages.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

namespace {

absl::StatusOr<std::string> MakeAtNode(const Call& call) {
  if (call.arguments.Has("member")) {
    return UsageProblem("--member belongs to a token of a hub; a node's is of its own member");
  }
  if (!call.arguments.Has("name")) {
    return UsageProblem("a token of a node has its holder's name: --name 'S. Chan'");
  }
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  return node->MakePageToken(call.arguments.Text("name"), call.arguments.Text("role"),
                             call.arguments.Text("expires"));
}

absl::StatusOr<std::string> MakeToken(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const Place place, PlaceOf(call));
  if (place == Place::kNode) return MakeAtNode(call);
  if (call.arguments.Has("name")) {
    return UsageProblem("--name belongs to a token of a node; a hub keeps no name");
  }
  LONTAR_ASSIGN_OR_RETURN(const auto hub, OpenHub(call));
  return hub->MakeToken(call.arguments.Text("role"), call.arguments.Text("member"),
                        call.arguments.Text("expires"));
}

}  // namespace

absl::Status TokenMake(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const std::string json, MakeToken(call));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  const std::string holder =
      answer.Text("name").empty() ? answer.Text("member") : answer.Text("name");
  call.terminal->Answer(call.is_json
                            ? json
                            : absl::StrCat("token    ", answer.Text("token"), "\nid       ",
                                           answer.Text("id"), "\nrole     ", answer.Text("role"),
                                           holder.empty() ? "" : absl::StrCat(" of ", holder),
                                           "\nholds    until the end of ", answer.Text("expires"),
                                           " (UTC)"));
  call.terminal->Hint(
      "the token is shown now and never again; hand it over as you would a password");
  return absl::OkStatus();
}

}  // namespace lontar::cli
