#include "cli/progress_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/table_text.h"
#include "cli/text_layout.h"
#include "core/pages/progress_words.h"

namespace lontar::cli {
namespace {

constexpr int kProgressMemberColumns = 5;

std::string ProgressLine(const Answer& indicator) {
  std::string text = absl::StrCat(
      "\n", Hanging(indicator.Text("code"), kProgressMemberColumns, indicator.Text("short_name")));
  for (const Answer& member : indicator.List("members")) {
    absl::StrAppend(&text, Hanging(member.Text("member"), kProgressMemberColumns,
                                   pages::ProgressSentence("en", member)));
    for (const std::string& level : pages::StatedLevels("en", member)) {
      absl::StrAppend(&text, Hanging("", kProgressMemberColumns, level));
    }
  }
  const std::string hidden = absl::StrJoin(indicator.Texts("not_readable"), ", ");
  if (!hidden.empty()) absl::StrAppend(&text, Hanging("not readable by you: ", 21, hidden));
  return text;
}

}  // namespace

std::string ProgressOfMembersText(const Answer& answer) {
  std::string text =
      absl::StrCat("Each member beside its own baseline: ", answer.Text("collection"), ", round ",
                   answer.Text("round"), "\n");
  std::vector<std::string> empty;
  for (const Answer& indicator : answer.List("indicators")) {
    const bool has_any =
        !indicator.List("members").empty() || !indicator.Texts("not_readable").empty();
    if (has_any) {
      absl::StrAppend(&text, ProgressLine(indicator));
    } else {
      empty.push_back(indicator.Text("code"));
    }
  }
  if (!empty.empty()) {
    absl::StrAppend(&text, "\n", Hanging("nothing sent: ", 14, absl::StrJoin(empty, ", ")));
  }
  return absl::StrCat(text, "\n", LogLine(answer));
}

}  // namespace lontar::cli
