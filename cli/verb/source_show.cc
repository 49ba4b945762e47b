// lontar source show: all that the register holds of one source.

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

constexpr int kSourceFieldColumns = 14;

std::string SourceLines(const Answer& source) {
  std::string text = Hanging("id", kSourceFieldColumns, source.Text("id"));
  const Answer& names = source.At("names");
  for (size_t i = 0; i < names.keys().size(); ++i) {
    absl::StrAppend(&text, Hanging(absl::StrCat("name (", names.keys()[i], ")"),
                                   kSourceFieldColumns, names.items()[i].text()));
  }
  const std::pair<absl::string_view, std::string> fields[] = {
      {"kind", source.Text("kind")},
      {"office", source.Text("office")},
      {"years", absl::StrJoin(source.Texts("years"), ", ")},
      {"method", source.Text("method")},
      {"collected by", source.Text("collection_method")},
      {"coverage", source.Text("coverage")},
      {"deviations", absl::StrJoin(source.Texts("deviations"), ", ")},
      {"url", source.Text("url")},
      {"notes", source.Text("notes")},
      {"basis", source.Text("basis")}};
  for (const auto& [name, value] : fields) {
    if (!value.empty()) absl::StrAppend(&text, Hanging(name, kSourceFieldColumns, value));
  }
  return text;
}

}  // namespace

absl::Status SourceShow(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto version, call.arguments.Number("version"));
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json,
                          node->Sources(version, call.arguments.Text("source")));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  std::string text;
  for (const Answer& source : answer.List("sources")) absl::StrAppend(&text, SourceLines(source));
  absl::StrAppend(
      &text, Hanging("register", kSourceFieldColumns,
                     absl::StrCat("version ", answer.Text("version"), " of ", answer.Text("member"),
                                  ", taken in ", answer.Text("added"))));
  call.terminal->Answer(call.is_json ? json : text);
  return absl::OkStatus();
}

}  // namespace lontar::cli
