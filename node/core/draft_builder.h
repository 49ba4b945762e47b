#pragma once
// From imported blocks to a report: what is new, what is unchanged, what is brought along, what is
// superseded.
//
// A block is always stated whole, so the live cells that a file does not name are brought along,
// unless the provider says that the file is the whole block (DESIGN.md section 3). Figures that
// disclosure control holds back (core/disclosure) are taken out before anything is encoded. No I/O
// but the readers given. Deterministic but for the salts.

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
  int disclosure_minimum = disclosure::kMinimumUsual;
};

struct BuiltDraft {
  observation::Report report;
  std::vector<std::pair<base::PartHash, std::string>> parts;
  int blocks_stated = 0;
  int blocks_unchanged = 0;
  std::vector<formats::FigurePlace> unchanged;  // figures of the file that are live already
  // Findings on whole blocks, after cells were brought along.
  std::vector<formats::ImportFinding> findings;
  // Of each imported indicator. Only totals that are not live already need a confirmation.
  std::vector<disclosure::DisclosurePlan> plans;
};

// A report without parts means that nothing has changed. ResourceExhausted with PART_TOO_LARGE or
// TOO_MANY_LINKS; FailedPrecondition with PART_ABSENT if a live block's own part is lost: then only
// `replaces` can state it anew. The errors of PlanDisclosure.
absl::StatusOr<BuiltDraft> BuildDraft(const DraftContext& context,
                                      const formats::ImportResult& imported);

}  // namespace lontar::node
