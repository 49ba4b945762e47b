#pragma once
// Findings of an answer (docs/reference/json.md): as rows for people, and as a status.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "cli/answer.h"

namespace lontar::cli {

// How many have the severity error.
int ErrorsAmong(const std::vector<Answer>& findings);

// "error     row 14, column value: …", one after the other.
std::string FindingRows(const std::vector<Answer>& findings);

// OK without an error among them, else InvalidArgument with FINDINGS; `what` was looked at.
absl::Status FindingsStatus(const std::vector<Answer>& findings, absl::string_view what);

}  // namespace lontar::cli
