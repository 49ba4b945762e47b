#include "cli/what_if.h"

#include <limits>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/text_layout.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

std::vector<Option> WithWhatIf(std::vector<Option> options) {
  options.push_back({"threshold", "N", "what if N members were needed? nothing is recorded"});
  options.push_back({"members-on", "DATE", "what if the members of that day counted?"});
  options.push_back({"counts", "WHICH", "what if only as-specified counted?"});
  return options;
}

absl::Status TakeWhatIf(const Call& call, net::Question* question) {
  LONTAR_ASSIGN_OR_RETURN(const std::optional<uint64_t> threshold,
                          call.arguments.Number("threshold"));
  if (threshold) {
    if (*threshold > std::numeric_limits<uint32_t>::max()) {
      return UsageProblem("--threshold wants a number of members");
    }
    question->what_if_threshold = static_cast<uint32_t>(*threshold);
  }
  question->what_if_members_on = call.arguments.Text("members-on");
  const std::string counts = call.arguments.TextOr("counts", "reported");
  if (counts != "reported" && counts != "as-specified") {
    return UsageProblem(
        absl::StrCat("--counts takes reported or as-specified, not \"", counts, "\""));
  }
  question->what_if_counts_as_specified = counts == "as-specified";
  return absl::OkStatus();
}

std::string WhatIfLine(const Answer& answer) {
  const std::vector<std::string> supposed = answer.Texts("what_if");
  if (supposed.empty()) return "";
  const std::string line = absl::StrCat("WHAT-IF: ", absl::StrJoin(supposed, "; "),
                                        ". Nothing of this is on the record.");
  return absl::StrCat(absl::StrJoin(WrapWords(line, kLineColumns), "\n"), "\n\n");
}

}  // namespace lontar::cli
