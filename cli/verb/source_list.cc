// lontar source list: the member's register of sources, one line for each.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/source_name.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

std::string SourcesText(const Answer& answer) {
  const std::vector<Answer>& sources = answer.List("sources");
  int width = 0;
  for (const Answer& source : sources) width = std::max(width, ColumnsOf(source.Text("id")));
  std::string text =
      absl::StrCat("register of ", answer.Text("member"), ", version ", answer.Text("version"),
                   ", taken in ", answer.Text("added"), " from ", answer.Text("file"), "\n");
  for (const Answer& source : sources) {
    const std::string years = absl::StrJoin(source.Texts("years"), ", ");
    absl::StrAppend(
        &text,
        Hanging(absl::StrCat(source.Text("id"), "  "), width + 2,
                absl::StrCat(source.Text("kind"), ", ", years.empty() ? "years not known" : years,
                             ": ", SourceName(source), " (", source.Text("office"), ")")));
  }
  if (answer.List("versions").size() > 1) {
    absl::StrAppend(&text, Counted(answer.List("versions").size(), "version", "versions"),
                    " are kept; --version N shows an earlier one\n");
  }
  return text;
}

}  // namespace

absl::Status SourceList(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto version, call.arguments.Number("version"));
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->Sources(version, ""));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : SourcesText(answer));
  return absl::OkStatus();
}

}  // namespace lontar::cli
