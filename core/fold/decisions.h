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

}  // namespace lontar::fold
