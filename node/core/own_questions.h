#pragma once
// The questions between this member and ASEC, with what waits here to be sent. Pure.

#include <string>

#include "absl/status/statusor.h"
#include "core/fold/result_json.h"

namespace lontar::node {

struct QuestionSources {
  const fold::State* ahead = nullptr;
  base::LogSize log_size;  // of the log as pulled: what stands behind it waits
  base::Hash root;         // of that size
  std::string member;
};

// Schema lontar.questions.v1, of this member only. The errors of fold::QuestionsJson, of
// FindCollectionFor, and InvalidArgument with SIZE_UNKNOWN before the first sync.
absl::StatusOr<std::string> OwnQuestions(const QuestionSources& sources,
                                         const fold::Question& question,
                                         const fold::PartReader& parts);

// How many of a member's questions are open and wait for its word, and how many for ASEC's. An
// empty collection or indicator: of all.
struct OpenOfMember {
  int for_member = 0;
  int for_asec = 0;
  int all() const { return for_member + for_asec; }
};
OpenOfMember OpenOf(const fold::State& ahead, absl::string_view member,
                    absl::string_view collection, absl::string_view indicator);

}  // namespace lontar::node
