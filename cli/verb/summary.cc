// lontar summary: how a round stands, as plain text for an e-mail. Nothing is sent.

#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/summary_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status Summary(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->Summary(call.arguments.Text("collection"),
                                                                call.arguments.Text("round"),
                                                                call.arguments.Text("provider")));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : SummaryText(answer, call.arguments.Has("remind")));
  return absl::OkStatus();
}

}  // namespace lontar::cli
