#pragma once
// From imported blocks to a report: what is new, what is unchanged, what is brought along, what is
// superseded.
//
// A block is always stated whole, so the live cells that a file does not name are brought along,
// unless the provider says that the file is the whole block (DESIGN.md section 3). Figures that
// disclosure control holds back (core/disclosure) are taken out before anything is encoded. No I/O
// but the readers given. Deterministic but for the salts.

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "core/base/entropy.h"
#include "core/disclosure/disclosure.h"
#include "core/fold/state.h"
#include "core/fold/verdict.h"
#include "core/formats/import.h"
#include "core/observation/report.h"
#include "node/core/draft_override.h"
#include "node/core/draft_parts.h"

namespace lontar::node {

struct DraftContext {
  const fold::State* ahead = nullptr;
  fold::PartReader parts;  // own parts
  base::Entropy* entropy = nullptr;
  const catalogue::Catalogue* catalogue = nullptr;
  std::string member;
  std::string provider;
  std::string round;
  bool replaces = false;
  // With `replaces`: why live figures that the file leaves out are gone.
  std::optional<observation::WithdrawReason> withdraw_reason;
  int disclosure_minimum = disclosure::kMinimumUsual;
  Overrides overrides;  // by indicator
};

struct BuiltDraft : ReportDraft {
  int blocks_stated = 0;
  int blocks_unchanged = 0;
  int narratives_stated = 0;
  std::set<std::string> narratives_unchanged;   // indicators whose words stand already
  std::vector<formats::FigurePlace> unchanged;  // figures of the file that are live already
  // Findings on whole blocks, after cells were brought along.
  std::vector<formats::ImportFinding> findings;
  // As another drafted it (drafted.h); empty: it is the provider's own.
  std::string drafted_record;
  // Of each imported indicator. Only totals that are not live already need a confirmation.
  std::vector<disclosure::DisclosurePlan> plans;
};

// A report without parts means that nothing has changed. With `replaces` a figure that stands and
// that the file leaves out is the error FIGURES_TAKEN_AWAY in the findings, unless there is a
// reason, which becomes a narrative. ResourceExhausted with PART_TOO_LARGE or
// TOO_MANY_LINKS; FailedPrecondition with PART_ABSENT if a live block's own part is lost: then only
// `replaces` can state it anew. The errors of PlanDisclosure.
absl::StatusOr<BuiltDraft> BuildDraft(const DraftContext& context,
                                      const formats::ImportResult& imported);

// What a report says besides its parts. ResourceExhausted with TOO_MANY_LINKS.
absl::Status FinishReport(const DraftContext& context, const std::set<base::PayloadId>& supersedes,
                          observation::Report* report);

}  // namespace lontar::node
