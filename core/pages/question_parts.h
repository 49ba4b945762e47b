#pragma once
// A question between ASEC and a member as the pages of both programs show it: where it stands,
// whose turn it is, and what was said. From lontar.questions.v1. Pure, any thread.

#include <string>

#include "absl/strings/string_view.h"
#include "core/net/answer.h"
#include "core/pages/page.h"

namespace lontar::pages {

// As people type it: the first digits of an id.
std::string ShortQuestionId(const net::Answer& question);
bool IsOpenQuestion(const net::Answer& question);

// "A1 Children in child labour, 2019, number".
std::string QuestionPlace(const net::Answer& question);

// "Asked by ASEC, 2026-09-02; seen; waits for PH."
std::string QuestionStand(absl::string_view language, const net::Answer& question);

// The question under a heading of the third level, with all that was said in its order, and `acts`
// behind it: what its reader can do.
Html QuestionPart(absl::string_view language, const net::Answer& question, const Html& acts);

}  // namespace lontar::pages
