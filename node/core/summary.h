#pragma once
// How a round stands for this member, for an e-mail that a person writes: which provider owes which
// indicator, what has arrived and what lies here. No figure, and no person's name.
//
// Pure but for the readers given.

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "core/fold/state.h"
#include "core/store/store.h"

namespace lontar::node {

struct SummaryQuestion {
  std::string collection;  // empty: the only one
  std::string round;       // empty: the one opened last
  std::string provider;    // empty: all of the member
};

struct SummarySources {
  const fold::State* pulled = nullptr;   // the log as last pulled
  const fold::State* ahead = nullptr;    // and own entries that wait
  const store::Reader* store = nullptr;  // with the drafts
  std::string member;
  absl::CivilDay today;
};

// Schema lontar.summary.v1. A provider is asked for the indicators of the round's list that one of
// its valid keys may report. The errors of FindRound; NotFound with PROVIDER_UNNAMED: no valid key
// is this provider's.
absl::StatusOr<std::string> SummaryJson(const SummarySources& sources,
                                        const SummaryQuestion& question);

}  // namespace lontar::node
