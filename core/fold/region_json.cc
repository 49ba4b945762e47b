#include "core/fold/region_json.h"

#include <nlohmann/json.hpp>

#include "core/base/status_macros.h"
#include "core/fold/region_rule.h"

namespace lontar::fold {
namespace {

using nlohmann::json;

json RegionText(absl::string_view text) { return text.empty() ? json() : json(std::string(text)); }

json DecimalJson(const std::optional<observation::Decimal>& value) {
  return value ? json(observation::ToText(*value)) : json();
}

// What the catalogue calls a code of one of the indicator's dimensions.
std::string KindName(const catalogue::Catalogue& catalogue, const std::string& dimension,
                     const std::string& code) {
  const catalogue::Dimension* found = catalogue.FindDimension(dimension);
  const catalogue::CodeList* list =
      found == nullptr ? nullptr : catalogue.FindCodeList(found->code_list);
  const catalogue::Code* known = list == nullptr ? nullptr : list->Find(code);
  return known == nullptr ? code : known->name;
}

json KindJson(const catalogue::Catalogue& catalogue, const RegionalFigure& figure) {
  json kind = json::object();
  for (const auto& [dimension, code] : figure.kind) {
    kind[dimension] = {{"code", code}, {"name", KindName(catalogue, dimension, code)}};
  }
  return kind;
}

json CoveredJson(const CoveredMember& covered) {
  json deviations = json::array();
  for (const observation::Deviation kind : observation::ListOf(covered.deviations)) {
    deviations.push_back(std::string(observation::NameOf(kind)));
  }
  return {{"member", covered.member}, {"period", covered.period}, {"deviations", deviations}};
}

json RegionalFigureJson(const catalogue::Catalogue& catalogue, const RegionalFigure& figure) {
  json covered = json::array();
  for (const CoveredMember& one : figure.covered) covered.push_back(CoveredJson(one));
  json left_out = json::array();
  for (const LeftOutMember& one : figure.left_out) {
    left_out.push_back({{"member", one.member},
                        {"reason", std::string(NameOf(one.reason))},
                        {"codes", one.codes}});
  }
  const catalogue::Unit* unit = catalogue.FindUnit(figure.measure->unit);
  const bool is_given = figure.state == RegionState::kGiven;
  return {{"measure", figure.measure->id},
          {"unit", RegionText(figure.measure->unit)},
          {"unit_name", unit == nullptr ? json() : json(unit->name)},
          {"state", std::string(NameOf(figure.state))},
          {"value", is_given && figure.quotient.empty() ? DecimalJson(figure.value)
                                                        : RegionText(figure.quotient)},
          {"is_rounded", is_given && !figure.quotient.empty()},
          {"numerator", DecimalJson(figure.numerator)},
          {"denominator", DecimalJson(figure.denominator)},
          {"kind", KindJson(catalogue, figure)},
          {"as_specified", figure.is_as_specified},
          {"covered", covered},
          {"left_out", left_out}};
}

json RegionalIndicatorJson(const catalogue::Catalogue& catalogue, const RegionalIndicator& line) {
  json figures = json::array();
  for (const RegionalFigure& figure : line.figures) {
    figures.push_back(RegionalFigureJson(catalogue, figure));
  }
  return {{"id", line.indicator->id},
          {"code", line.indicator->code},
          {"name", line.indicator->name},
          {"short_name", line.indicator->short_name},
          {"figures", figures}};
}

}  // namespace

absl::StatusOr<std::string> RegionJson(const State& state, const RegionAsked& asked,
                                       const RegionFinder& find) {
  const RoundReference& reference = asked.reference;
  std::string wanted;
  if (!asked.indicator.empty()) {
    LONTAR_ASSIGN_OR_RETURN(const catalogue::Indicator* indicator,
                            reference.catalogue->IndicatorNamed(asked.indicator));
    wanted = indicator->id;
  }
  LONTAR_ASSIGN_OR_RETURN(const RegionTable table, find(reference, asked.as_of));
  LONTAR_ASSIGN_OR_RETURN(const base::Hash root, asked.root(asked.as_of));
  json evaluated_root;
  if (table.evaluated_at) {
    LONTAR_ASSIGN_OR_RETURN(const base::Hash then, asked.root(*table.evaluated_at));
    evaluated_root = then.hex();
  }
  json result = {{"schema", "lontar.region.v1"},
                 {"notice", RegionText(state.trust_root()->notice)},
                 {"collection", reference.collection->act.id},
                 {"catalogue_version", reference.catalogue->version()},
                 {"round", reference.round->id},
                 {"title", reference.round->open.title},
                 {"region", RegionText(reference.catalogue->region())},
                 {"log_size", asked.as_of.value()},
                 {"root", root.hex()},
                 {"evaluated_at", table.evaluated_at ? json(table.evaluated_at->value()) : json()},
                 {"evaluated_root", evaluated_root},
                 {"members", table.members},
                 {"members_needed", kRegionalMembersMin},
                 {"rest_percent", kRegionalRestPercent},
                 {"indicators", json::array()}};
  for (const RegionalIndicator& line : table.indicators) {
    if (!wanted.empty() && line.indicator->id != wanted) continue;
    result["indicators"].push_back(RegionalIndicatorJson(*reference.catalogue, line));
  }
  return result.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace lontar::fold
