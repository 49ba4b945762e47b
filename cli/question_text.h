#pragma once
// Questions between ASEC and a member as people read them. Pure.

#include <string>

#include "absl/strings/string_view.h"
#include "cli/answer.h"

namespace lontar::cli {

// As people type it: the first digits of an id.
std::string ShortQuestionId(absl::string_view id);

// "KH A1 2019, number".
std::string QuestionPlace(const Answer& question);

// A line or two for each, of lontar.questions.v1.
std::string QuestionListText(const Answer& answer, bool only_open);

// One with all that was said.
std::string QuestionShowText(const Answer& question);

// lontar.questions.v1 with those questions only that are open, or whose id is `id`. The JSON must
// be whole.
std::string OnlyOpenQuestions(absl::string_view json);
std::string OnlyQuestion(absl::string_view json, absl::string_view id);

}  // namespace lontar::cli
