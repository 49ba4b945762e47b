// lontar token make: who may read the hub over HTTP, and what.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status TokenMake(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto hub, OpenHub(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json,
                          hub->MakeToken(call.arguments.Text("role"), call.arguments.Text("member"),
                                         call.arguments.Text("expires")));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  const std::string member = answer.Text("member");
  call.terminal->Answer(call.is_json
                            ? json
                            : absl::StrCat("token    ", answer.Text("token"), "\nid       ",
                                           answer.Text("id"), "\nrole     ", answer.Text("role"),
                                           member.empty() ? "" : absl::StrCat(" of ", member),
                                           "\nholds    until the end of ", answer.Text("expires"),
                                           " (UTC)"));
  call.terminal->Hint(
      "the token is shown now and never again; hand it over as you would a password");
  return absl::OkStatus();
}

}  // namespace lontar::cli
