// lontar draft decline: a provider does not confirm what another has drafted for it. Prints what
// can be sent to whoever drafted it; nothing is sent.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

// Plain text for an e-mail, without words or figures of the draft.
std::string DeclineText(const Answer& answer) {
  const std::string provider = answer.Text("provider");
  const std::string round = answer.Text("round");
  std::string text =
      Hanging("", 0,
              absl::StrCat("To ", answer.Text("drafted_by"), ": ", provider,
                           " declines the draft that you made for it (", answer.Text("collection"),
                           round.empty() ? "" : ", round ", round, "). It was on:"));
  absl::StrAppend(&text, "\n");
  for (const Answer& indicator : answer.List("indicators")) {
    absl::StrAppend(&text,
                    Hanging(absl::StrCat("  ", indicator.Text("code")), 7, indicator.Text("name")));
  }
  absl::StrAppend(&text, "\n", Hanging("", 0, absl::StrCat("Reason: ", answer.Text("reason"))),
                  "\n",
                  Hanging("", 0,
                          absl::StrCat("Nothing of it was reported. ", provider,
                                       " answers for itself, or looks at another draft.")));
  return text;
}

}  // namespace

absl::Status DraftDecline(const Call& call) {
  net::NodeClient::Return draft;
  draft.draft = call.arguments.Text("draft");
  draft.reason = call.arguments.Text("reason");
  draft.by = call.arguments.Text("by");
  draft.dry_run = call.arguments.Has("dry-run");
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->DeclineDraft(draft));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : DeclineText(answer));
  call.terminal->Hint(draft.dry_run ? absl::StrCat(draft.draft, " stays: this was only a look")
                                    : absl::StrCat(draft.draft,
                                                   " is gone; its reason stays in lontar draft "
                                                   "history; nothing was sent"));
  return absl::OkStatus();
}

}  // namespace lontar::cli
