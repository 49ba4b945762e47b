// lontar draft export: the unsigned report as a file, for a provider who signs on another computer.

#include "absl/strings/str_cat.h"
#include "cli/daemon.h"
#include "cli/report_text.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status DraftExportVerb(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const net::DraftExport draft,
                          node->ExportDraft(call.arguments.Text("draft")));
  LONTAR_ASSIGN_OR_RETURN(const std::string text, ReportText(draft.envelope));
  const std::string out = call.arguments.Text("out");
  LONTAR_RETURN_IF_ERROR(base::CreateFileDurably(out, draft.envelope));
  call.terminal->Answer(call.is_json ? draft.summary_json
                                     : absl::StrCat(text, "unsigned      ", out));
  return absl::OkStatus();
}

}  // namespace lontar::cli
