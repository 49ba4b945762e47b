#include "core/formats/sdmx_csv.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"

namespace lontar::formats {
namespace {

constexpr absl::string_view kNumberUnit = "NUMBER";  // IAEG-SDGs:CL_UNIT_MEASURE
constexpr char kLabelMark[] = ": ";

absl::Status SdmxProblem(absl::string_view reason, absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, reason, sentence);
}

// "SEX: Sex" and "ATTR[en;fr]" are SEX and ATTR.
std::string ComponentOf(absl::string_view header) {
  std::string id = absl::AsciiStrToUpper(absl::StripAsciiWhitespace(header));
  id = id.substr(0, id.find(kLabelMark));
  return id.substr(0, id.find('['));
}

// The component of a dimension of the catalogue: "reporting-mode" is REPORTING_MODE.
std::string ComponentOfDimension(absl::string_view id) {
  return absl::StrReplaceAll(absl::AsciiStrToUpper(id), {{"-", "_"}});
}

class SdmxTable {
 public:
  SdmxTable(const Grid& grid, const catalogue::Catalogue& catalogue)
      : grid_(grid), catalogue_(catalogue) {
    for (int column = 0; column < grid.ColumnsOf(0); ++column) {
      columns_.emplace(ComponentOf(grid.At(0, column)), column);
      if (absl::StrContains(grid.At(0, column), kLabelMark)) labelled_.push_back(column);
    }
    for (const catalogue::Indicator& indicator : catalogue.indicators()) {
      for (const catalogue::Measure& measure : indicator.measures) {
        measures_[SdmxIndicatorCode(indicator, measure)] = {&indicator, &measure};
      }
    }
  }

  absl::Status Check() const {
    std::vector<std::string> missing;
    for (const char* component : {"INDICATOR", "REF_AREA", "TIME_PERIOD", "OBS_VALUE"}) {
      if (!columns_.contains(component)) missing.push_back(component);
    }
    if (!missing.empty()) {
      return SdmxProblem(
          "SDMX_STRUCTURE_UNKNOWN",
          absl::StrCat("the file is SDMX-CSV of a structure without ", absl::StrJoin(missing, ", "),
                       "; say what its columns mean with a mapping (lontar mapping "
                       "new proposes one)"));
    }
    return CheckActions();
  }

  // The same rows and columns with codes alone.
  Grid Plain() const {
    Grid plain;
    for (int row = 0; row < grid_.rows(); ++row) {
      plain.AppendRow();
      for (int column = 0; column < grid_.ColumnsOf(row); ++column) {
        plain.AppendCell(row == 0 ? ComponentOf(grid_.At(0, column)) : CellOf(row, column));
      }
    }
    return plain;
  }

  Mapping MappingFor(absl::string_view file_name) const {
    Mapping mapping;
    mapping.name = "SDMX-CSV";
    mapping.file = std::string(file_name);
    mapping.source = "SDMX-CSV";
    mapping.header_row = 1;
    mapping.indicator.column = "INDICATOR";
    mapping.measure.column = "INDICATOR";
    for (const auto& [code, pair] : measures_) {
      mapping.indicator.codes[code] = pair.first->id;
      mapping.measure.codes[code] = pair.second->id;
    }
    mapping.member.column = "REF_AREA";
    mapping.period.column = "TIME_PERIOD";
    mapping.values = {{"OBS_VALUE", {}}};
    mapping.marks.decimal = '.';
    // Intentionally missing; what the status says stands before it.
    mapping.missing = {{"NaN", "O"}, {"#N/A", "O"}};
    MapAttributes(&mapping);
    MapDimensions(&mapping);
    return mapping;
  }

 private:
  bool Has(const std::string& component) const { return columns_.contains(component); }

  absl::Status CheckActions() const {
    const auto action = columns_.find("ACTION");
    if (action == columns_.end()) return absl::OkStatus();
    for (int row = 1; row < grid_.rows(); ++row) {
      const std::string letter =
          absl::AsciiStrToUpper(absl::StripAsciiWhitespace(grid_.At(row, action->second)));
      if (letter.empty() || absl::StrContains("IAMR", letter)) continue;
      return SdmxProblem(
          "SDMX_ACTION",
          absl::StrCat(grid_.PlaceOf(row, action->second), ": action ", base::Quoted(letter),
                       letter == "D" ? " deletes; figures are withdrawn with a "
                                       "reason, by no file"
                                     : " is none; write I, A, M or R"));
    }
    return absl::OkStatus();
  }

  std::string CodeAt(int row, int column) const {
    absl::string_view text = grid_.At(row, column);
    if (std::ranges::find(labelled_, column) != labelled_.end()) {
      text = text.substr(0, text.find(kLabelMark));
    }
    return std::string(text);
  }

  std::string CodeAt(int row, const std::string& component) const {
    const auto column = columns_.find(component);
    return column == columns_.end() ? "" : CodeAt(row, column->second);
  }

