#include "core/fold/decisions.h"

#include <set>

namespace lontar::fold {
namespace {

const CatalogueVersion* NewestVersion(const CollectionRecord& collection, LogSize as_of) {
  const CatalogueVersion* newest = nullptr;
  for (const auto& [version, added] : collection.catalogues) {
    if (!base::IsBefore(added.index, as_of)) continue;
    if (newest == nullptr || newest->index < added.index) newest = &added;
  }
  return newest;
}

}  // namespace

const catalogue::Catalogue* NewestCatalogue(const CollectionRecord& collection, LogSize as_of) {
  const CatalogueVersion* newest = NewestVersion(collection, as_of);
  return newest == nullptr ? nullptr : newest->catalogue.get();
}

std::string ListOf(const CollectionRecord& collection, const std::string& indicator,
                   LogSize as_of) {
  const CatalogueVersion* newest = NewestVersion(collection, as_of);
  if (newest == nullptr) return "";
  const catalogue::Indicator* found = newest->catalogue->FindIndicator(indicator);
  if (found == nullptr) return "";
  std::string list = found->list;
  for (const DecisionRecord& decision : collection.decisions) {
    const bool holds = decision.act.indicator == indicator && newest->index < decision.index &&
                       base::IsBefore(decision.index, as_of);
    if (holds) list = decision.act.to_list;
  }
  return list;
}

std::vector<std::string> ListsOf(const CollectionRecord& collection, LogSize as_of) {
  const catalogue::Catalogue* newest = NewestCatalogue(collection, as_of);
  std::set<std::string> lists;
  if (newest == nullptr) return {};
  for (const catalogue::Indicator& indicator : newest->indicators()) lists.insert(indicator.list);
  return {lists.begin(), lists.end()};
}

}  // namespace lontar::fold
