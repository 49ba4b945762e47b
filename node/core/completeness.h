#pragma once
// How far each indicator of the round is, per provider of the member: from nothing to settled.
// Pure.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/base/ids.h"
#include "core/fold/state.h"
#include "node/core/stored.h"

namespace lontar::node {

// In this order; the furthest that something of the pair has reached is its stage.
enum class ReportStage { kNothing, kDraft, kReturned, kSigned, kApproved, kSynced, kSettled };
absl::string_view NameOf(ReportStage stage);  // "nothing", …

// A draft, as far as it matters here.
struct DraftStanding {
  std::string draft;
  std::string provider;
  std::string collection;
  std::string round;  // may be empty: then it counts for every round
  std::vector<std::string> indicators;
  ReportStage stage = ReportStage::kDraft;
};

struct CompletenessSources {
  const fold::State* ahead = nullptr;
  base::LogSize log_size;      // of the log as pulled: what stands behind it waits
  base::LogSize settled_size;  // 0: not known
  std::string member;
  std::string collection;  // empty: the only one
  std::string round;       // empty: the one opened last
  absl::Time now;
  std::vector<DraftStanding> drafts;
};

// lontar.completeness.v1: the indicators of the round's list, by each provider that may report
// them, or has. What was reported counts for the round if its report names it, or stands behind its
// opening. NotFound with COLLECTION_ABSENT, ROUND_ABSENT or CATALOGUE_ABSENT.
absl::StatusOr<std::string> CompletenessJson(const CompletenessSources& sources);

// The drafts in the store; those that cannot be read are left out.
absl::StatusOr<std::vector<DraftStanding>> DraftStandings(const store::Reader& store);

}  // namespace lontar::node
