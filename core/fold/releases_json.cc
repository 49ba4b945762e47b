#include "core/fold/releases_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <variant>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/fold/decisions.h"
#include "core/observation/report.h"

namespace lontar::fold {
namespace {

using nlohmann::json;

// How many figures of the part are not for publication; null if it is not at hand.
json RestrictedIn(const base::PartHash& hash, const PartReader& parts) {
  const std::optional<std::string> bytes = parts(hash);
  if (!bytes) return {};
  const absl::StatusOr<observation::Part> part = observation::DecodePart(*bytes);
  if (!part.ok()) return {};
  const auto* figures = std::get_if<observation::Figures>(&part->content);
  if (figures == nullptr) return {};
  int restricted = 0;
  for (const observation::Block& block : figures->blocks) {
    restricted += static_cast<int>(std::ranges::count_if(block.rows, [](const auto& row) {
      return observation::HasNumber(row.status) &&
             row.confidentiality != observation::Confidentiality::kFree;
    }));
  }
  return restricted;
}

json PartJson(const State& state, const ReleasablePart& part, const catalogue::Catalogue* names,
              const PartReader& parts) {
  const catalogue::Indicator* indicator =
      names == nullptr ? nullptr : names->FindIndicator(part.indicator);
  const auto found = state.releases().find({part.member, part.part});
  const size_t times = found == state.releases().end() ? 0 : found->second.size();
  const bool is_stated = part.release.index.value() > 0;  // leaf 0 is the trust root
  return {{"member", part.member},
          {"indicator", part.indicator},
          {"code", indicator == nullptr ? json() : json(indicator->code)},
          {"provider", part.provider},
          {"report", part.report.hex()},
          {"part", part.part.hex()},
          {"periods", part.periods},
          {"figures", part.with_number},
          {"not_for_publication", RestrictedIn(part.part, parts)},
          {"released_to", std::string(NameOf(part.release.audience))},
          {"released_at", is_stated ? json(part.release.index.value()) : json()},
          {"times", times}};
}

}  // namespace

absl::StatusOr<std::string> ReleasesJson(const State& state, const ReleasesAsked& asked,
                                         const PartReader& parts) {
  const CollectionRecord& collection = *asked.collection;
  const catalogue::Catalogue* newest = NewestCatalogue(collection, asked.as_of);
  CellQuery query{collection.act.id, asked.member, "", ""};
  if (!asked.indicator.empty()) {
    if (newest == nullptr) {
      return base::Problem(absl::StatusCode::kFailedPrecondition, "CATALOGUE_ABSENT",
                           absl::StrCat("the log holds no catalogue of ", collection.act.id));
    }
    LONTAR_ASSIGN_OR_RETURN(const catalogue::Indicator* found,
                            newest->IndicatorNamed(asked.indicator));
    query.indicator = found->id;
  }
  json list = json::array();
  for (const ReleasablePart& part : ListReleasable(state, query, asked.as_of)) {
    list.push_back(PartJson(state, part, newest, parts));
  }
  const std::string& notice = state.trust_root()->notice;
  const json result = {
      {"schema", "lontar.releases.v1"},  {"notice", notice.empty() ? json() : json(notice)},
      {"collection", collection.act.id}, {"log_size", asked.as_of.value()},
      {"root", asked.root.hex()},        {"parts", list}};
  return result.dump(2) + "\n";
}

}  // namespace lontar::fold
