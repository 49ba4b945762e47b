#include "cli/findings.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "cli/text_layout.h"
#include "core/base/problem.h"

namespace lontar::cli {

int ErrorsAmong(const std::vector<Answer>& findings) {
  return static_cast<int>(std::ranges::count_if(
      findings, [](const Answer& finding) { return finding.Text("severity") == "error"; }));
}

std::string FindingRows(const std::vector<Answer>& findings) {
  constexpr int kIndent = 10;
  std::string rows;
  for (const Answer& finding : findings) {
    const std::string column = finding.Text("column");
    absl::StrAppend(
        &rows, Hanging(finding.Text("severity"), kIndent,
                       absl::StrCat(finding.Text("place"),
                                    column.empty() ? "" : absl::StrCat(" (", column, ")"), ": ",
                                    finding.Text("sentence"))));
  }
  return rows;
}

absl::Status FindingsStatus(const std::vector<Answer>& findings, absl::string_view what) {
  const int errors = ErrorsAmong(findings);
  if (errors == 0) return absl::OkStatus();
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "FINDINGS",
      absl::StrCat(what, ": ", Counted(static_cast<uint64_t>(errors), "error", "errors"),
                   " to be corrected"));
}

}  // namespace lontar::cli
