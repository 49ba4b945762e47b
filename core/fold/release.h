#pragma once
// What a member shows of its figures to others, part by part (threat T28; the seeds' wish to share
// data among members: read rights set by the owner, off by default).
//
// Figures with a confidentiality stay hidden all the same (visibility.h). A release holds for the
// part that it names: what is stated anew is not released by it. Pure functions, any thread.

#include <string>
#include <vector>

#include "core/fold/merge.h"
#include "core/fold/verdict.h"

namespace lontar::fold {

// By the member itself, of parts with figures that its accepted reports in this collection name.
// Used by verdict.cc only, behind level, hub and signatures.
Judgement JudgeRelease(const State& state, const ReleaseAct& act, const chain::Header& header);

// A part whose figures stand, and to whom it is shown.
struct ReleasablePart {
  base::PartHash part;
  base::PayloadId report;
  std::string member;
  std::string provider;
  std::string indicator;             // stable id
  std::vector<std::string> periods;  // ascending, of the blocks that are live
  uint64_t with_number = 0;          // of these blocks
  ReleaseVersion release;
};

// The parts of which a block is live at `as_of`, by member, indicator and where they stand in the
// log. Empty `member` or `indicator`: all.
std::vector<ReleasablePart> ListReleasable(const State& state, const CellQuery& query,
                                           LogSize as_of);

}  // namespace lontar::fold
