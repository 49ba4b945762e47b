#include "node/core/newest_catalogue.h"

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"

namespace lontar::node {

absl::StatusOr<const catalogue::Catalogue*> NewestCatalogue(const fold::State& state,
                                                            absl::string_view collection,
                                                            absl::string_view indicator) {
  const fold::CatalogueVersion* newest = nullptr;
  for (const auto& [id, record] : state.collections()) {
    if (!collection.empty() && id != collection) continue;
    for (const auto& [version, added] : record.catalogues) {
      const bool has = indicator.empty() || added.catalogue->IndicatorNamed(indicator).ok();
      if (has && (newest == nullptr || newest->index < added.index)) newest = &added;
    }
  }
  if (newest != nullptr) return newest->catalogue.get();
  const std::string named =
      collection.empty() ? "" : absl::StrCat(" is of collection ", base::Quoted(collection));
  const std::string of =
      indicator.empty() ? "" : absl::StrCat(" holds indicator ", base::Quoted(indicator));
  return base::Problem(
      absl::StatusCode::kFailedPrecondition, "NO_CATALOGUE",
      absl::StrCat("no catalogue on this node", named, of.empty() || named.empty() ? "" : " and",
                   of, "; catalogues come with `lontar sync`"));
}

}  // namespace lontar::node
