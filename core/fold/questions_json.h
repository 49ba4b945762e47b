#pragma once
// Questions between the authority and members, as the documented JSON (docs/reference/json.md).
// Pure functions, any thread.

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "core/fold/questions.h"
#include "core/fold/verdict.h"

namespace lontar::fold {

// Up to which size a member's node has taken the log over, as far as it is known.
using SeenUpTo = std::function<LogSize(absl::string_view member)>;

struct QuestionsAsked {
  const CollectionRecord* collection = nullptr;
  Viewer viewer;
  std::string member;     // empty: all whose questions the viewer may see
  std::string indicator;  // id or code of the newest catalogue; empty: all
  LogSize as_of;
  LogSize arrived;  // of the log: a question or answer from there on waits at its node
  base::Hash root;  // of that size
  SeenUpTo seen_up_to = {};
};

// Schema lontar.questions.v1: what the viewer may see, in the order of the log, with texts as far
// as `parts` has them; for all, how many are asked. The errors of Catalogue::IndicatorNamed;
// FailedPrecondition with CATALOGUE_ABSENT where an indicator is asked for and there is none.
absl::StatusOr<std::string> QuestionsJson(const State& state, const QuestionsAsked& asked,
                                          const PartReader& parts);

}  // namespace lontar::fold
