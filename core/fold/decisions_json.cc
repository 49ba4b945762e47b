#include "core/fold/decisions_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/fold/decisions.h"

namespace lontar::fold {
namespace {

using nlohmann::json;

// By the order in which they were stated.
std::vector<const CatalogueVersion*> VersionsOf(const CollectionRecord& collection, LogSize as_of) {
  std::vector<const CatalogueVersion*> versions;
  for (const auto& [version, added] : collection.catalogues) {
    if (base::IsBefore(added.index, as_of)) versions.push_back(&added);
  }
  std::ranges::sort(versions, {}, &CatalogueVersion::index);
  return versions;
}

json DecisionJson(const DecisionRecord& decision) {
  const DecisionAct& act = decision.act;
  return {{"index", decision.index.value()},
          {"indicator", act.indicator},
          {"from", act.from_list},
          {"to", act.to_list},
          {"round", act.round},
          {"meeting", act.meeting},
          {"date", act.date},
          {"document", act.document.empty() ? json() : json(act.document)},
          {"evaluation", act.evaluation == 0 ? json() : json(act.evaluation)},
          {"reason", act.reason}};
}

// Where each catalogue had it, and where it stands now.
json LifeJson(const CollectionRecord& collection, const std::string& indicator, LogSize as_of) {
  json catalogues = json::array();
  std::string name;
  for (const CatalogueVersion* version : VersionsOf(collection, as_of)) {
    const catalogue::Indicator* found = version->catalogue->FindIndicator(indicator);
    if (found == nullptr) continue;
    name = found->short_name;
    catalogues.push_back({{"version", version->catalogue->version()},
                          {"index", version->index.value()},
                          {"list", found->list},
                          {"code", found->code}});
  }
  const std::string list = ListOf(collection, indicator, as_of);
  return {{"indicator", indicator},
          {"name", name},
          {"list", list.empty() ? json() : json(list)},
          {"catalogues", catalogues}};
}

}  // namespace

absl::StatusOr<std::string> DecisionsJson(const State& state, const DecisionsAsked& asked) {
  const auto& [record, indicator, as_of, root] = asked;
  const CollectionRecord& collection = *record;
  std::string wanted;
  if (!indicator.empty()) {
    const catalogue::Catalogue* newest = NewestCatalogue(collection, as_of);
    if (newest == nullptr) {
      return base::Problem(absl::StatusCode::kFailedPrecondition, "CATALOGUE_ABSENT",
                           absl::StrCat("the log holds no catalogue of ", collection.act.id));
    }
    LONTAR_ASSIGN_OR_RETURN(const catalogue::Indicator* found, newest->IndicatorNamed(indicator));
    wanted = found->id;
  }
  json decisions = json::array();
  std::set<std::string> named;
  if (!wanted.empty()) named.insert(wanted);
  for (const DecisionRecord& decision : collection.decisions) {
    const bool is_asked = wanted.empty() || decision.act.indicator == wanted;
    if (!is_asked || !base::IsBefore(decision.index, as_of)) continue;
    decisions.push_back(DecisionJson(decision));
    named.insert(decision.act.indicator);
  }
  json indicators = json::array();
  for (const std::string& id : named) indicators.push_back(LifeJson(collection, id, as_of));
  const std::string& notice = state.trust_root()->notice;
  const json result = {{"schema", "lontar.decisions.v1"},
                       {"notice", notice.empty() ? json() : json(notice)},
                       {"collection", collection.act.id},
                       {"log_size", as_of.value()},
                       {"root", root.hex()},
                       {"decisions", decisions},
                       {"indicators", indicators}};
  return result.dump(2) + "\n";
}

}  // namespace lontar::fold
