#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/fold/deviations.h"
#include "core/observation/age.h"

namespace lontar::fold {
namespace {

using nlohmann::json;

std::string NameIn(const catalogue::Catalogue& catalogue, absl::string_view list,
                   const std::string& code) {
  const catalogue::CodeList* codes = catalogue.FindCodeList(list);
  const catalogue::Code* known = codes == nullptr ? nullptr : codes->Find(code);
  return known == nullptr ? code : known->name;
}

// Codes of one dimension with their names; ages by where they begin and end.
json CodesJson(const catalogue::Catalogue& catalogue, const catalogue::Dimension* dimension,
               const std::set<std::string>& codes) {
  std::vector<std::string> ordered(codes.begin(), codes.end());
  std::ranges::stable_sort(ordered, {}, [](const std::string& code) {
    const auto age = observation::AgeOf(code);
    constexpr int kOpen = 1000;
    return age ? std::pair(age->from, age->to.value_or(kOpen)) : std::pair(kOpen, kOpen);
  });
  json list = json::array();
  for (const std::string& code : ordered) {
    const std::string name =
        dimension == nullptr ? code : NameIn(catalogue, dimension->code_list, code);
    list.push_back({{"code", code}, {"name", name}});
  }
  return list;
}

const catalogue::Dimension* DimensionOf(const catalogue::Catalogue& catalogue,
                                        const catalogue::Indicator& indicator, bool is_age) {
  for (const std::string& id : indicator.dimensions) {
    const catalogue::Dimension* dimension = catalogue.FindDimension(id);
    if (dimension == nullptr) continue;
    if (is_age ? dimension->is_age : id == "concept") return dimension;
  }
  return nullptr;
}

json KindsJson(const MemberDeviations& member) {
  json kinds = json::array();
  for (const auto& [kind, figures] : member.deviations) {
    kinds.push_back({{"id", std::string(observation::IdOf(kind))},
                     {"name", std::string(observation::NameOf(kind))},
                     {"figures", figures}});
  }
  return kinds;
}

json StatusesJson(const MemberDeviations& member) {
  json statuses = json::array();
  for (const auto& [status, figures] : member.statuses) {
    statuses.push_back({{"code", std::string(observation::CodeOf(status))}, {"figures", figures}});
  }
  return statuses;
}

json MemberJson(const catalogue::Catalogue& catalogue, const catalogue::Indicator& indicator,
                const MemberDeviations& member) {
  return {
      {"member", member.member},
      {"providers", member.providers},
      {"periods", member.periods},
      {"source_ids", member.source_ids},
      {"blocks", member.blocks},
      {"with_number", member.with_number},
      {"held_back", member.held_back},
      {"as_specified", member.as_specified},
      {"unreadable_blocks", member.unreadable_blocks},
      {"figures_read", member.figures_read},
      {"deviations", KindsJson(member)},
      {"statuses", StatusesJson(member)},
      {"ages", CodesJson(catalogue, DimensionOf(catalogue, indicator, true), member.ages)},
      {"concepts", CodesJson(catalogue, DimensionOf(catalogue, indicator, false), member.concepts)},
      {"definitions", member.definitions.Listed()},
      {"definitions_unlisted", member.definitions.unlisted()},
      {"sources", member.sources.Listed()},
      {"sources_unlisted", member.sources.unlisted()}};
}

// What the catalogue asks for, beside which deviations are stated.
json IndicatorJson(const catalogue::Catalogue& catalogue, const IndicatorDeviations& line) {
  const catalogue::Indicator& indicator = *line.indicator;
  json members = json::array();
  for (const MemberDeviations& member : line.members) {
    members.push_back(MemberJson(catalogue, indicator, member));
  }
  json age;
  if (!indicator.age_code.empty()) {
    age = CodesJson(catalogue, DimensionOf(catalogue, indicator, true), {indicator.age_code})[0];
  }
  return {{"id", indicator.id},
          {"code", indicator.code},
          {"list", indicator.list},
          {"name", indicator.name},
          {"short_name", indicator.short_name},
          {"definition", indicator.definition},
          {"age", age},
          {"members", members},
          {"without", line.without}};
}

}  // namespace

std::string DeviationsJson(const DeviationTable& table) {
  const DeviationScope& scope = table.scope;
  json result = {{"schema", "lontar.deviations.v1"},
                 {"notice", table.notice.empty() ? json() : json(table.notice)},
                 {"collection", scope.collection->act.id},
                 {"catalogue_version", scope.catalogue->version()},
                 {"round", scope.round == nullptr ? json() : json(scope.round->id)},
                 {"log_size", scope.as_of.value()},
                 {"root", table.root.hex()},
                 {"members", table.members},
                 {"indicators", json::array()}};
  if (scope.round != nullptr) {
    const auto later = LaterEvaluations(*scope.round, scope.as_of);
    result.update(json::parse(EvaluationJson(scope.round->evaluation, later)));
  }
  for (const IndicatorDeviations& line : table.indicators) {
    result["indicators"].push_back(IndicatorJson(*scope.catalogue, line));
  }
  return result.dump(2) + "\n";
}

}  // namespace lontar::fold
