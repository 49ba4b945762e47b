#include "core/sdmx/structure_share.h"

namespace lontar::sdmx {

std::vector<ArtefactPlace> ArtefactsOf(const Structure& structure) {
  using Type = ArtefactType;
  std::vector<ArtefactPlace> places = {{Type::kDataStructure, 0},      {Type::kDataflow, 0},
                                       {Type::kConceptScheme, 0},      {Type::kAgencyScheme, 0},
                                       {Type::kDataProviderScheme, 0}, {Type::kCategoryScheme, 0}};
  const auto add = [&places](Type type, size_t count) {
    for (size_t at = 0; at < count; ++at) places.emplace_back(type, at);
  };
  add(Type::kCodelist, structure.code_lists.size());
  add(Type::kConstraint, structure.constraints.size());
  add(Type::kProvisionAgreement, structure.provisions.size());
  return places;
}

StructureShare WholeOf(const Structure& structure) {
  StructureShare share;
  share.structure = &structure;
  for (const ArtefactPlace& place : ArtefactsOf(structure)) share.artefacts.emplace(place, false);
  return share;
}

const Reference& ReferenceOf(const Structure& structure, const ArtefactPlace& place) {
  const auto& [type, at] = place;
  switch (type) {
    case ArtefactType::kDataStructure:
    case ArtefactType::kDataflow:
      return structure.reference;
    case ArtefactType::kCodelist:
      return structure.code_lists[at].reference;
    case ArtefactType::kConceptScheme:
      return structure.concepts.reference;
    case ArtefactType::kAgencyScheme:
      return structure.agencies.reference;
    case ArtefactType::kDataProviderScheme:
      return structure.providers.reference;
    case ArtefactType::kProvisionAgreement:
      return structure.provisions[at].reference;
    case ArtefactType::kConstraint:
      return structure.constraints[at].reference;
    case ArtefactType::kCategoryScheme:
      return structure.category_scheme;
  }
  return structure.reference;
}

}  // namespace lontar::sdmx
