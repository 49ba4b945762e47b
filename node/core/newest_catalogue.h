#pragma once
// By which catalogue a draft is made.

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"
#include "core/fold/state.h"

namespace lontar::node {

// Of those that the log holds, the newest that has the indicator, named by id or code; the newest
// of all where none is named. An empty collection means any. FailedPrecondition with NO_CATALOGUE.
absl::StatusOr<const catalogue::Catalogue*> NewestCatalogue(const fold::State& state,
                                                            absl::string_view collection,
                                                            absl::string_view indicator);

}  // namespace lontar::node
