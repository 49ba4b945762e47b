#pragma once
// What an office says to ASEC on its node's own pages: a question, an answer, or that a question is
// closed. Sealed by NodeCore::Say as `lontar question` has it sealed.
//
// A form may be sent twice, or long after its page was shown. An answer therefore names the word
// that was the last one on that page, and a question that stands open is not asked again.

#include <string>

#include "absl/status/status.h"
#include "core/fold/question_envelope.h"
#include "core/fold/state.h"
#include "core/fold/verdict.h"

namespace lontar::node {

struct SaidRequest {
  std::string question = {};   // its id, hex; empty: a new one
  std::string last_word = {};  // the id of what was said last on it, as its reader saw it
  // Of a new one.
  std::string collection = {};  // empty: the only one
  std::string indicator = {};   // id or code
  std::string measure = {};
  std::string period = {};
  std::string text = {};  // may be empty only where it closes
  bool closes = false;
};

struct OfficeVoice {
  const fold::State& ahead;
  const fold::PartReader& parts;
  base::HubId hub_id;
  std::string member;
  base::Salt salt;  // fresh
};

// The envelope of it, signed by nobody. NotFound with QUESTION_NOT_FOUND: no question of this
// member has that id. FailedPrecondition with QUESTION_MOVED: more was said since its reader
// looked; with QUESTION_REPEATED: the same question of this member is open. The errors of
// fold::FindCollectionFor, of Catalogue::IndicatorNamed and of fold::EnvelopeOfQuestion.
absl::StatusOr<chain::Envelope> EnvelopeOfWords(const OfficeVoice& voice,
                                                const SaidRequest& request);

}  // namespace lontar::node
