#include "cli/evaluation.h"

#include <limits>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/text_layout.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

std::string OfLater(const Answer& later) {
  return absl::StrCat("evaluation ", later.Text("number"), " of ", later.Text("day"), " (",
                      later.Text("reason"), ")");
}

}  // namespace

Option EvaluationOption() {
  return {"evaluation", "N", "a later count of the round; without it the result that stands"};
}

absl::Status TakeEvaluation(const Call& call, net::Question* question) {
  LONTAR_ASSIGN_OR_RETURN(const std::optional<uint64_t> number,
                          call.arguments.Number("evaluation"));
  if (!number) return absl::OkStatus();
  if (*number < 1 || *number > std::numeric_limits<uint32_t>::max()) {
    return UsageProblem("--evaluation wants a number from 1");
  }
  question->evaluation = static_cast<uint32_t>(*number);
  return absl::OkStatus();
}

std::string EvaluationLine(const Answer& answer) {
  std::vector<std::string> others;
  std::string line;
  for (const Answer& later : answer.List("evaluations")) {
    if (later.Text("number") == answer.Text("evaluation")) {
      line = absl::StrCat("EVALUATION ", later.Text("number"), " of ", later.Text("day"), ": ",
                          later.Text("reason"), ". It counts what had come by log index ",
                          later.Text("index"),
                          ", also what was late. The result of evaluation 1 stands unchanged.");
    } else {
      others.push_back(OfLater(later));
    }
  }
  if (line.empty() && !others.empty()) {
    line = absl::StrCat("Evaluation 1, the result that stands. Counted again since: ",
                        absl::StrJoin(others, "; "), ".");
  }
  if (line.empty()) return "";
  return absl::StrCat(absl::StrJoin(WrapWords(line, kLineColumns), "\n"), "\n\n");
}

}  // namespace lontar::cli
