#include "core/sdmx/collection_head.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/fold/threshold.h"

namespace lontar::sdmx {
namespace {

// Members in their fixed order.
std::vector<Area> AreasOf(const fold::State& state, base::LogSize size) {
  std::vector<std::pair<uint32_t, Area>> ordered;
  for (const auto& [code, versions] : state.members()) {
    const fold::MemberAct* member = state.FindMember(code, size);
    if (member != nullptr) ordered.push_back({member->order, {code, member->name}});
  }
  std::ranges::stable_sort(ordered, {}, &std::pair<uint32_t, Area>::first);
  std::vector<Area> areas;
  for (auto& [order, area] : ordered) areas.push_back(std::move(area));
  return areas;
}

// Every office with a key, and those that reported and have none any more.
std::vector<Provider> ProvidersOf(const fold::State& state, const std::string& collection,
                                  base::LogSize size) {
  std::map<std::string, Provider> providers;
  const base::LogIndex last(size.value() - 1);
  for (const fold::KeyRecord* key : state.KeysAt(fold::KeyRole::kProvider, "", last)) {
    const std::string& name = key->provider_name.empty() ? key->provider : key->provider_name;
    providers[key->provider] = {key->provider, name, key->member};
  }
  const fold::BlockKey first{collection};
  for (auto at = state.blocks().lower_bound(first); at != state.blocks().end(); ++at) {
    const auto& [key, record] = *at;
    if (key.collection != collection) break;
    if (!base::IsBefore(record.statements.front().index, size)) continue;
    providers.try_emplace(key.provider, Provider{key.provider, key.provider, key.member});
  }
  std::vector<Provider> list;
  for (auto& [id, provider] : providers) list.push_back(std::move(provider));
  return list;
}

}  // namespace

std::vector<std::shared_ptr<const catalogue::Catalogue>> CataloguesOf(
    const fold::CollectionRecord& collection, base::LogSize size) {
  std::vector<fold::CatalogueVersion> versions;
  for (const auto& [version, added] : collection.catalogues) {
    if (base::IsBefore(added.index, size)) versions.push_back(added);
  }
  std::ranges::sort(versions, {}, &fold::CatalogueVersion::index);
  std::vector<std::shared_ptr<const catalogue::Catalogue>> catalogues;
  for (fold::CatalogueVersion& version : versions) {
    catalogues.push_back(std::move(version.catalogue));
  }
  return catalogues;
}

StructureOptions StructureOptionsOf(const fold::State& state, const std::string& collection,
                                    base::LogSize size, const std::string& agency) {
  return {agency, AreasOf(state, size), ProvidersOf(state, collection, size)};
}

std::set<BaselineYear> BaselinesOf(const fold::State& state, const std::string& collection,
                                   base::LogSize size) {
  std::set<BaselineYear> baselines;
  const auto round = fold::FindRound(state, collection, "", size);
  if (!round.ok()) return baselines;
  const auto table = fold::ComputeThreshold(state, *round, size, base::Hash());
  if (!table.ok()) return baselines;
  for (const fold::IndicatorCoverage& coverage : table->indicators) {
    for (const fold::MemberCoverage& member : coverage.members) {
      if (!member.baseline || !member.baseline->is_live) continue;
      baselines.insert(
          {member.member, coverage.id, member.baseline->measure, member.baseline->year});
    }
  }
  return baselines;
}

}  // namespace lontar::sdmx
