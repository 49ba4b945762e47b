#pragma once
// A provider's workbook back, with what was found as comments.

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "cli/answer.h"
#include "cli/command.h"
#include "core/formats/annotate.h"

namespace lontar::cli {

Option AnnotateOption();

formats::Annotation AnnotationOf(const Answer& finding);
// The day that stands in the workbook as that of its making.
absl::Time AnnotationDay();
// The workbook with the annotations and the band of the node, as the file that --annotate names.
absl::Status WriteAnnotatedTo(const Call& call, absl::string_view content,
                              const std::vector<formats::Annotation>& annotations);

// Writes the workbook with the findings of an answer to the file that --annotate names; nothing
// where it is not given. InvalidArgument with USAGE if `content` is no workbook; as ReadWorkbook,
// WriteAnnotated and CreateFileDurably.
absl::Status AnnotateIfAsked(const Call& call, absl::string_view content,
                             const std::vector<Answer>& findings);

}  // namespace lontar::cli
