#pragma once
// Regional figures as documented JSON: lontar.region.v1 (docs/reference/json.md). Pure, any thread.

#include <string>

#include "absl/status/statusor.h"
#include "core/fold/region.h"
#include "core/fold/result_json.h"

namespace lontar::fold {

struct RegionAsked {
  const RoundReference& reference;
  std::string indicator;  // id or code; empty: the round's list
  LogSize as_of;
  const RootReader& root;
};

// The same for every reader. InvalidArgument with INDICATOR_UNKNOWN; the errors of `find` and of
// `root`.
absl::StatusOr<std::string> RegionJson(const State& state, const RegionAsked& asked,
                                       const RegionFinder& find);

}  // namespace lontar::fold
