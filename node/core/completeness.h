#pragma once
// How far each indicator of the round is, per provider of the member: from nothing to settled.
// Pure.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/base/ids.h"
#include "core/fold/state.h"
#include "core/fold/threshold.h"
#include "core/fold/verdict.h"
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
  std::string drafted_by = {};  // of one that another made for the provider
};

struct CompletenessSources {
  const fold::State* ahead = nullptr;
  base::LogSize log_size;      // of the log as pulled: what stands behind it waits
  base::LogSize settled_size;  // 0: not known
  uint64_t queued = 0;         // own entries that wait to be sent
  std::string oldest_waiting;  // when the oldest of them was sealed, UTC, ISO 8601; may be empty
  std::string member;
  std::string collection;  // empty: the only one
  std::string round;       // empty: the one opened last
  absl::Time now;
  std::vector<DraftStanding> drafts;
  fold::PartReader parts;  // own parts: what words are for stands in them
};

// How far one indicator is at one provider.
struct PairStanding {
  const catalogue::Indicator* indicator = nullptr;
  std::string provider;       // empty: nobody may report it
  std::string provider_name;  // empty for one without a key
  ReportStage stage = ReportStage::kNothing;
  std::optional<base::LogIndex> index;  // of the newest report that is in the log
  bool is_late = false;                 // all that stands came after the round's close
  bool has_other_years = false;         // figures stand that the round's year rule does not admit
  std::vector<const DraftStanding*> drafts;
};

// Every indicator of the round's list, by each provider that may report it, or has. Figures count
// where they stand and the round's year rule admits their period; words where their report names
// the round or stands behind its opening. `sources` must outlive what comes back.
std::vector<PairStanding> PairsOf(const CompletenessSources& sources,
                                  const fold::RoundReference& round);

// PairsOf as lontar.completeness.v1. NotFound with COLLECTION_ABSENT, ROUND_ABSENT or
// CATALOGUE_ABSENT.
absl::StatusOr<std::string> CompletenessJson(const CompletenessSources& sources);

// The drafts in the store; those that cannot be read are left out.
absl::StatusOr<std::vector<DraftStanding>> DraftStandings(const store::Reader& store);

}  // namespace lontar::node
