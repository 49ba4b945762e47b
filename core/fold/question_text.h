#pragma once
// The text of a question or an answer: a part, seen by that member and the authority only. Source:
// proto/lontar/v1/act.proto, QuestionText. Values, any thread.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/digest.h"

namespace lontar::fold {

struct QuestionText {
  base::Salt salt;
  std::string member;   // whose question it is
  std::string text;     // 1 to kTextBytesMax bytes
  std::string measure;  // the cell that is asked about; empty: all, and always in an answer
  std::string period;   // as observation::Period reads it
};

// What trust::PartHashOf gives the hash of.
std::string EncodeQuestionText(const QuestionText& text);

// Strict. Errors of base::StrictParse; InvalidArgument with OUT_OF_BOUNDS. No part of a report
// reads as one, and none reads as a part of a report.
absl::StatusOr<QuestionText> DecodeQuestionText(absl::string_view bytes);

}  // namespace lontar::fold
