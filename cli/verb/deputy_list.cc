// lontar deputy list: whose keys stand in for others, and when.

#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/deputy_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status DeputyList(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->ListDeputies());
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : DeputiesText(answer, "", "no key is a deputy's"));
  return absl::OkStatus();
}

}  // namespace lontar::cli
