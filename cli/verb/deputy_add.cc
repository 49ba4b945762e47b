// lontar deputy add: a key stands in for another one, within dates.

#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/deputy_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status DeputyAdd(const Call& call) {
  const Arguments& given = call.arguments;
  const net::NodeClient::Deputy deputy{given.Text("key"), given.Text("for"), given.Text("from"),
                                       given.Text("to"), given.Has("dry-run")};
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->AddDeputy(deputy));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(
      call.is_json ? json : DeputiesText(answer, deputy.dry_run ? "would be" : "deputy"));
  return absl::OkStatus();
}

}  // namespace lontar::cli
