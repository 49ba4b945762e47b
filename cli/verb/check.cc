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
  const std::string text = absl::StrCat(answer.Text("draft"), " of ", answer.Text("provider"), ": ",
                                        Counted(answer.Number("errors"), "error", "errors"), ", ",
                                        Counted(answer.Number("warnings"), "warning", "warnings"),
                                        "\n", FindingRows(answer.List("findings")));
  LONTAR_RETURN_IF_ERROR(AnnotateDraftIfAsked(call, node.get(), answer.List("findings")));
  call.terminal->Answer(call.is_json ? json : text);
  return FindingsStatus(answer.List("findings"), answer.Text("draft"));
}

}  // namespace lontar::cli
