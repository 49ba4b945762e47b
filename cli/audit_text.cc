#include "cli/audit_text.h"

#include "absl/strings/str_cat.h"
#include "cli/text_layout.h"
#include "core/base/problem.h"

namespace lontar::cli {

std::string FoundText(const std::vector<audit::Finding>& findings) {
  if (findings.empty()) return "findings    none\n";
  std::string text;
  for (const audit::Finding& finding : findings) {
    absl::StrAppend(
        &text, Hanging("finding", 12,
                       absl::StrCat(finding.kind, " at ", finding.place, ": ", finding.sentence)));
  }
  return text;
}

absl::Status AuditStatus(const std::vector<audit::Finding>& findings, absl::string_view folder) {
  if (findings.empty()) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kDataLoss, "AUDIT_FINDINGS",
                       absl::StrCat(folder, ": ", Counted(findings.size(), "finding", "findings"),
                                    "; the first is at ", findings.front().place));
}

}  // namespace lontar::cli
