// lontar diff: what a draft would change, cell by cell.

#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/diff_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status Diff(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(
      const std::string json,
      node->DiffDraft(call.arguments.Text("draft"), call.arguments.TextOr("against", "current")));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : DiffText(answer));
  return absl::OkStatus();
}

}  // namespace lontar::cli
