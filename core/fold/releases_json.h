#pragma once
// What stands of members' figures and to whom it is shown, as the documented JSON
// (docs/reference/json.md). Pure functions, any thread.

#include <string>

#include "absl/status/statusor.h"
#include "core/fold/release.h"

namespace lontar::fold {

struct ReleasesAsked {
  const CollectionRecord* collection = nullptr;
  std::string member;     // empty: all
  std::string indicator;  // id or code of the newest catalogue; empty: all
  LogSize as_of;
  base::Hash root;  // of that size
};

// Schema lontar.releases.v1. How many figures of a part are not for publication is said of parts
// that `parts` reads. The errors of Catalogue::IndicatorNamed; FailedPrecondition with
// CATALOGUE_ABSENT where an indicator is asked for and there is no catalogue.
absl::StatusOr<std::string> ReleasesJson(const State& state, const ReleasesAsked& asked,
                                         const PartReader& parts);

}  // namespace lontar::fold
