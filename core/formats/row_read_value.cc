// The value of a figure: the number, its unit, or why there is none.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/formats/normalised_text.h"
#include "core/formats/number_text.h"
#include "core/formats/row_read.h"
#include "core/observation/decimal.h"

namespace lontar::formats {
namespace {

using catalogue::Severity;

// SDMX code list IAEG-SDGs:CL_UNIT_MEASURE: percent.
constexpr absl::string_view kPercentUnit = "PT";
// What offices write where there is no number, and what every one of them means something else by.
bool IsMissingMark(absl::string_view text) {
  static constexpr absl::string_view kMarks[] = {
      "-",   "–",    "—",  "..", "...", "…",   ".",   ":",    "*",    "x",    "X",       "n/a",
      "N/A", "n.a.", "NA", "na", "nil", "NIL", "Nil", "null", "NULL", "none", "missing", "ND"};
  return std::ranges::find(kMarks, text) != std::end(kMarks);
}

}  // namespace

bool RowReader::ReadMissing(const std::string& text, Reading* reading) {
  const int column = reading->draft.column;
  observation::Row& figure = reading->draft.figure;
  const auto missing = missing_.find(text);
  if (missing != missing_.end() && observation::HasNumber(figure.status)) {
    figure.status = *observation::StatusOf(missing->second);
    reading->draft.normalised |= kMissingMark;
    return false;
  }
  const std::string letter(observation::CodeOf(figure.status));
  if (!observation::HasNumber(figure.status)) {
    if (text.empty() || missing != missing_.end()) return false;
    // What its provider holds back is not repeated.
    const bool is_secret = figure.status == observation::Status::kSuppressed;
    ImportFinding finding =
        FindingAt(reading->draft.row, column, "STATUS_WITHOUT_NUMBER",
                  absl::StrCat(is_secret ? "a figure" : base::Quoted(text), " stands where status ",
                               letter, " has no number; leave the cell empty or write A"));
    if (is_secret) finding.value.clear();
    findings_->Add(std::move(finding));
    reading->is_good = false;
    return false;
  }
  if (text.empty()) {
    Refuse(column, "VALUE_MISSING",
           absl::StrCat("\"\" is no number, and status ", letter,
                        " needs one; write O where there is none"),
           reading);
    return false;
  }
  if (!IsMissingMark(text)) return true;
  Refuse(column, "MISSING_MARK",
         absl::StrCat(base::Quoted(text),
                      " may mean zero, not available or does not apply; write 0, leave the cell "
                      "empty with status O, L or M, or say under missing in the mapping what it "
                      "means"),
         reading);
  return false;
}

void RowReader::ReadValue(const catalogue::Measure* measure, Reading* reading) {
  const std::string text = PlainTextOf(table_.At(reading->draft.row, reading->draft.column)).text;
  std::optional<int> power;
  if (observation::HasNumber(reading->draft.figure.status) && measure != nullptr &&
      !missing_.contains(text)) {
    power = ReadUnit(*measure, reading);
  }
  if (!ReadMissing(text, reading)) return;
  const CellKind kind = table_.KindAt(reading->draft.row, reading->draft.column);
  if (!CheckKind(kind, reading->draft.column, "write the number", reading)) return;
  if (measure != nullptr) ReadNumber(*measure, power.value_or(0), reading);
}

void RowReader::ReadNumber(const catalogue::Measure& measure, int power, Reading* reading) {
  const int column = reading->draft.column;
  const absl::string_view written = table_.At(reading->draft.row, column);
  const CellKind kind = table_.KindAt(reading->draft.row, column);
  const bool is_number = kind == CellKind::kNumber || kind == CellKind::kPercent;
  const NumberMarks machine{'.', 0};
  absl::StatusOr<NumberText> number = ReadNumberText(written, is_number ? machine : mapping_.marks);
  if (!number.ok()) {
    Refuse(column, base::ReasonOf(number.status()), number.status().message(), reading);
    return;
  }
  NormalisedSet& normalised = reading->draft.normalised;
  normalised |= number->normalised;
  if (kind == CellKind::kPercent) normalised |= kPercentSign;
  if (kind == CellKind::kText && table_.grid().is_sheet()) normalised |= kNumberAsText;
  if (table_.IsFormula(reading->draft.row, column)) normalised |= kFormulaResult;
  // Also in the first of them: it is as likely the sum of all rows as this row's own.
  if (table_.IsMerged(reading->draft.row, column) ||
      table_.IsMergedDown(reading->draft.row, column)) {
    Refuse(column, "MERGED_FIGURE",
           "a number in merged cells stands for none of them; write one number in each cell",
           reading);
    return;
  }
  if ((normalised & kPercentSign) != 0 && measure.unit != kPercentUnit) {
    Refuse(column, "PERCENT_SIGN_MISPLACED",
           absl::StrCat(base::Quoted(written), " is shown as percent, and measure ", measure.id,
                        " is in ", measure.unit, "; write the number of that unit"),
           reading);
    return;
  }
  const absl::StatusOr<observation::Decimal> value =
      observation::TimesPowerOfTen(number->value, power);
  if (!value.ok()) {
    Refuse(column, base::ReasonOf(value.status()), value.status().message(), reading);
    return;
  }
  if (power != 0) normalised |= kScaled;
  reading->draft.figure.value = *value;
}

// The power of ten that leads to the measure's unit.
std::optional<int> RowReader::ReadUnit(const catalogue::Measure& measure, Reading* reading) {
  FigureDraft& draft = reading->draft;
  if (!unit_ && !reading->figures->says.contains("unit")) {
    draft.unit = measure.unit;
    return 0;
  }
  bool is_known = false;
  draft.unit = TextOf("unit", unit_.value_or(FieldText()), reading, &is_known);
  if (!is_known) return std::nullopt;
  if (draft.unit == measure.unit) return 0;
  std::vector<std::string> known = {measure.unit};
  for (const catalogue::Unit& unit : catalogue_.units()) {
    if (unit.base != measure.unit) continue;
    if (unit.code == draft.unit) return unit.power;
    if (unit.code != measure.unit) known.push_back(unit.code);
  }
  Refuse(unit_ ? unit_->column() : std::nullopt, "UNIT_UNKNOWN",
         absl::StrCat(base::Quoted(draft.unit), " is no unit of measure ", measure.id, "; write ",
                      absl::StrJoin(known, " or ")),
         reading);
  return std::nullopt;
}

void RowReader::NoteNormalised(const Reading& reading) {
  // A unit that the mapping names is no surprise; the cell says it all the same.
  if ((reading.draft.normalised & ~kScaled) == 0) return;
  const absl::string_view written = table_.At(reading.draft.row, reading.draft.column);
  const observation::Row& figure = reading.draft.figure;
  const std::string value = observation::HasNumber(figure.status)
                                ? observation::ToText(figure.value)
                                : absl::StrCat("status ", observation::CodeOf(figure.status));
  ImportFinding note = FindingAt(
      reading.draft.row, reading.draft.column, "CELL_NORMALISED",
      absl::StrCat(base::Quoted(written), " is taken as ", value, ", ", reading.draft.period, ": ",
                   absl::StrJoin(SentencesOf(reading.draft.normalised), "; ")));
  note.severity = Severity::kNote;
  findings_->Add(std::move(note));
}

}  // namespace lontar::formats
