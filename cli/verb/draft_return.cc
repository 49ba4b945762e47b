// lontar draft return: the approver gives a draft back to its provider, with a reason.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status DraftReturn(const Call& call) {
  net::NodeClient::Return draft;
  draft.draft = call.arguments.Text("draft");
  draft.reason = call.arguments.Text("reason");
  draft.by = call.arguments.Text("by");
  draft.dry_run = call.arguments.Has("dry-run");
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->ReturnDraft(draft));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  std::string text = Hanging(draft.dry_run ? "would return" : "returned", 14,
                             absl::StrCat(answer.Text("draft"), " to ", answer.Text("provider"),
                                          ": ", answer.Text("reason")));
  absl::StrAppend(
      &text,
      Hanging(
          "signature", 14,
          answer.Flag("signature_dropped")
              ? absl::StrCat("the provider's was dropped from ", draft.draft,
                             "; approving it needs a new one")
              : "there was none; the draft stays as it is, to be signed, corrected or dropped"));
  call.terminal->Answer(call.is_json ? json : text);
  return absl::OkStatus();
}

}  // namespace lontar::cli
