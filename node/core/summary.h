#pragma once
// How a round stands for this member, for an e-mail that a person writes: which provider owes which
// indicator, what has arrived and what lies here. No figure, and no person's name.
//
// Pure but for the reader given.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "node/core/completeness.h"

namespace lontar::node {

struct SummaryQuestion {
  std::string collection;  // empty: the only one
  std::string round;       // empty: the one opened last
  std::string provider;    // empty: all of the member
};

// Schema lontar.summary.v1: PairsOf by provider; of all, where `provider` is empty. The errors of
// FindRound; NotFound with PROVIDER_UNNAMED: no valid key is this provider's, and it has sent
// nothing for the round.
absl::StatusOr<std::string> SummaryJson(const CompletenessSources& sources,
                                        absl::string_view provider);

}  // namespace lontar::node
