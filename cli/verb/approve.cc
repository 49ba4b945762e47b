// lontar approve: the statistical office seals a signed report into its node's chain.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status Approve(const Call& call) {
  const bool is_dry_run = call.arguments.Has("dry-run");
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(
      const std::string json,
      node->Approve(call.arguments.Text("draft"), is_dry_run, call.arguments.Text("by")));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  const std::string text =
      is_dry_run ? absl::StrCat("would be approved  ", answer.Text("draft"))
                 : absl::StrCat("approved  ", answer.Text("draft"), " is entry ",
                                answer.Text("number"), ", safe on this node; ",
                                Counted(answer.Number("queued"), "entry waits", "entries wait"),
                                " to be sent");
  const std::string on_behalf = answer.At("on_behalf").Text("sentence");
  call.terminal->Answer(
      call.is_json ? json : absl::StrCat(text, on_behalf.empty() ? "" : "\non behalf ", on_behalf));
  return absl::OkStatus();
}

}  // namespace lontar::cli
