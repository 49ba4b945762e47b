// lontar draft import: a report that came back signed from another computer goes to the node, which
// checks whose key it was.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status DraftImport(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(
      const std::string envelope,
      base::ReadWholeFile(call.arguments.Text("file"), base::kEnvelopeBytesMax));
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json,
                          node->AttachSignature(call.arguments.Text("draft"), envelope));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  const std::string drafted = answer.At("drafted").Text("sentence");
  const std::string text =
      absl::StrCat("signed        ", answer.Text("draft"), " by key ", answer.Text("key"), " of ",
                   answer.Text("provider"), drafted.empty() ? "" : "\nwords         ", drafted);
  call.terminal->Answer(call.is_json ? json : text);
  return absl::OkStatus();
}

}  // namespace lontar::cli
