#pragma once
// The member's return for a round: what this node would answer for each indicator.
//
// A figure or a narrative answers for itself; for the rest the office chooses, or what the last
// return said goes on, or it is "later" (domain brief, section 2; docs/returns.md). Pure functions
// of the state ahead and what was chosen. Any thread.

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/state.h"
#include "core/fold/threshold.h"
#include "core/fold/verdict.h"
#include "node/core/return_record.h"

namespace lontar::node {

// Where an answer is from.
enum class AnswerOrigin { kFigure, kNarrative, kChosen, kLastReturn, kNothingYet };
// "figure", "narrative", "chosen", "last-return", "nothing-yet".
absl::string_view NameOf(AnswerOrigin origin);

struct ProposedLine {
  const catalogue::Indicator* indicator = nullptr;
  fold::ReturnLine line;
  AnswerOrigin origin = AnswerOrigin::kNothingYet;
  std::set<std::string> periods;    // of the figures
  std::set<std::string> providers;  // of figures and narratives
  int with_number = 0;
  int held_back = 0;
};

struct ProposedReturn {
  fold::ReturnAct act;                        // without clearance
  std::vector<ProposedLine> lines;            // in the catalogue's order
  const fold::ReturnVersion* last = nullptr;  // the return that stands, if any; of `ahead`
};

// Whose return is proposed, and from what.
struct ReturnSources {
  const fold::State* ahead = nullptr;
  const fold::RoundReference* reference = nullptr;
  std::string member;
  fold::PartReader parts;  // own parts: what words are for stands in them
};

// What one would answer now, by the figures of `ahead` that the round's year rule admits and by the
// words of providers. A choice for an indicator that has a figure has no effect: the figure is
// there. What comes back points into the sources.
ProposedReturn ProposeReturn(const ReturnSources& sources, const ReturnRecord& record);

// True if the office may choose: the indicator has neither figure nor narrative.
bool IsOpen(const ProposedLine& line);

}  // namespace lontar::node
