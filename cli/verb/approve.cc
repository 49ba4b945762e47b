// lontar approve: the statistical office approves a signed report, and seals it into its node's
// chain when all people whom the member wants have. What is approved is shown first, and exactly
// that is signed and sealed.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/deputy_text.h"
#include "cli/keys.h"
#include "cli/review_text.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/chain/entry.h"

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
  const auto json =
      node->Approve({.draft = draft, .by = call.arguments.Text("by"), .dry_run = true});
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

// The report as it was shown, with the signature of the person who approves; empty without a key.
// The private key stays in this process.
absl::StatusOr<std::string> SignedBy(const Call& call, const std::string& payload_id,
                                     net::NodeClient* node) {
  if (!call.arguments.Has("key")) return "";
  LONTAR_ASSIGN_OR_RETURN(const net::DraftExport exported,
                          node->ExportDraft(call.arguments.Text("draft")));
  LONTAR_ASSIGN_OR_RETURN(chain::Envelope envelope, chain::DecodeEnvelope(exported.envelope));
  if (envelope.payload_id().hex() != payload_id) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "DRAFT_CHANGED",
                         "the draft has changed since it was shown; look again");
  }
  LONTAR_ASSIGN_OR_RETURN(const auto key, OpenKey(call, call.arguments.Text("key")));
  chain::AddSignature(&envelope, *key);
  return chain::EncodeEnvelope(envelope);
}

// "sealed" is false: another person approves next.
std::string WaitingText(const Answer& answer) {
  const Answer& approvals = answer.At("approvals");
  std::string text;
  for (const Answer& given : approvals.List("given")) {
    absl::StrAppend(&text, PadRight("approved by", 14), ApproverWords(given), "\n");
  }
  const uint64_t missing = approvals.Number("wanted") - approvals.List("given").size();
  return absl::StrCat(text, PadRight("waits", 14), answer.Text("draft"), " for ",
                      Counted(missing, "more person", "more people"), " to approve it");
}

std::string SealedText(const Answer& answer) {
  const std::string on_behalf = answer.At("on_behalf").Text("sentence");
  const std::string drafted = answer.At("drafted").Text("sentence");
  return absl::StrCat(
      PadRight("approved", 14), answer.Text("draft"), " is entry ", answer.Text("number"),
      ", safe on this node; ", Counted(answer.Number("queued"), "entry waits", "entries wait"),
      " to be sent",
      on_behalf.empty() ? "" : absl::StrCat("\n", PadRight("on behalf", 14), on_behalf),
      drafted.empty() ? "" : absl::StrCat("\n", PadRight("words", 14), drafted));
}

}  // namespace

absl::Status Approve(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  if (call.arguments.Has("dry-run")) return LookOnly(call, node.get());
  net::NodeClient::Approval approval{call.arguments.Text("draft")};
  approval.by = call.arguments.Text("by");
  LONTAR_ASSIGN_OR_RETURN(approval.payload_id, ShowReview(call, node.get()));
  LONTAR_ASSIGN_OR_RETURN(approval.envelope, SignedBy(call, approval.payload_id, node.get()));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->Approve(approval));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json            ? json
                        : answer.Flag("sealed") ? SealedText(answer)
                                                : WaitingText(answer));
  return absl::OkStatus();
}

}  // namespace lontar::cli
