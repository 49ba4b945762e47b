#include "hub/rest/collections.h"

#include <algorithm>
#include <set>

#include "core/sdmx/collection_head.h"
#include "hub/rest/refusal.h"

namespace lontar::hub::rest {
namespace {

bool IsNameAsked(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::ranges::find(names, name) != names.end();
}

// Of a query's context: the flow, its structure, or an agreement on it.
std::vector<sdmx::Reference> NamesOfFlow(const CollectionStructure& of, Context context) {
  if (context != Context::kProvisionAgreement) return {of.structure.reference};
  std::vector<sdmx::Reference> references;
  for (const sdmx::Provision& provision : of.structure.provisions) {
    references.push_back(provision.reference);
  }
  return references;
}

}  // namespace

std::vector<CollectionStructure> StructuresAt(const fold::State& state, base::LogSize size,
                                              const std::string& agency) {
  std::vector<CollectionStructure> structures;
  if (size.value() == 0) return structures;
  for (const auto& [id, collection] : state.collections()) {
    for (auto& catalogue : sdmx::CataloguesOf(collection, size)) {
      const auto options = sdmx::StructureOptionsOf(state, id, size, agency);
      structures.push_back({id, catalogue, sdmx::StructureOf(*catalogue, options)});
    }
  }
  return structures;
}

bool IsNamed(const ArtefactNames& names, const sdmx::Reference& reference) {
  return IsNameAsked(names.agencies, reference.agency) && IsNameAsked(names.ids, reference.id);
}

std::vector<size_t> VersionsAsked(const std::vector<VersionPattern>& asked,
                                  const std::vector<std::string>& versions) {
  std::set<size_t> places;
  VersionPattern latest;
  latest.is_latest = true;
  for (const VersionPattern& pattern :
       asked.empty() ? std::vector<VersionPattern>{latest} : asked) {
    std::vector<size_t> fitting;
    for (size_t i = 0; i < versions.size(); ++i) {
      if (pattern.Fits(versions[i])) fitting.push_back(i);
    }
    if (pattern.is_latest && !fitting.empty()) fitting = {fitting.back()};
    places.insert(fitting.begin(), fitting.end());
  }
  return {places.begin(), places.end()};
}

absl::StatusOr<size_t> FindFlow(const std::vector<CollectionStructure>& structures,
                                const DataQuery& query) {
  std::vector<size_t> named;
  for (size_t i = 0; i < structures.size(); ++i) {
    const auto references = NamesOfFlow(structures[i], query.context);
    const bool is_named = std::ranges::any_of(references, [&](const sdmx::Reference& reference) {
      return IsNamed(query.flow, reference);
    });
    if (is_named) named.push_back(i);
  }
  std::ranges::stable_sort(named, [&](size_t a, size_t b) {
    return IsEarlierVersion(structures[a].structure.reference.version,
                            structures[b].structure.reference.version);
  });
  std::vector<std::string> versions;
  for (const size_t at : named) versions.push_back(structures[at].structure.reference.version);
  const std::vector<size_t> places = VersionsAsked(query.flow.versions, versions);
  if (places.empty()) {
    return Absent(
        "no dataflow of this name and version is here; dataflow/all/all/all or "
        "structure/dataflow lists them");
  }
  const std::string& collection = structures[named[places.back()]].collection;
  for (const size_t at : named) {
    if (structures[at].collection == collection) continue;
    return NotServed("the query names several dataflows; name one of them");
  }
  return named[places.back()];
}

std::vector<std::string> MembersNamed(const CollectionStructure& of, const DataQuery& query) {
  std::vector<std::string> members;
  if (query.context != Context::kProvisionAgreement) return members;
  for (const sdmx::Provision& provision : of.structure.provisions) {
    if (IsNamed(query.flow, provision.reference)) members.push_back(provision.provider);
  }
  return members;
}

}  // namespace lontar::hub::rest
