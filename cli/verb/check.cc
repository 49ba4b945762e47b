// lontar check: a draft against the catalogue's rules and its provider's entitlement.

#include "absl/strings/str_cat.h"
#include "cli/annotate_draft.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/findings.h"
#include "cli/progress.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

// "open", or what was written down.
std::string StateOf(const Answer& finding) {
  if (finding.Text("severity") != "warning") return "";
  const Answer& justification = finding.At("justification");
  if (justification.is_absent()) return " [open]";
  return absl::StrCat(" [justified: ", justification.text(), "]");
}

// As FindingRows, with the place that `lontar draft justify --at` takes.
std::string DraftFindingRows(const std::vector<Answer>& findings) {
  constexpr int kIndent = 10;
  std::string rows;
  for (const Answer& finding : findings) {
    const std::string column = finding.Text("column");
    const std::string at = finding.Text("at");  // empty: of the draft as a whole
    absl::StrAppend(
        &rows, Hanging(finding.Text("severity"), kIndent,
                       absl::StrCat(finding.Text("id"), at.empty() ? "" : " at ", at,
                                    column.empty() ? "" : absl::StrCat(" (", column, ")"), ": ",
                                    finding.Text("sentence"), StateOf(finding))));
  }
  return rows;
}

std::string CheckText(const Answer& answer) {
  const uint64_t open = answer.Number("open_warnings");
  const std::string on_behalf = answer.At("on_behalf").Text("sentence");
  const std::string drafted = answer.At("drafted").Text("sentence");
  return absl::StrCat(answer.Text("draft"), " of ", answer.Text("provider"), ": ",
                      Counted(answer.Number("errors"), "error", "errors"), ", ",
                      Counted(answer.Number("warnings"), "warning", "warnings"),
                      open == 0 ? "" : absl::StrCat(", ", open, " open"), "\n",
                      on_behalf.empty() ? "" : absl::StrCat(on_behalf, "\n"),
                      drafted.empty() ? "" : Hanging("", 0, drafted),
                      DraftFindingRows(answer.List("findings")));
}

absl::StatusOr<std::string> CheckWith(const Call& call, net::NodeClient* node) {
  const std::string draft = call.arguments.Text("draft");
  const Ticker ticker(call.terminal, call.is_json,
                      [&draft] { return Reading{absl::StrCat("the node checks ", draft)}; });
  return node->Check(draft);
}

}  // namespace

absl::Status Check(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, CheckWith(call, node.get()));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  LONTAR_RETURN_IF_ERROR(AnnotateDraftIfAsked(call, node.get(), answer.List("findings")));
  call.terminal->Answer(call.is_json ? json : CheckText(answer));
  if (answer.Number("open_warnings") > 0 && answer.Flag("justification_required")) {
    call.terminal->Hint(
        absl::StrCat("open warnings keep the draft from being approved: lontar draft justify ",
                     answer.Text("draft"), " FINDING --at PLACE --sentence '…'"));
  }
  return FindingsStatus(answer.List("findings"), answer.Text("draft"));
}

}  // namespace lontar::cli
