// lontar deputy end: a key is nobody's deputy any more.

#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/deputy_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status DeputyEnd(const Call& call) {
  net::NodeClient::Deputy deputy{call.arguments.Text("key")};
  deputy.dry_run = call.arguments.Has("dry-run");
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->EndDeputy(deputy));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(
      call.is_json ? json : DeputiesText(answer, deputy.dry_run ? "would end" : "ended"));
  return absl::OkStatus();
}

}  // namespace lontar::cli
