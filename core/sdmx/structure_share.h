#pragma once
// Which artefacts of a structure a message holds. Values, any thread.

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "core/sdmx/structure.h"

namespace lontar::sdmx {

enum class ArtefactType {
  kDataStructure,
  kDataflow,
  kCodelist,
  kConceptScheme,
  kAgencyScheme,
  kDataProviderScheme,
  kProvisionAgreement,
  kConstraint,
  kCategoryScheme,
};

// A type, and the place among those of the structure: 0 where it has only one.
using ArtefactPlace = std::pair<ArtefactType, size_t>;

struct StructureShare {
  const Structure* structure = nullptr;  // outlives the share
  // True: as a stub, that says no more than that there is such a thing.
  std::map<ArtefactPlace, bool> artefacts;
};

// All artefacts of a structure.
std::vector<ArtefactPlace> ArtefactsOf(const Structure& structure);
// All of it, in full.
StructureShare WholeOf(const Structure& structure);
const Reference& ReferenceOf(const Structure& structure, const ArtefactPlace& place);

}  // namespace lontar::sdmx
