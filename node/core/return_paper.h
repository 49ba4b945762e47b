#pragma once
// A member's return as the documented JSON: what it answers, and what is printed of it.
//
// Figures that are held back have no value in either. Source: domain brief, section 2; user
// journeys, section 3. Pure but for the readers given.

#include <string>

#include "absl/status/statusor.h"
#include "core/fold/verdict.h"
#include "node/core/member_return.h"

namespace lontar::node {

struct ReturnContext {
  const fold::State* ahead = nullptr;
  const fold::RoundReference* reference = nullptr;
  const ProposedReturn* proposed = nullptr;
  const ReturnRecord* record = nullptr;
  fold::PartReader parts;  // own parts
  bool is_clearance_asked = false;
  std::string language;  // of names and of the paper's own words; empty: English
};

// Schema lontar.return.v1.
std::string ReturnJson(const ReturnContext& context);

// Schema lontar.return-paper.v1: the same fields, and for each indicator its numbered tables,
// narratives, deviations and what changed since the return that stands; and `words`, the
// catalogue's messages "return-…" in the language, for the paper's own words. The errors of
// MergeCells.
absl::StatusOr<std::string> ReturnPaperJson(const ReturnContext& context);

}  // namespace lontar::node
