#include "core/fold/progress_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"

namespace lontar::fold {
namespace {

using nlohmann::json;
using observation::Row;

// What the catalogue calls a code; itself where it does not know it.
std::string CodeNameIn(const catalogue::Catalogue& catalogue, const std::string& dimension,
                       const std::string& code) {
  const catalogue::Dimension* found = catalogue.FindDimension(dimension);
  const catalogue::CodeList* list =
      found == nullptr ? nullptr : catalogue.FindCodeList(found->code_list);
  const catalogue::Code* known = list == nullptr ? nullptr : list->Find(code);
  return known == nullptr ? code : known->name;
}

// Null for none.
json ProgressText(absl::string_view text) {
  return text.empty() ? json() : json(std::string(text));
}

json DeviationNames(const Row& row) {
  json names = json::array();
  for (const observation::Deviation kind : observation::ListOf(row.deviations)) {
    names.push_back(std::string(observation::NameOf(kind)));
  }
  return names;
}

json StatementJson(const CellCandidate& candidate) {
  const Row& row = candidate.row;
  const bool has_number = observation::HasNumber(row.status);
  return {{"value", has_number ? json(observation::ToText(row.value)) : json()},
          {"status", std::string(observation::CodeOf(row.status))},
          {"deviations", DeviationNames(row)},
          {"definition", ProgressText(row.definition)},
          {"source", ProgressText(row.source)},
          {"provider", candidate.provider},
          {"on_behalf", ProgressText(candidate.on_behalf)},
          {"index", candidate.index.value()}};
}

json FigureJson(const catalogue::Catalogue& catalogue, const std::optional<Cell>& cell) {
  if (!cell) return nullptr;
  json codes = json::object();
  for (size_t i = 0; i < cell->dimensions.size(); ++i) {
    codes[cell->dimensions[i]] = {
        {"code", cell->codes[i]},
        {"name", CodeNameIn(catalogue, cell->dimensions[i], cell->codes[i])}};
  }
  json figure = {{"value", nullptr}};
  if (cell->current) figure = StatementJson(cell->candidates[*cell->current]);
  figure["measure"] = cell->measure;
  figure["period"] = cell->period;
  figure["dimensions"] = codes;
  figure["candidates"] = json::array();
  if (!cell->is_disputed()) return figure;
  for (const CellCandidate& candidate : cell->candidates) {
    figure["candidates"].push_back(StatementJson(candidate));
  }
  return figure;
}

json UnlikeJson(const catalogue::Catalogue& catalogue, const Unlike& unlike) {
  const catalogue::Dimension* dimension = catalogue.FindDimension(unlike.what);
  return {{"what", unlike.what},
          {"name", dimension == nullptr ? unlike.what : dimension->name},
          {"baseline", unlike.baseline},
          {"baseline_name", CodeNameIn(catalogue, unlike.what, unlike.baseline)},
          {"later", unlike.later},
          {"later_name", CodeNameIn(catalogue, unlike.what, unlike.later)}};
}

json StatedJson(const std::vector<StatedLevel>& levels) {
  json stated = json::array();
  for (const StatedLevel& level : levels) {
    stated.push_back({{"level", level.level},
                      {"provider", level.provider},
                      {"on_behalf", ProgressText(level.on_behalf)},
                      {"report", level.report.hex()},
                      {"index", level.index.value()}});
  }
  return stated;
}

// Whether both figures stand under the same words: other words may mean the same.
json HasOtherDefinition(const MemberProgress& progress) {
  if (!progress.difference) return nullptr;
  const auto definition = [](const Cell& cell) {
    return cell.candidates[*cell.current].row.definition;
  };
  return definition(*progress.baseline) != definition(*progress.later);
}

json MemberProgressJson(const catalogue::Catalogue& catalogue,
                        const catalogue::Indicator& indicator, const MemberProgress& progress) {
  json unlike = json::array();
  for (const Unlike& one : progress.unlike) unlike.push_back(UnlikeJson(catalogue, one));
  const auto& base = progress.base;
  const catalogue::Measure* measure =
      base ? catalogue::Catalogue::FindMeasure(indicator, base->measure) : nullptr;
  const catalogue::Unit* unit = measure == nullptr ? nullptr : catalogue.FindUnit(measure->unit);
  return {{"member", progress.member},
          {"state", std::string(NameOf(progress.state))},
          {"base_year", base ? json(base->year) : json()},
          {"fixed_by", base ? ProgressText(base->fixed_by) : json()},
          {"measure", base ? json(base->measure) : json()},
          {"unit", measure == nullptr ? json() : json(measure->unit)},
          {"unit_name", unit == nullptr ? json() : json(unit->name)},
          {"baseline", FigureJson(catalogue, progress.baseline)},
          {"later", FigureJson(catalogue, progress.later)},
          {"difference",
           progress.difference ? json(observation::ToText(*progress.difference)) : json()},
          {"definition_differs", HasOtherDefinition(progress)},
          {"unlike", unlike},
          {"stated", StatedJson(progress.stated)}};
}

json IndicatorProgressJson(const catalogue::Catalogue& catalogue, const IndicatorProgress& line) {
  json members = json::array();
  for (const MemberProgress& member : line.members) {
    members.push_back(MemberProgressJson(catalogue, *line.indicator, member));
  }
  return {{"id", line.indicator->id},     {"code", line.indicator->code},
          {"name", line.indicator->name}, {"short_name", line.indicator->short_name},
          {"members", members},           {"not_readable", line.not_readable},
          {"without", line.without}};
}

absl::Status CheckMember(const ThresholdTable& table, const std::string& member) {
  const bool is_known = member.empty() || std::ranges::any_of(table.members, [&](const auto& act) {
                          return act.member == member;
                        });
  if (is_known) return absl::OkStatus();
  return base::Problem(
      absl::StatusCode::kFailedPrecondition, "MEMBER_ABSENT",
      absl::StrCat("round ", table.round, " has no member ", base::Quoted(member)));
}

}  // namespace

absl::StatusOr<std::string> ProgressJson(const State& state, ProgressScope scope,
                                         const base::Hash& root, const PartReader& parts) {
  const catalogue::Catalogue& catalogue = *scope.reference.catalogue;
  if (!scope.indicator.empty()) {
    LONTAR_ASSIGN_OR_RETURN(const catalogue::Indicator* indicator,
                            catalogue.IndicatorNamed(scope.indicator));
    scope.indicator = indicator->id;
  }
  LONTAR_ASSIGN_OR_RETURN(const ThresholdTable table,
                          ComputeThreshold(state, scope.reference, scope.as_of, root));
  LONTAR_RETURN_IF_ERROR(CheckMember(table, scope.member));
  LONTAR_ASSIGN_OR_RETURN(const auto lines, FindProgress(state, scope, table, parts));
  json result = {{"schema", "lontar.progress.v1"}, {"notice", ProgressText(table.notice)},
                 {"collection", table.collection}, {"catalogue_version", table.catalogue_version},
                 {"round", table.round},           {"title", table.rule.title},
                 {"log_size", table.size.value()}, {"root", root.hex()},
                 {"indicators", json::array()}};
  for (const IndicatorProgress& line : lines) {
    result["indicators"].push_back(IndicatorProgressJson(catalogue, line));
  }
  return result.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace lontar::fold
