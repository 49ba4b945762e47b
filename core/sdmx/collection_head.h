#pragma once
// What figures of a collection need of the log before the first one of them.
//
// All of it is public: acts, keys and reports, no part. Pure functions of the state. Any thread, if
// the state does not change meanwhile.

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/fold/state.h"
#include "core/sdmx/cell_source.h"
#include "core/sdmx/structure_of.h"

namespace lontar::sdmx {

// The versions of the collection's catalogue at `size`, in the order of the log: the last one is
// the newest. Empty if there is none.
std::vector<std::shared_ptr<const catalogue::Catalogue>> CataloguesOf(
    const fold::CollectionRecord& collection, base::LogSize size);

// Members in their fixed order; every office with a key, and those that reported and have none any
// more. `size` is not 0.
StructureOptions StructureOptionsOf(const fold::State& state, const std::string& collection,
                                    base::LogSize size, const std::string& agency);

// Baselines of the round that was opened last; none without a round.
std::set<BaselineYear> BaselinesOf(const fold::State& state, const std::string& collection,
                                   base::LogSize size);

}  // namespace lontar::sdmx
