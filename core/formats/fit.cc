#include "core/formats/fit.h"

#include <algorithm>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"

namespace lontar::formats {
namespace {

absl::Status MismatchProblem(const Mapping& mapping, absl::string_view message) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "MAPPING_MISMATCH",
                       absl::StrCat("mapping ", mapping.name, ": ", message));
}

std::string MeasuresOf(const catalogue::Indicator& indicator) {
  std::vector<std::string> ids;
  for (const catalogue::Measure& measure : indicator.measures) ids.push_back(measure.id);
  return absl::StrJoin(ids, ", ");
}

absl::Status CheckMeasures(const Mapping& mapping, const catalogue::Indicator& indicator) {
  std::vector<std::string> ids;
  if (mapping.measure.column.empty()) ids.push_back(mapping.measure.constant);
  for (const auto& [text, id] : mapping.measure.codes) ids.push_back(id);
  for (const std::string& id : ids) {
    if (catalogue::Catalogue::FindMeasure(indicator, id) == nullptr) {
      return MismatchProblem(
          mapping, absl::StrCat("indicator ", indicator.id, " has no measure ", base::Quoted(id),
                                "; it has ", MeasuresOf(indicator)));
    }
  }
  return absl::OkStatus();
}

std::set<std::string> ColumnsOf(const Mapping& mapping) {
  std::set<std::string> names = {
      mapping.member.column, mapping.period.column, mapping.measure.column, mapping.unit.column,
      mapping.value,         mapping.comment,       mapping.series};
  for (const auto* rule : {&mapping.status, &mapping.confidentiality, &mapping.definition}) {
    if (*rule) names.insert((*rule)->column);
  }
  for (const auto& [dimension, rule] : mapping.dimensions) names.insert(rule.column);
  for (const auto& [column, texts] : mapping.take) names.insert(column);
  names.erase("");
  return names;
}

}  // namespace

absl::StatusOr<const catalogue::Indicator*> FitCatalogue(const Mapping& mapping,
                                                         const catalogue::Catalogue& catalogue) {
  const catalogue::Indicator* indicator = catalogue.FindIndicator(mapping.indicator);
  if (indicator == nullptr) {
    return MismatchProblem(mapping,
                           absl::StrCat("catalogue ", catalogue.version(), " has no indicator ",
                                        base::Quoted(mapping.indicator), "; write its stable id"));
  }
  LONTAR_RETURN_IF_ERROR(CheckMeasures(mapping, *indicator));
  for (const std::string& dimension : indicator->dimensions) {
    if (mapping.dimensions.count(dimension) == 0) {
      return MismatchProblem(
          mapping, absl::StrCat("dimension \"", dimension, "\" of indicator ", indicator->id,
                                " is missing; give its column ", "or a constant"));
    }
  }
  for (const auto& [dimension, rule] : mapping.dimensions) {
    const auto& known = indicator->dimensions;
    if (std::find(known.begin(), known.end(), dimension) == known.end()) {
      return MismatchProblem(
          mapping, absl::StrCat("indicator ", indicator->id, " has no dimension ",
                                base::Quoted(dimension), "; it has ", absl::StrJoin(known, ", ")));
    }
  }
  return indicator;
}

absl::StatusOr<std::map<std::string, int>> FitTable(const Mapping& mapping, const Table& table) {
  std::map<std::string, int> columns;
  std::vector<std::string> missing;
  for (const std::string& name : ColumnsOf(mapping)) {
    const std::optional<int> column = table.FindColumn(name);
    if (column) columns[name] = *column;
    if (!column) missing.push_back(base::Quoted(name));
  }
  if (missing.empty()) return columns;
  std::string message =
      absl::StrCat("the table lacks the columns ", absl::StrJoin(missing, ", "), " that mapping ",
                   mapping.name, " names; name them so in row 1");
  // What spreadsheets save as CSV where the comma is the decimal mark.
  if (table.columns().size() == 1 && table.columns()[0].find(';') != std::string::npos) {
    absl::StrAppend(&message, "; it is separated by semicolons, save it with commas");
  }
  return base::Problem(absl::StatusCode::kInvalidArgument, "COLUMN_MISSING", message);
}

}  // namespace lontar::formats
