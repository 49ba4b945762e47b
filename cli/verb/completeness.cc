// lontar completeness: how far each indicator of the round is, per provider.

#include "cli/answer.h"
#include "cli/completeness_text.h"
#include "cli/daemon.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status Completeness(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(
      const std::string json,
      node->Completeness(call.arguments.Text("collection"), call.arguments.Text("round")));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : CompletenessText(answer));
  return absl::OkStatus();
}

}  // namespace lontar::cli
