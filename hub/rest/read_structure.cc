// Structure queries of both generations.

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "hub/rest/read_query.h"
#include "hub/rest/refusal.h"

namespace lontar::hub::rest {
namespace {

using Type = ArtefactType;

constexpr std::array<std::pair<absl::string_view, Type>, 12> kTypes = {
    {{"datastructure", Type::kDataStructure},
     {"dataflow", Type::kDataflow},
     {"codelist", Type::kCodelist},
     {"conceptscheme", Type::kConceptScheme},
     {"agencyscheme", Type::kAgencyScheme},
     {"dataproviderscheme", Type::kDataProviderScheme},
     {"provisionagreement", Type::kProvisionAgreement},
     {"categoryscheme", Type::kCategoryScheme},
     {"dataconstraint", Type::kConstraint},
     {"contentconstraint", Type::kConstraint},
     {"allowedconstraint", Type::kConstraint},
     {"organisationscheme", Type::kAgencyScheme}}};

// Types of the standard that no artefact here is of.
constexpr std::array<absl::string_view, 24> kOthers = {"actualconstraint",
                                                       "attachmentconstraint",
                                                       "categorisation",
                                                       "customtypescheme",
                                                       "dataconsumerscheme",
                                                       "hierarchicalcodelist",
                                                       "hierarchy",
                                                       "hierarchyassociation",
                                                       "metadataconstraint",
                                                       "metadataflow",
                                                       "metadataproviderscheme",
                                                       "metadataprovisionagreement",
                                                       "metadatastructure",
                                                       "namepersonalisationscheme",
                                                       "organisationunitscheme",
                                                       "process",
                                                       "reportingtaxonomy",
                                                       "representationmap",
                                                       "rulesetscheme",
                                                       "structuremap",
                                                       "structureset",
                                                       "transformationscheme",
                                                       "userdefinedoperatorscheme",
                                                       "valuelist"};

bool MeansAll(Generation generation, absl::string_view type) {
  return type == "*" || absl::EqualsIgnoreCase(type, "all") ||
         (generation == Generation::kV1 && type == "structure");
}

std::vector<Type> TypesOf(absl::string_view name) {
  if (name == "organisationscheme") return {Type::kAgencyScheme, Type::kDataProviderScheme};
  for (const auto& [known, type] : kTypes) {
    if (known == name) return {type};
  }
  return {};
}

std::vector<Type> AllTypes() {
  return {Type::kDataStructure,      Type::kDataflow,     Type::kCodelist,
          Type::kConceptScheme,      Type::kAgencyScheme, Type::kDataProviderScheme,
          Type::kProvisionAgreement, Type::kConstraint,   Type::kCategoryScheme};
}

absl::Status ReadDetail(Parameters* parameters, StructureQuery* structure) {
  LONTAR_ASSIGN_OR_RETURN(const std::string detail, parameters->Take("detail"));
  if (detail.empty() || detail == "full" || detail == "raw") return absl::OkStatus();
  if (detail == "allstubs") {
    structure->detail = Detail::kAllStubs;
    return absl::OkStatus();
  }
  if (detail == "referencestubs") {
    structure->detail = Detail::kReferenceStubs;
    return absl::OkStatus();
  }
  constexpr std::array<absl::string_view, 3> kNotHere = {
      "allcompletestubs", "referencecompletestubs", "referencepartial"};
  if (std::ranges::find(kNotHere, detail) != kNotHere.end()) {
    return NotServed(
        absl::StrCat("detail=", detail, " is not served; write full, allstubs or referencestubs"));
  }
  return BadQuery(
      absl::StrCat("detail is full, allstubs or referencestubs, not ", base::Quoted(detail)));
}

absl::Status ReadReference(Generation generation, absl::string_view name, References* references) {
  if (name == "none") return absl::OkStatus();
  references->parents = references->parents || name == "parents" || name == "all" ||
                        name == "parentsandsiblings" || name == "ancestors";
  references->siblings = references->siblings || name == "parentsandsiblings" || name == "all";
  references->ancestors = references->ancestors || name == "ancestors" || name == "all";
  references->children =
      references->children || name == "children" || name == "descendants" || name == "all";
  references->descendants = references->descendants || name == "descendants" || name == "all";
  if (references->parents || references->children) return absl::OkStatus();
  if (!IsStructureType(generation, name)) {
    return BadQuery(
        absl::StrCat("references is none, parents, parentsandsiblings, ancestors, "
                     "children, descendants, all or a type, not ",
                     base::Quoted(name)));
  }
  for (const Type type : TypesOf(name)) references->types.push_back(type);
  return absl::OkStatus();
}

absl::Status ReadReferences(Parameters* parameters, RestQuery* query) {
  LONTAR_ASSIGN_OR_RETURN(const std::string references, parameters->Take("references"));
  if (references.empty()) return absl::OkStatus();
  for (const absl::string_view one : absl::StrSplit(references, ',')) {
    LONTAR_RETURN_IF_ERROR(ReadReference(query->generation, one, &query->structure.references));
  }
  return absl::OkStatus();
}

}  // namespace

bool IsStructureType(Generation generation, absl::string_view type) {
  return MeansAll(generation, type) || !TypesOf(type).empty() ||
         std::ranges::find(kOthers, type) != kOthers.end();
}

absl::Status ReadStructure(const std::string& type, const std::vector<std::string>& rest,
                           Parameters* parameters, RestQuery* query) {
  StructureQuery& structure = query->structure;
  constexpr size_t kSegmentsMax = 4;
  if (rest.size() > kSegmentsMax) {
    return BadQuery("the path has too many pieces; write TYPE/AGENCY/ID/VERSION/ITEM");
  }
  const char separator = query->generation == Generation::kV1 ? '+' : ',';
  const auto at = [&rest](size_t i) { return i < rest.size() ? rest[i] : std::string(); };
  structure.types = MeansAll(query->generation, type) ? AllTypes() : TypesOf(type);
  LONTAR_ASSIGN_OR_RETURN(structure.names.agencies, NamesOf(at(0), separator));
  LONTAR_ASSIGN_OR_RETURN(structure.names.ids, NamesOf(at(1), separator));
  LONTAR_ASSIGN_OR_RETURN(structure.names.versions, VersionsOf(at(2), separator));
  LONTAR_ASSIGN_OR_RETURN(structure.items, NamesOf(at(3), separator));
  LONTAR_RETURN_IF_ERROR(ReadDetail(parameters, &structure));
  LONTAR_RETURN_IF_ERROR(ReadReferences(parameters, query));
  if (query->generation == Generation::kV1) return absl::OkStatus();
  return TakeInstant("asOf", parameters, &query->as_of);
}

}  // namespace lontar::hub::rest
