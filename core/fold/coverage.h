#pragma once
// How each member stands for each indicator of a round, in one word: the matrix that everybody may
// see. From reports and returns alone, without a value (S4).
//
// Source: DESIGN.md section 6; reference pages, principle 4. Pure functions of the state. Any
// thread, if the state does not change meanwhile.

#include <string>
#include <vector>

#include "core/fold/dispute_marks.h"
#include "core/fold/questions.h"
#include "core/fold/threshold.h"

namespace lontar::fold {

// From the strongest to the weakest; of several that hold the first is said.
enum class CoverageMark {
  kAsSpecified,   // counted, with a figure as the definition asks
  kOtherwise,     // counted, with figures of other ages, one mode, …
  kHeldBack,      // counted, all figures withheld
  kLate,          // figures that arrived after the close, and do not count in this evaluation
  kNarrative,     // words only
  kNotAvailable,  // the return says: no figure
  kDoesNotApply,  // the return says: there is nothing of the kind
  kNothing,       // nothing yet
};
// "as-specified", "otherwise", "held-back", "late", "narrative", "not-available",
// "does-not-apply", "nothing".
absl::string_view NameOf(CoverageMark mark);

struct CoverageLine {
  std::string indicator;
  std::vector<CoverageMark> marks;  // by the table's members
};

// A line for each indicator of the table, in its order. The table must be that of `reference`.
std::vector<CoverageLine> MarkCoverage(const State& state, const RoundReference& reference,
                                       const ThresholdTable& table);

// The lines, and what is being clarified or disputed, in the view of one who may not see all of
// that.
struct CoverageView {
  std::vector<CoverageLine> lines;
  OpenQuestions questions;  // at the table's size
  Viewer viewer;
  DisputeMarks disputed;  // in the viewer's sight; as many lines
};
// Schema lontar.coverage.v1: the table's parameters, what stands beside them on a page, and the
// marks.
std::string CoverageJson(const RoundReference& reference, const ThresholdTable& table,
                         const CoverageView& view);

}  // namespace lontar::fold
