// lontar source add: a text becomes the newest version of the member's register of sources.

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

std::string ChangesText(const Answer& answer) {
  std::string text;
  for (const absl::string_view change : {"added", "changed", "removed"}) {
    const std::vector<std::string> ids = answer.Texts(change);
    if (ids.empty()) continue;
    absl::StrAppend(&text, Hanging(change, 10, absl::StrJoin(ids, ", ")));
  }
  return text;
}

}  // namespace

absl::Status SourceAdd(const Call& call) {
  const std::string file = call.arguments.Text("file");
  const bool is_dry_run = call.arguments.Has("dry-run");
  LONTAR_ASSIGN_OR_RETURN(const std::string text,
                          base::ReadWholeFile(file, base::kConfigurationBytesMax));
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->AddSources(file, text, is_dry_run));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  const std::string what =
      absl::StrCat("register  version ", answer.Text("version"), " of ", answer.Text("member"),
                   ", ", Counted(answer.Number("sources"), "source", "sources"),
                   !answer.Flag("is_new") ? "; it stands already\n"
                   : is_dry_run           ? "; only looked, nothing is stored\n"
                                          : "\n");
  call.terminal->Answer(call.is_json ? json : absl::StrCat(what, ChangesText(answer)));
  return absl::OkStatus();
}

}  // namespace lontar::cli
