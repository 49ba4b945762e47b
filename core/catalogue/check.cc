#include "core/catalogue/check.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/limits.h"
#include "core/base/quoted.h"
#include "core/observation/period.h"

namespace lontar::catalogue {
namespace {

using observation::AgeInterval;
using observation::Block;
using observation::Decimal;
using observation::Row;

// The one spelling of an interval: Y5T17, Y5, Y_GE15. Two spellings of one age would be two cells.
std::string AgeCodeOf(const AgeInterval& age) {
  if (!age.to) return absl::StrCat("Y_GE", age.from);
  if (*age.to == age.from) return absl::StrCat("Y", age.from);
  return absl::StrCat("Y", age.from, "T", *age.to);
}

bool IsWhole(Decimal value) {
  for (; value.scale > 0; --value.scale) {
    if (value.mantissa % 10 != 0) return false;
    value.mantissa /= 10;
  }
  return true;
}

// `total` and one unit of the last digit that both numbers have: totals and parts are rounded each
// by itself.
Decimal OneUnitMore(Decimal total, int part_scale) {
  int64_t unit = 1;
  for (int scale = part_scale; scale < total.scale; ++scale) unit *= 10;
  total.mantissa += unit;
  return total;
}

// Rows with a number by their codes.
using CellIndex = absl::flat_hash_map<std::vector<absl::string_view>, int>;

// One dimension of the block, ready for many rows.
struct DimensionCheck {
  const Dimension* dimension = nullptr;
  const CodeList* list = nullptr;
  // Where the indicator has an age range, that range is the total and _T says nothing.
  bool has_no_total = false;

  // Null for a code that this dimension does not have.
  const Code* Find(absl::string_view code) const {
    return has_no_total && code == dimension->total ? nullptr : list->Find(code);
  }
};

// Checks one block and gathers what it finds.
class BlockCheck {
 public:
  BlockCheck(const Catalogue& catalogue, const Block& block)
      : catalogue_(catalogue), block_(block) {}

  std::vector<Finding> Run(absl::string_view indicator_id);

 private:
  void Add(Finding finding);
  void AddError(absl::string_view id, absl::string_view column, absl::string_view value,
                absl::string_view sentence);
  void AddRowError(absl::string_view id, int row, absl::string_view value,
                   absl::string_view sentence);

  void CheckPeriod();
  // False if the rows cannot be understood.
  bool CheckDimensions();
  void CheckMeasure();
  void CheckUnit();
  void CheckCodes(int index);
  void CheckNumber(int index);
  void CheckCellsOnce();
  void CheckCodeDates();
  void CheckTotals();
  void CheckTotalOf(int index, size_t place, const CellIndex& cells);
  // The code that contains `code` in this dimension; nothing for a total and where there is no use
  // for one.
  std::optional<std::string> TotalOf(size_t place, absl::string_view code) const;
  std::string RightCode(const DimensionCheck& check, absl::string_view code) const;

