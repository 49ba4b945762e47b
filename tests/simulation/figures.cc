#include "tests/simulation/figures.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace lontar::simulation {
namespace {

struct DrawnMeasure {
  std::string id;
  std::string unit;
  int64_t value_max;
};

struct DrawnDimension {
  std::string id;
  std::vector<std::string> codes;  // one: a constant
};

struct Shape {
  std::string indicator;
  std::vector<DrawnMeasure> measures;
  std::vector<DrawnDimension> dimensions;
};

const std::vector<Shape>& Shapes() {
  static const std::vector<Shape> kShapes = {
      {"child-labour-5-17",
       {{"proportion", "PT", 100}, {"number", "PS_THS", 900}},
       {{"sex", {"_T", "F", "M"}},
        {"age", {"Y5T17", "Y5T11", "Y15T17", "Y7T17"}},
        {"citizenship", {"_T"}},
        {"urbanisation", {"_T"}},
        {"geo", {"_T"}},
        {"activity", {"_T"}},
        {"concept", {"EA"}}}},
      {"law-enforcement-trained",
       {{"number", "PS", 5000}},
       {{"sex", {"_T", "F", "M"}}, {"urbanisation", {"_T"}}, {"geo", {"_T"}}, {"agency", {"_T"}}}},
      {"cases-in-courts", {{"number", "CASES", 40}}, {}},
      {"campaign-activities", {{"number", "ACTIVITIES", 300}}, {}},
      {"net-enrolment-primary",
       {{"rate", "PT", 100}},
       {{"education-level", {"ED_PRI", "ED_LSEC"}},
        {"sex", {"_T", "F"}},
        {"age", {"_T"}},
        {"citizenship", {"_T"}},
        {"urbanisation", {"_T"}},
        {"geo", {"_T"}}}},
  };
  return kShapes;
}

std::string MappingOf(const Shape& shape, const std::string& member) {
  std::string text = absl::StrCat(
      "mapping: drawn\nfile: drawn.csv\nsource: drawn figures\nindicator: ", shape.indicator,
      "\ncolumns:\n  member: member\n  period: year\n  measure: measure\n  value: value\n"
      "  unit: unit\n  status: status\n  confidentiality: confidentiality\nsubmitted_by: {",
      member, ": ", member, ".NSO}\n");
  if (shape.dimensions.empty()) return text;
  absl::StrAppend(&text, "dimensions:\n");
  for (const DrawnDimension& dimension : shape.dimensions) {
    if (dimension.codes.size() == 1) {
      absl::StrAppend(&text, "  ", dimension.id, ": {constant: ", dimension.codes[0], "}\n");
    } else {
      absl::StrAppend(&text, "  ", dimension.id, ": ", dimension.id, "\n");
    }
  }
  return text;
}

// A number for most; else held back, or not available.
std::pair<std::string, std::string> DrawValue(const DrawnMeasure& measure, Dice* dice) {
  const uint64_t kind = dice->Below(20);
  if (kind < 2) return {"", "Q"};
  if (kind < 4) return {"", "O"};
  return {absl::StrCat(dice->Between(0, measure.value_max)), kind < 6 ? "E" : "A"};
}

}  // namespace

std::vector<std::string> DrawnIndicators() {
  std::vector<std::string> ids;
  for (const Shape& shape : Shapes()) ids.push_back(shape.indicator);
  return ids;
}

FigureFile DrawFigures(const std::string& member, Dice* dice) {
  const Shape& shape = dice->Pick(Shapes());
  std::vector<std::string> columns = {"member", "year",   "measure",        "value",
                                      "unit",   "status", "confidentiality"};
  for (const DrawnDimension& dimension : shape.dimensions) {
    if (dimension.codes.size() > 1) columns.push_back(dimension.id);
  }
  std::string csv = absl::StrCat(absl::StrJoin(columns, ","), "\n");
  std::set<std::vector<std::string>> stated;
  const int64_t rows = dice->Between(1, 8);
  for (int64_t i = 0; i < rows; ++i) {
    const DrawnMeasure& measure = dice->Pick(shape.measures);
    // Few years, so that a later file often revises an earlier one.
    std::vector<std::string> address = {absl::StrCat(dice->Between(2014, 2018)), measure.id};
    std::vector<std::string> codes;
    for (const DrawnDimension& dimension : shape.dimensions) {
      if (dimension.codes.size() > 1) codes.push_back(dice->Pick(dimension.codes));
    }
    address.insert(address.end(), codes.begin(), codes.end());
    if (!stated.insert(address).second) continue;
    const auto [value, status] = DrawValue(measure, dice);
    // Few are not for publication: such a figure keeps its whole part hidden from others.
    const std::string confidentiality = !value.empty() && dice->Chance(4) ? "N" : "F";
    std::vector<std::string> cells = {member,       address[0], measure.id,     value,
                                      measure.unit, status,     confidentiality};
    cells.insert(cells.end(), codes.begin(), codes.end());
    absl::StrAppend(&csv, absl::StrJoin(cells, ","), "\n");
  }
  return {shape.indicator, std::move(csv), MappingOf(shape, member)};
}

}  // namespace lontar::simulation
