#pragma once
// What the two sides of a question say, as the envelope that a chain takes: the act, and the part
// with the text. Signed by nobody yet. For the command line, and for the node's own pages.
//
// Source: docs/formats/question.md. Pure functions, any thread.

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "core/base/ids.h"
#include "core/chain/entry.h"
#include "core/fold/question_text.h"

namespace lontar::fold {

// A new question. `text` with a fresh salt, and with the member whose question it is.
struct NewQuestion {
  base::HubId hub_id;
  std::string collection;
  std::string indicator;  // its stable id
  QuestionText text;
};
// InvalidArgument with OUT_OF_BOUNDS for a text that is none or too long, or a period that is none.
absl::StatusOr<chain::Envelope> EnvelopeOfQuestion(const NewQuestion& question);

// An answer, or the end of a question; only the end may be without a text.
struct NewAnswer {
  base::HubId hub_id;
  std::string collection;
  base::PayloadId question;
  std::optional<QuestionText> text;
  bool closes = false;
};
// The same errors.
absl::StatusOr<chain::Envelope> EnvelopeOfAnswer(const NewAnswer& answer);

}  // namespace lontar::fold
