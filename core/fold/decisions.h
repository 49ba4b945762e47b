#pragma once
// Which list an indicator stands on, by the newest catalogue and the decisions behind it, and how
// it came there.
//
// Source: domain brief, section 5: only a recorded decision of SLOM moves an indicator; the next
// catalogue version follows from it. Pure functions, any thread.

#include <string>
#include <vector>

#include "core/fold/state.h"

namespace lontar::fold {

// The catalogue that was stated last below a size; null if there is none.
const catalogue::Catalogue* NewestCatalogue(const CollectionRecord& collection, LogSize as_of);

// The list of the latest decision on the indicator, where the newest catalogue is older than it;
// else the newest catalogue's. Empty if that does not hold the indicator.
std::string ListOf(const CollectionRecord& collection, const std::string& indicator, LogSize as_of);

// The lists that the newest catalogue has, ascending.
std::vector<std::string> ListsOf(const CollectionRecord& collection, LogSize as_of);

// Schema lontar.decisions.v1: what was decided, in the order of the log, and of each indicator that
// was decided on, or of the one asked for (id or code of the newest catalogue; empty: all), the
// lists on which the catalogues had it. The errors of Catalogue::IndicatorNamed; FailedPrecondition
// with CATALOGUE_ABSENT where an indicator is asked for and there is no catalogue.
absl::StatusOr<std::string> DecisionsJson(const State& state, const CollectionRecord& collection,
                                          const std::string& indicator, LogSize as_of,
                                          const base::Hash& root);

}  // namespace lontar::fold