  std::string CellOf(int row, int column) const {
    const auto unit = columns_.find(Has("UNIT_MEASURE") ? "UNIT_MEASURE" : "UNIT_MULT");
    if (unit == columns_.end() || unit->second != column) return CodeAt(row, column);
    return UnitOf(row);
  }

  // The catalogue's unit for UNIT_MEASURE and UNIT_MULT; what stands there if there is none.
  std::string UnitOf(int row) const {
    const std::string said = CodeAt(row, "UNIT_MEASURE");
    const std::string power_text = CodeAt(row, "UNIT_MULT");
    const auto found = measures_.find(CodeAt(row, "INDICATOR"));
    if (found == measures_.end()) return said;
    const catalogue::Unit& base = *catalogue_.FindUnit(found->second.second->unit);
    const bool is_base = said.empty() || said == base.code || (base.whole && said == kNumberUnit);
    int power = 0;
    if (!power_text.empty() && !absl::SimpleAtoi(power_text, &power)) {
      return absl::StrCat(said, " x ", power_text);
    }
    if (!is_base) return said;
    for (const catalogue::Unit& unit : catalogue_.units()) {
      if (unit.base == base.code && unit.power == power) return unit.code;
    }
    return absl::StrCat(base.code, " x 10^", power);
  }

  void MapAttributes(Mapping* mapping) const {
    const auto rule = [this](const std::string& component) -> std::optional<FieldRule> {
      if (!Has(component)) return std::nullopt;
      return FieldRule{component, "", {}};
    };
    mapping->unit = rule(Has("UNIT_MEASURE") ? "UNIT_MEASURE" : "UNIT_MULT");
    mapping->status = rule("OBS_STATUS");
    mapping->confidentiality = rule("CONF_STATUS");
    mapping->definition = rule("METHOD_NOTE");
    if (Has("COMMENT_OBS")) mapping->comment = "COMMENT_OBS";
    if (Has("SOURCE_DETAIL")) mapping->row_source = "SOURCE_DETAIL";
    if (Has("DEVIATION")) mapping->row_deviations = "DEVIATION";
  }

  // The codes of those that few indicators have begin with two letters that name it: "AG_POLICE".
  bool IsComposite(const std::string& dimension) const {
    const auto& list = *catalogue_.FindCodeList(catalogue_.FindDimension(dimension)->code_list);
    return std::ranges::all_of(list.codes, [](const catalogue::Code& code) {
      return code.id[0] == '_' || (code.id.size() > 3 && code.id[2] == '_');
    });
  }

  // Such a dimension without a column of its own is in COMP_BREAKDOWN.
  void MapDimensions(Mapping* mapping) const {
    for (const auto& [code, pair] : measures_) {
      for (const std::string& dimension : pair.first->dimensions) {
        const std::string component = ComponentOfDimension(dimension);
        if (Has(component)) {
          mapping->dimensions[dimension].column = component;
        } else if (Has("COMP_BREAKDOWN") && IsComposite(dimension)) {
          mapping->dimensions[dimension].column = "COMP_BREAKDOWN";
        }
      }
    }
  }

  const Grid& grid_;
  const catalogue::Catalogue& catalogue_;
  std::map<std::string, int> columns_;  // by component
  std::vector<int> labelled_;           // whose values are "CODE: Label"
  std::map<std::string, std::pair<const catalogue::Indicator*, const catalogue::Measure*>>
      measures_;  // by code
};

}  // namespace

std::string SdmxIndicatorCode(const catalogue::Indicator& indicator,
                              const catalogue::Measure& measure) {
  const bool is_number = measure.kind == catalogue::MeasureKind::kNumber;
  const auto like = std::ranges::count_if(indicator.measures, [&](const auto& other) {
    return (other.kind == catalogue::MeasureKind::kNumber) == is_number &&
           other.kind != catalogue::MeasureKind::kAssessment;
  });
  return absl::StrCat(ComponentOfDimension(indicator.id),
                      like > 1 ? absl::StrCat("_", ComponentOfDimension(measure.id)) : "",
                      is_number ? "_NB" : "_PT");
}

bool LooksLikeSdmxCsv(const Grid& grid) {
  if (grid.is_sheet()) return false;
  const std::string first = ComponentOf(grid.At(0, 0));
  return first == "DATAFLOW" || first == "STRUCTURE";
}

absl::StatusOr<MappedTable> MapSdmxCsv(const Grid& grid, const catalogue::Catalogue& catalogue,
                                       absl::string_view file_name) {
  const SdmxTable sdmx(grid, catalogue);
  LONTAR_RETURN_IF_ERROR(sdmx.Check());
  MappedTable mapped;
  mapped.mapping = sdmx.MappingFor(file_name);
  LONTAR_ASSIGN_OR_RETURN(mapped.table, Table::Cut(sdmx.Plain(), {}));
  return mapped;
}

}  // namespace lontar::formats
