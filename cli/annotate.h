#pragma once
// A provider's workbook back, with what was found as comments.

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "cli/answer.h"
#include "cli/command.h"

namespace lontar::cli {

Option AnnotateOption();

// Writes the workbook with the findings of an answer to the file that --annotate names; nothing
// where it is not given. InvalidArgument with USAGE if `content` is no workbook; as ReadWorkbook,
// WriteAnnotated and CreateFileDurably.
absl::Status AnnotateIfAsked(const Call& call, absl::string_view content,
                             const std::vector<Answer>& findings);

}  // namespace lontar::cli
