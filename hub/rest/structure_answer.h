#pragma once
// Which artefacts a structure query is answered with. Pure, any thread.

#include <vector>

#include "core/sdmx/structure_share.h"
#include "hub/rest/collections.h"
#include "hub/rest/query.h"

namespace lontar::hub::rest {

// What was found; it points into `structures` where nothing had to be cut down, else into what it
// holds itself.
struct FoundStructures {
  std::vector<sdmx::StructureShare> shares;  // empty: nothing is of this name
};

// A registered list that several collections use is in all of them with the codes of all, and is
// answered once. `structures` is changed so, and outlives the answer.
FoundStructures FindStructures(const StructureQuery& query,
                               std::vector<CollectionStructure>* structures);

}  // namespace lontar::hub::rest
