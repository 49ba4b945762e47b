// lontar draft drop: takes a draft away. What was approved stays.

#include "absl/strings/str_cat.h"
#include "cli/daemon.h"
#include "cli/json_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status DraftDrop(const Call& call) {
  const std::string draft = call.arguments.Text("draft");
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_RETURN_IF_ERROR(node->DropDraft(draft).status());
  JsonObject answer;
  answer.Put("schema", "lontar.drop.v1");
  answer.Put("draft", draft);
  call.terminal->Answer(call.is_json ? answer.Written() : absl::StrCat("dropped   ", draft));
  return absl::OkStatus();
}

}  // namespace lontar::cli
