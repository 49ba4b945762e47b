// lontar draft justify: why a warning stands and the figure is right, written into the report.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status DraftJustify(const Call& call) {
  net::Justification justification;
  justification.draft = call.arguments.Text("draft");
  justification.finding = call.arguments.Text("finding");
  justification.at = call.arguments.Text("at");
  justification.sentence = call.arguments.Text("sentence");
  justification.all = call.arguments.Has("all");
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->JustifyDraft(justification));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  const std::string text =
      absl::StrCat("justified ", Counted(answer.Number("justified"), "warning", "warnings"), " of ",
                   answer.Text("draft"), "\nopen      ",
                   Counted(answer.Number("open_warnings"), "warning", "warnings"));
  call.terminal->Answer(call.is_json ? json : text);
  SayIfUnsigned(call, answer);
  return absl::OkStatus();
}

void SayIfUnsigned(const Call& call, const Answer& answer) {
  if (!answer.Flag("was_signed")) return;
  call.terminal->Warning(absl::StrCat(
      answer.Text("draft"),
      " says something else than what was signed, so its signature is gone: sign it again"));
}

}  // namespace lontar::cli