  const Catalogue& catalogue_;
  const Block& block_;
  const Indicator* indicator_ = nullptr;
  const Measure* measure_ = nullptr;
  const Unit* unit_ = nullptr;  // of the measure
  std::vector<DimensionCheck> dimensions_;
  std::vector<Finding> findings_;
};

void BlockCheck::Add(Finding finding) {
  if (findings_.size() < static_cast<size_t>(base::kFindingsPerBlockMax)) {
    findings_.push_back(std::move(finding));
  }
}

void BlockCheck::AddError(absl::string_view id, absl::string_view column, absl::string_view value,
                          absl::string_view sentence) {
  Add({.id = std::string(id),
       .severity = Severity::kError,
       .row = -1,
       .column = std::string(column),
       .value = std::string(value),
       .sentence = std::string(sentence)});
}

void BlockCheck::AddRowError(absl::string_view id, int row, absl::string_view value,
                             absl::string_view sentence) {
  Add({.id = std::string(id),
       .severity = Severity::kError,
       .row = row,
       .column = "value",
       .value = std::string(value),
       .sentence = std::string(sentence)});
}

void BlockCheck::CheckPeriod() {
  const auto period = observation::Period::Parse(block_.period);
  if (period.ok()) return;
  AddError("PERIOD_INVALID", "period", block_.period, std::string(period.status().message()));
}

bool BlockCheck::CheckDimensions() {
  if (block_.dimensions != indicator_->dimensions) {
    AddError("DIMENSION_MISMATCH", "dimensions", absl::StrJoin(block_.dimensions, ", "),
             absl::StrCat("the block has the dimensions ", absl::StrJoin(block_.dimensions, ", "),
                          "; indicator ", indicator_->code, " has ",
                          absl::StrJoin(indicator_->dimensions, ", ")));
    return false;
  }
  for (size_t row = 0; row < block_.rows.size(); ++row) {
    if (block_.rows[row].codes.size() == block_.dimensions.size()) continue;
    AddError("DIMENSION_MISMATCH", "dimensions", absl::StrCat(block_.rows[row].codes.size()),
             absl::StrCat("row ", row, " has ", block_.rows[row].codes.size(),
                          " codes; it must have one for each of the ", block_.dimensions.size(),
                          " dimensions"));
    return false;
  }
  for (const std::string& id : block_.dimensions) {
    DimensionCheck& check = dimensions_.emplace_back();
    check.dimension = catalogue_.FindDimension(id);
    check.list = catalogue_.FindCodeList(check.dimension->code_list);
    check.has_no_total = check.dimension->is_age && indicator_->age_range.has_value();
  }
  return true;
}

void BlockCheck::CheckMeasure() {
  measure_ = Catalogue::FindMeasure(*indicator_, block_.measure);
  if (measure_ != nullptr && measure_->kind != MeasureKind::kAssessment) {
    unit_ = catalogue_.FindUnit(measure_->unit);
    return;
  }
  std::vector<std::string> known;
  for (const Measure& measure : indicator_->measures) {
    if (measure.kind != MeasureKind::kAssessment) known.push_back(measure.id);
  }
  AddError("MEASURE_UNKNOWN", "measure", block_.measure,
           absl::StrCat(base::Quoted(block_.measure), " is no measure with figures of indicator ",
                        indicator_->code, "; write one of ", absl::StrJoin(known, ", ")));
}

void BlockCheck::CheckUnit() {
  if (unit_ == nullptr) return;
  const Unit* received = catalogue_.FindUnit(block_.unit_received);
  if (received != nullptr && received->base == unit_->code) return;
  std::vector<std::string> known;
  for (const Unit& unit : catalogue_.units()) {
    if (unit.base == unit_->code) known.push_back(unit.code);
  }
  AddError("UNIT_UNKNOWN", "unit", block_.unit_received,
           absl::StrCat(base::Quoted(block_.unit_received), " is no unit of measure ",
                        block_.measure, "; write one of ", absl::StrJoin(known, ", ")));
}

std::string BlockCheck::RightCode(const DimensionCheck& check, absl::string_view code) const {
  if (check.dimension->is_age) {
    const auto age = observation::AgeOf(code);
    if (age) return absl::StrCat("write ", AgeCodeOf(*age));
    const std::string total = indicator_->age_range ? indicator_->age_code : check.dimension->total;
    return absl::StrCat("write ", total, " for all ages, or a bracket such as Y5T11");
  }
  const CodeList& list = *catalogue_.FindCodeList(check.dimension->code_list);
  if (const std::string id = list.IdOf(code); !id.empty()) return absl::StrCat("write ", id);
  return absl::StrCat("write ", check.dimension->total, " or a code of the list ", list.id);
}

void BlockCheck::CheckCodes(int index) {
  const Row& row = block_.rows[static_cast<size_t>(index)];
  for (size_t i = 0; i < dimensions_.size(); ++i) {
    const DimensionCheck& check = dimensions_[i];
    const std::string& code = row.codes[i];
    if (check.Find(code) != nullptr) continue;
    // Members may use other brackets than those listed (Roadmap, Annex 2): any interval will do.
    const auto age = check.dimension->is_age ? observation::AgeOf(code) : std::nullopt;
    if (age && AgeCodeOf(*age) == code) continue;
    Add({.id = "CODE_UNKNOWN",
         .severity = Severity::kError,
         .row = index,
         .column = check.dimension->id,
         .value = code,
         .sentence =
             absl::StrCat(base::Quoted(code), " is no code of dimension ", check.dimension->id,
                          " for indicator ", indicator_->code, "; ", RightCode(check, code))});
  }
}

std::optional<std::string> BlockCheck::TotalOf(size_t place, absl::string_view code) const {
  const Dimension& dimension = *dimensions_[place].dimension;
  // Where any code will do (two concepts side by side), no code contains the others.
  const auto rule = indicator_->specified.find(dimension.id);
  if (rule != indicator_->specified.end() && rule->second.empty()) return std::nullopt;
  if (dimension.is_age && indicator_->age_range) {
    const auto age = observation::AgeOf(code);
    const bool is_part =
        age && observation::Relate(*age, *indicator_->age_range) == observation::AgeRelation::kPart;
    if (!is_part) return std::nullopt;
    return indicator_->age_code;
  }
  if (code == dimension.total) return std::nullopt;
  return dimension.total;
}

void BlockCheck::CheckNumber(int index) {
  const Row& row = block_.rows[static_cast<size_t>(index)];
  const std::string text = observation::ToText(row.value);
  if (!observation::HasNumber(row.status)) {
    if (row.value.mantissa == 0 && row.value.scale == 0) return;
    AddRowError("STATUS_WITHOUT_NUMBER", index, "",
                absl::StrCat("the row has status ", observation::CodeOf(row.status),
                             " and a number; leave the number out or choose another status"));
    return;
  }
  if (row.value.mantissa < 0) {
    AddRowError("NUMBER_NEGATIVE", index, text,
                absl::StrCat("\"", text,
                             "\" is less than zero; write a number from 0, or the status O "
                             "where there is none"));
  }
  if (unit_ == nullptr) return;
  if (unit_->maximum &&
      observation::Compare(row.value, {.mantissa = *unit_->maximum, .scale = 0}) > 0) {
    AddRowError("PERCENT_OUT_OF_RANGE", index, text,
                absl::StrCat("\"", text, "\" is more than ", *unit_->maximum, " ", unit_->name,
                             "; write at most that, or the unit that was meant"));
  }
  if (unit_->whole && !IsWhole(row.value)) {
    AddRowError("NUMBER_NOT_WHOLE", index, text,
                absl::StrCat("\"", text, "\" is not a whole number of ", unit_->name,
                             "; write a whole one, or the unit that was meant"));
  }
}

void BlockCheck::CheckCellsOnce() {
  absl::flat_hash_set<std::vector<absl::string_view>> seen;
  for (size_t row = 0; row < block_.rows.size(); ++row) {
    const std::vector<std::string>& codes = block_.rows[row].codes;
    if (seen.emplace(codes.begin(), codes.end()).second) continue;
    AddRowError(
        "CELL_TWICE", static_cast<int>(row), absl::StrJoin(codes, ", "),
        absl::StrCat("the cell ", absl::StrJoin(codes, ", "), " stands twice; state it once"));
  }
}

// A warning only: figures of an earlier time may well be stated by today's units, if somebody
// computed them so. In the year of a change both units are right.
void BlockCheck::CheckCodeDates() {
  const auto period = observation::Period::Parse(block_.period);
  if (!period.ok()) return;
  const Validity year{.from = absl::StrCat(period->year(), "-01-01"),
                      .to = observation::DateText(period->last_day())};
  for (size_t row = 0; row < block_.rows.size(); ++row) {
    for (size_t place = 0; place < dimensions_.size(); ++place) {
      const Code* found = dimensions_[place].Find(block_.rows[row].codes[place]);
      if (found == nullptr) continue;
      const Code& code = *found;
      if (code.validity.Meets(year)) continue;
      Add({.id = "CODE_OUT_OF_DATE",
           .severity = Severity::kWarning,
           .row = static_cast<int>(row),
           .column = block_.dimensions[place],
           .value = code.id,
           .sentence = absl::StrCat(code.id, " (", code.name, ") holds ", TextOf(code.validity),
                                    ", the figure is of ", block_.period,
                                    "; use the code of that time, or say how it was computed")});
    }
  }
}

void BlockCheck::CheckTotalOf(int index, size_t place, const CellIndex& cells) {
  const Row& part = block_.rows[static_cast<size_t>(index)];
  const std::optional<std::string> total_code = TotalOf(place, part.codes[place]);
  if (!total_code) return;
  std::vector<absl::string_view> codes(part.codes.begin(), part.codes.end());
  codes[place] = *total_code;
  const auto found = cells.find(codes);
  if (found == cells.end()) return;
  const Row& total = block_.rows[static_cast<size_t>(found->second)];
  if (observation::Compare(part.value, OneUnitMore(total.value, part.value.scale)) <= 0) return;
  Add({.id = "TOTAL_BELOW_PART",
       .severity = Severity::kWarning,
       .row = index,
       .column = block_.dimensions[place],
       .value = observation::ToText(part.value),
       .sentence = absl::StrCat(observation::ToText(part.value), " for ", part.codes[place],
                                " is more than its total ", observation::ToText(total.value),
                                " for ", *total_code, "; correct one or say why")});
}

// Numbers add up; proportions, rates and shares do not.
void BlockCheck::CheckTotals() {
  if (measure_ == nullptr || measure_->kind != MeasureKind::kNumber) return;
  CellIndex cells;
  for (size_t row = 0; row < block_.rows.size(); ++row) {
    const std::vector<std::string>& codes = block_.rows[row].codes;
    if (!observation::HasNumber(block_.rows[row].status)) continue;
    cells.try_emplace(std::vector<absl::string_view>(codes.begin(), codes.end()),
                      static_cast<int>(row));
  }
  for (size_t row = 0; row < block_.rows.size(); ++row) {
    if (!observation::HasNumber(block_.rows[row].status)) continue;
    for (size_t place = 0; place < dimensions_.size(); ++place) {
      CheckTotalOf(static_cast<int>(row), place, cells);
    }
  }
}

std::vector<Finding> BlockCheck::Run(absl::string_view indicator_id) {
  indicator_ = catalogue_.FindIndicator(indicator_id);
  if (indicator_ == nullptr) {
    AddError("INDICATOR_UNKNOWN", "indicator", indicator_id,
             absl::StrCat(base::Quoted(indicator_id), " is no indicator of catalogue ",
                          catalogue_.version(), "; write its stable id"));
    return std::move(findings_);
  }
  CheckPeriod();
  CheckMeasure();
  CheckUnit();
  if (block_.rows.empty()) {
    AddError("BLOCK_EMPTY", "", "",
             "the block states no observation; state at least one, or withdraw the block");
  }
  if (!CheckDimensions()) return std::move(findings_);
  for (size_t row = 0; row < block_.rows.size(); ++row) {
    CheckCodes(static_cast<int>(row));
    CheckNumber(static_cast<int>(row));
  }
  CheckCellsOnce();
  CheckCodeDates();
  CheckTotals();
  return std::move(findings_);
}

}  // namespace

absl::string_view NameOf(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "note";
  }
  return "";
}

std::vector<Finding> CheckBlock(const Catalogue& catalogue, absl::string_view indicator_id,
                                const Block& block) {
  return BlockCheck(catalogue, block).Run(indicator_id);
}

bool HasError(const std::vector<Finding>& findings) {
  return std::ranges::any_of(
      findings, [](const Finding& finding) { return finding.severity == Severity::kError; });
}

}  // namespace lontar::catalogue
