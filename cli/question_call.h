#pragma once
// What the verbs of `question` share: which question is meant, what is said, and how an act on it
// goes to the hub (signed here by the authority) or to the node (which signs it itself).

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "cli/answer.h"
#include "cli/command.h"
#include "core/chain/entry.h"
#include "core/fold/question_text.h"

namespace lontar::cli {

// The questions that whoever was named may see, as lontar.questions.v1.
absl::StatusOr<std::string> AskQuestions(const Call& call, absl::string_view indicator);

// The one whose id begins with `typed`. NotFound with QUESTION_NOT_FOUND; InvalidArgument with
// QUESTION_AMBIGUOUS where several do, or where it is shorter than four digits.
absl::StatusOr<Answer> FindQuestion(const Answer& questions, absl::string_view typed);

// --text, or the content of --text-file; nothing where neither was given. InvalidArgument with
// USAGE for both, or for an empty one.
absl::StatusOr<std::optional<std::string>> TextGiven(const Call& call);

// The text of a member's question, with a fresh salt.
fold::QuestionText SaltedText(const std::string& member, const std::string& text);

// Hands the act to whoever was named and says what became of it: `done`, `id` and `what` are its
// name for people ("answered", the question's id, "KH A1 2019"); of a new question the id is the
// act's. At the hub it wants --authority-key.
struct QuestionStep {
  chain::Envelope envelope;
  std::string done;
  std::string id;
  std::string what;
};
absl::Status SubmitStep(const Call& call, const QuestionStep& step);

// Of the node or hub that was named.
absl::StatusOr<base::HubId> HubIdHere(const Call& call);

}  // namespace lontar::cli
