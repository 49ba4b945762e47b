#pragma once
// What disclosure control holds back of an import, as its answer says it: which cells and why,
// and no figure of them anywhere (docs/disclosure.md). Pure, any thread.

#include <vector>

#include "absl/status/statusor.h"
#include "core/catalogue/catalogue.h"
#include "core/disclosure/disclosure.h"
#include "core/formats/import.h"

namespace lontar::formats {

// How disclosure control judged an import.
struct DisclosureOutcome {
  int minimum = disclosure::kMinimumUsual;
  bool is_small_total_confirmed = false;          // by the person who imports
  std::vector<disclosure::DisclosurePlan> plans;  // plans[i] of indicators[i]
};

// Cells by what is said of them; those that came in held back are not counted.
struct HeldBackCounts {
  int small = 0;         // mark A: a small count
  int protecting = 0;    // mark D: without it a small count could be worked out
  int confidential = 0;  // mark C: where A and D must not be told apart
  int small_totals = 0;  // without a breakdown
};
HeldBackCounts CountHeldBack(const DisclosureOutcome& outcome);

// Plans for an import alone, with nothing published before. The errors of PlanDisclosure.
absl::StatusOr<DisclosureOutcome> PlanImport(const catalogue::Catalogue& catalogue,
                                             const ImportResult& result);

// Takes the figures that are held back out of the result: of its blocks (status Q), of its places
// (is_hidden) and of its findings. A small total that nobody has confirmed is hidden too.
void HoldBack(const DisclosureOutcome& outcome, const std::vector<MappedTable>& tables,
              ImportResult* result);

// None holds a figure. CELL_HELD_BACK and MERGE_PROPOSED (notes), SMALL_TOTAL_UNCONFIRMED (an
// error) or SMALL_TOTAL_CONFIRMED (a note), and the warnings of the plans, as warnings. A cell that
// the file does not name has no place; the sentence names every cell.
std::vector<ImportFinding> DisclosureFindings(const DisclosureOutcome& outcome,
                                              const catalogue::Catalogue& catalogue,
                                              const std::vector<MappedTable>& tables,
                                              const ImportResult& result);

}  // namespace lontar::formats
