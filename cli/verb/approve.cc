// lontar approve: the statistical office seals a signed report into its node's chain. What is
// approved is shown first, and exactly that is sealed.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/review_text.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

// The review's payload id; the screen is written for people.
absl::StatusOr<std::string> ShowReview(const Call& call, net::NodeClient* node) {
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->ReviewDraft(call.arguments.Text("draft")));
  LONTAR_ASSIGN_OR_RETURN(const Answer review, Answer::Parse(json));
  if (!call.is_json) call.terminal->Answer(ReviewText(review));
  return review.Text("payload_id");
}

absl::Status LookOnly(const Call& call, net::NodeClient* node) {
  const std::string draft = call.arguments.Text("draft");
  const auto json = node->Approve(draft, true, call.arguments.Text("by"));
  if (!json.ok()) {
    // What cannot be approved yet can be looked at.
    if (!call.is_json) LONTAR_RETURN_IF_ERROR(ShowReview(call, node).status());
    return json.status();
  }
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(*json));
  call.terminal->Answer(call.is_json ? *json
                                     : absl::StrCat(ReviewText(answer.At("review")),
                                                    PadRight("would approve", 14), draft,
                                                    "; an approval is an entry for ever"));
  return absl::OkStatus();
}

}  // namespace

absl::Status Approve(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  if (call.arguments.Has("dry-run")) return LookOnly(call, node.get());
  LONTAR_ASSIGN_OR_RETURN(const std::string payload_id, ShowReview(call, node.get()));
  LONTAR_ASSIGN_OR_RETURN(
      const std::string json,
      node->ApproveAsSeen(call.arguments.Text("draft"), payload_id, call.arguments.Text("by")));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  const std::string on_behalf = answer.At("on_behalf").Text("sentence");
  const std::string drafted = answer.At("drafted").Text("sentence");
  const std::string text = absl::StrCat(
      PadRight("approved", 14), answer.Text("draft"), " is entry ", answer.Text("number"),
      ", safe on this node; ", Counted(answer.Number("queued"), "entry waits", "entries wait"),
      " to be sent",
      on_behalf.empty() ? "" : absl::StrCat("\n", PadRight("on behalf", 14), on_behalf),
      drafted.empty() ? "" : absl::StrCat("\n", PadRight("words", 14), drafted));
  call.terminal->Answer(call.is_json ? json : text);
  return absl::OkStatus();
}

}  // namespace lontar::cli
