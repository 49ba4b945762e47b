#pragma once
// What was decided, as the documented JSON (docs/reference/json.md). Pure functions, any thread.

#include <string>

#include "absl/status/statusor.h"
#include "core/fold/state.h"

namespace lontar::fold {

struct DecisionsAsked {
  const CollectionRecord* collection = nullptr;
  std::string indicator;  // id or code of the newest catalogue; empty: all
  LogSize as_of;
  base::Hash root;
};

// Schema lontar.decisions.v1: what was decided, in the order of the log, and of each indicator that
// was decided on, or of the one asked for, the lists on which the catalogues had it. The errors of
// Catalogue::IndicatorNamed; FailedPrecondition with CATALOGUE_ABSENT where an indicator is asked
// for and there is no catalogue.
absl::StatusOr<std::string> DecisionsJson(const State& state, const DecisionsAsked& asked);

}  // namespace lontar::fold
