#include "core/formats/fit.h"

#include <algorithm>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/plain_text.h"

namespace lontar::formats {
namespace {

absl::Status MismatchProblem(const Mapping& mapping, absl::string_view message) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "MAPPING_MISMATCH",
                       absl::StrCat("mapping ", mapping.name, ": ", message));
}

using Indicators = std::vector<const catalogue::Indicator*>;

// The indicators that the mapping names itself.
absl::StatusOr<Indicators> NamedIndicators(const Mapping& mapping,
                                           const catalogue::Catalogue& catalogue) {
  std::vector<std::string> ids;
  for (const FigureColumn& figures : mapping.values) {
    const auto said = figures.says.find("indicator");
    if (said != figures.says.end()) ids.push_back(said->second);
  }
  if (mapping.indicator.column.empty() && ids.empty()) ids.push_back(mapping.indicator.constant);
  for (const auto& [text, id] : mapping.indicator.codes) ids.push_back(id);
  Indicators indicators;
  for (const std::string& id : ids) {
    // Not by number: numbers change between versions, and a mapping stays.
    const catalogue::Indicator* indicator = catalogue.FindIndicator(id);
    if (indicator == nullptr) {
      return MismatchProblem(mapping,
                             absl::StrCat("catalogue ", catalogue.version(), " has no indicator ",
                                          base::Quoted(id), "; write its stable id"));
    }
    indicators.push_back(indicator);
  }
  return indicators;
}

std::string CodesOf(const Indicators& indicators) {
  std::vector<std::string> codes;
  for (const catalogue::Indicator* indicator : indicators) codes.push_back(indicator->id);
  return absl::StrJoin(codes, ", ");
}

absl::Status CheckMeasures(const Mapping& mapping, const Indicators& indicators) {
  std::vector<std::string> ids;
  bool is_rule_used = false;
  for (const FigureColumn& figures : mapping.values) {
    const auto said = figures.says.find("measure");
    if (said == figures.says.end()) is_rule_used = true;
    if (said != figures.says.end()) ids.push_back(said->second);
  }
  if (is_rule_used && mapping.measure.column.empty()) ids.push_back(mapping.measure.constant);
  for (const auto& [text, id] : mapping.measure.codes) ids.push_back(id);
  std::set<std::string> known;
  for (const catalogue::Indicator* indicator : indicators) {
    for (const catalogue::Measure& measure : indicator->measures) known.insert(measure.id);
  }
  for (const std::string& id : ids) {
    if (known.contains(id)) continue;
    return MismatchProblem(mapping,
                           absl::StrCat("indicator ", CodesOf(indicators), " has no measure ",
                                        base::Quoted(id), "; it has ", absl::StrJoin(known, ", ")));
  }
  return absl::OkStatus();
}

absl::Status CheckDimensions(const Mapping& mapping, const Indicators& indicators) {
  std::set<std::string> known;
  for (const catalogue::Indicator* indicator : indicators) {
    for (const std::string& dimension : indicator->dimensions) {
      known.insert(dimension);
      // One mapping for several indicators leaves out what only some of them have.
      const bool is_for_several = !mapping.indicator.column.empty();
      if (is_for_several || mapping.dimensions.contains(dimension)) continue;
      return MismatchProblem(
          mapping, absl::StrCat("dimension \"", dimension, "\" of indicator ", indicator->id,
                                " is missing; give its column or a constant"));
    }
  }
  for (const auto& [dimension, rule] : mapping.dimensions) {
    if (known.contains(dimension)) continue;
    return MismatchProblem(
        mapping, absl::StrCat("indicator ", CodesOf(indicators), " has no dimension ",
                              base::Quoted(dimension), "; it has ", absl::StrJoin(known, ", ")));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status FitCatalogue(const Mapping& mapping, const catalogue::Catalogue& catalogue) {
  LONTAR_ASSIGN_OR_RETURN(const Indicators indicators, NamedIndicators(mapping, catalogue));
  // A column that names them as they stand: seen row by row.
  if (indicators.empty()) return absl::OkStatus();
  LONTAR_RETURN_IF_ERROR(CheckMeasures(mapping, indicators));
  return CheckDimensions(mapping, indicators);
}

std::set<std::string> ColumnsOf(const Mapping& mapping) {
  std::set<std::string> named = {mapping.indicator.column, mapping.member.column,
                                 mapping.period.column,    mapping.measure.column,
                                 mapping.comment,          mapping.series,
                                 mapping.row_source,       mapping.row_deviations};
  for (const FigureColumn& figures : mapping.values) named.insert(figures.column);
  for (const auto* rule :
       {&mapping.unit, &mapping.status, &mapping.confidentiality, &mapping.definition}) {
    if (*rule) named.insert((*rule)->column);
  }
  for (const auto& [dimension, rule] : mapping.dimensions) named.insert(rule.column);
  for (const auto& [column, texts] : mapping.take) named.insert(column);
  std::set<std::string> plain;
  for (const std::string& name : named) plain.insert(PlainTextOf(name).text);
  plain.erase("");
  return plain;
}

absl::Status FitTable(const Mapping& mapping, const Table& table) {
  std::vector<std::string> missing;
  for (const std::string& name : ColumnsOf(mapping)) {
    if (!table.FindColumn(name)) missing.push_back(base::Quoted(name));
  }
  if (missing.empty()) return absl::OkStatus();
  constexpr size_t kShown = 20;
  std::vector<std::string> there;
  for (const std::string& name : table.columns()) {
    if (there.size() < kShown) there.push_back(base::Quoted(name));
  }
  std::string message =
      absl::StrCat("the table lacks the columns ", absl::StrJoin(missing, ", "), " that mapping ",
                   mapping.name, " names; it has ", absl::StrJoin(there, ", "));
  return base::Problem(absl::StatusCode::kInvalidArgument, "COLUMN_MISSING", message);
}

}  // namespace lontar::formats
