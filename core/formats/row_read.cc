#include "core/formats/row_read.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/formats/normalised_text.h"
#include "core/formats/number_text.h"
#include "core/formats/period_text.h"
#include "core/observation/decimal.h"

namespace lontar::formats {
namespace {

using catalogue::Severity;

// SDMX code list IAEG-SDGs:CL_UNIT_MEASURE: percent.
constexpr absl::string_view kPercentUnit = "PT";
// SDMX: a breakdown that makes no sense for the indicator.
constexpr absl::string_view kNoBreakdown = "_Z";

bool IsMemberCode(absl::string_view text) {
  return text.size() == 2 && absl::ascii_isupper(static_cast<unsigned char>(text[0])) &&
         absl::ascii_isupper(static_cast<unsigned char>(text[1]));
}

// What offices write where there is no number, and what every one of them means something else by.
bool IsMissingMark(absl::string_view text) {
  static constexpr absl::string_view kMarks[] = {
      "-",   "–",    "—",  "..", "...", "…",   ".",   ":",    "*",    "x",    "X",       "n/a",
      "N/A", "n.a.", "NA", "na", "nil", "NIL", "Nil", "null", "NULL", "none", "missing", "ND"};
  return std::ranges::find(kMarks, text) != std::end(kMarks);
}

}  // namespace

RowReader::RowReader(const Table& table, const Mapping& mapping,
                     const catalogue::Catalogue& catalogue, int table_number, FindingList* findings)
    : table_(table),
      mapping_(mapping),
      catalogue_(catalogue),
      table_number_(table_number),
      findings_(findings) {
  const auto text_of = [&](const FieldRule& rule) {
    return FieldText(rule, table, mapping.fill_down.contains(rule.column));
  };
  const auto may_be_text_of = [&](const std::optional<FieldRule>& rule) {
    return rule ? std::optional<FieldText>(text_of(*rule)) : std::nullopt;
  };
  const auto column_of = [&](const std::string& name) {
    return name.empty() ? std::nullopt : table.FindColumn(PlainTextOf(name).text);
  };
  indicator_ = text_of(mapping.indicator);
  member_ = text_of(mapping.member);
  period_ = text_of(mapping.period);
  measure_ = text_of(mapping.measure);
  unit_ = may_be_text_of(mapping.unit);
  status_ = may_be_text_of(mapping.status);
  confidentiality_ = may_be_text_of(mapping.confidentiality);
  definition_ = may_be_text_of(mapping.definition);
  for (const auto& [id, rule] : mapping.dimensions) dimensions_.emplace(id, text_of(rule));
  for (const FigureColumn& values : mapping.values) {
    value_columns_.push_back(column_of(values.column).value_or(0));
  }
  comment_ = column_of(mapping.comment);
  source_ = column_of(mapping.row_source);
  deviations_ = column_of(mapping.row_deviations);
  for (const auto& [text, status] : mapping.missing) missing_[PlainTextOf(text).text] = status;
  for (const auto& [column, texts] : mapping.take) {
    take_.emplace_back(column_of(column).value_or(0), std::vector<std::string>());
    for (const std::string& text : texts) take_.back().second.push_back(PlainTextOf(text).text);
  }
}

ImportFinding RowReader::FindingAt(int row, std::optional<int> column, absl::string_view id,
                                   absl::string_view sentence) const {
  ImportFinding finding;
  finding.table = table_number_;
  finding.place = table_.PlaceOf(row, column);
  finding.row = table_.SpreadsheetRow(row);
  if (column) {
    finding.column = table_.columns()[static_cast<size_t>(*column)];
    finding.value = base::Plain(table_.At(row, *column), base::kFindingValueBytesMax);
  }
  finding.id = std::string(id);
  finding.sentence = std::string(sentence);
  return finding;
}

std::optional<int> RowReader::ColumnOf(absl::string_view field, int value_column) const {
  const auto dimension = dimensions_.find(field);
  if (dimension != dimensions_.end()) return dimension->second.column();
  if (field == "value") return value_column;
  if (field == "unit" && unit_) return unit_->column();
  if (field == "measure") return measure_.column();
  if (field == "period") return period_.column();
  if (field == "comment") return comment_;
  if (field == "status" && status_) return status_->column();
  return std::nullopt;
}

void RowReader::Refuse(std::optional<int> column, absl::string_view id, absl::string_view sentence,
                       Reading* reading) {
  findings_->Add(FindingAt(reading->draft.row, column, id, sentence));
  reading->is_good = false;
}

bool RowReader::IsEmptyFigure(int row, int column) const {
  if (!PlainTextOf(table_.At(row, column)).text.empty()) return false;
  if (!status_ || !status_->is_column()) return true;
  return status_->At(table_, row).written.empty();
}

bool RowReader::IsBlank(int row) const {
  int texts = 0;
  for (int column = 0; column < static_cast<int>(table_.columns().size()); ++column) {
    // Texts of merged cells stand in their first one.
    if (!table_.At(row, column).empty() && !table_.IsMerged(row, column)) ++texts;
    if (texts > 1) return false;
  }
  if (texts == 0) return true;
  return table_.columns().size() > 1 && std::ranges::all_of(value_columns_, [&](int column) {
           return table_.At(row, column).empty() || table_.IsMerged(row, column);
         });
}

bool RowReader::IsTaken(int row) const {
  return std::ranges::all_of(take_, [this, row](const auto& wanted) {
    const std::string text = PlainTextOf(table_.At(row, wanted.first)).text;
    return std::ranges::find(wanted.second, text) != wanted.second.end();
  });
}

RowFate RowReader::Read(int row, absl::string_view member, std::vector<FigureDraft>* drafts) {
  if (IsBlank(row)) {
    for (int column = 0; column < static_cast<int>(table_.columns().size()); ++column) {
      if (table_.At(row, column).empty() || table_.IsMerged(row, column)) continue;
      ImportFinding note =
          FindingAt(row, column, "ROW_WITHOUT_FIGURES",
                    absl::StrCat("the row holds nothing but ", base::Quoted(table_.At(row, column)),
                                 " and was left out"));
      note.severity = Severity::kNote;
      findings_->Add(std::move(note));
    }
    return RowFate::kBlank;
  }
  const FieldText::Read of = member_.At(table_, row);
  const std::string code = of.text.value_or("");
  if (!IsMemberCode(code)) {
    findings_->Add(FindingAt(row, member_.column(), "MEMBER_INVALID",
                             absl::StrCat(base::Quoted(of.text ? code : of.written),
                                          " is no member's code; write two capital letters, such "
                                          "as KH")));
    return RowFate::kRefused;
  }
  if (!member.empty() && code != member) return RowFate::kOtherMember;
  if (!IsTaken(row)) return RowFate::kNotTaken;
  bool is_good = true;
  const bool skips_empty = mapping_.skips_empty || mapping_.values.size() > 1;
  for (size_t i = 0; i < value_columns_.size(); ++i) {
    if (skips_empty && IsEmptyFigure(row, value_columns_[i])) continue;
    Reading reading;
    reading.draft.row = row;
    reading.draft.column = value_columns_[i];
    reading.draft.member = code;
    reading.draft.normalised = of.normalised;
    reading.figures = &mapping_.values[i];
    ReadFigure(&reading);
    is_good = is_good && reading.is_good;
    if (reading.is_good) drafts->push_back(std::move(reading.draft));
  }
  return is_good ? RowFate::kTaken : RowFate::kRefused;
}

void RowReader::ReadFigure(Reading* reading) {
  reading->draft.indicator = ReadIndicator(reading);
  ReadPeriod(reading);
  ReadTexts(reading);
  if (reading->draft.indicator == nullptr) return;
  ReadCodes(reading);
  const catalogue::Measure* measure = ReadMeasure(reading);
  ReadStatus(reading);
  ReadValue(measure, reading);
  if (!reading->is_good && !findings_->is_full()) CheckCodesOnly(*reading);
  if (reading->is_good) NoteNormalised(*reading);
}

// Dates and errors are nobody's codes: a spreadsheet has made them of what was typed.
bool RowReader::CheckKind(CellKind kind, std::optional<int> column, absl::string_view right,
                          Reading* reading) {
  const std::string text(column ? table_.At(reading->draft.row, *column) : absl::string_view());
  switch (kind) {
    case CellKind::kDate:
      Refuse(column, "DATE_IN_CELL",
             absl::StrCat("the spreadsheet has made the date ", base::Quoted(text),
                          " of what was typed; show the column as text and ", right),
             reading);
      return false;
    case CellKind::kError:
      Refuse(column, "ERROR_IN_CELL",
             absl::StrCat("the formula of this cell gives ", base::Quoted(text), "; ", right),
             reading);
      return false;
    case CellKind::kFormulaUnread:
      Refuse(column, "FORMULA_WITHOUT_RESULT",
             absl::StrCat("the file holds the formula ", base::Quoted(text),
                          " and not its result; open it in a spreadsheet and save it again, or ",
                          right),
             reading);
      return false;
    default:
      return true;
  }
}

std::string RowReader::TextOf(absl::string_view field, const FieldText& rule, Reading* reading,
                              bool* is_known) {
  if (is_known != nullptr) *is_known = true;
  const auto& says = reading->figures->says;
  const auto said = says.find(std::string(field));
  if (said != says.end()) return said->second;
  const FieldText::Read read = rule.At(table_, reading->draft.row);
  bool is_good = CheckKind(read.kind, rule.column(), "write it as it is meant", reading);
  if (is_good && !read.text) {
    Refuse(rule.column(), "CODE_UNMAPPED",
           absl::StrCat(base::Quoted(read.written), " has no meaning in mapping ", mapping_.name,
                        "; write ", rule.KnownTexts()),
           reading);
    is_good = false;
  }
  if (!is_good) {
    if (is_known != nullptr) *is_known = false;
    return "";
  }
  reading->draft.normalised |= read.normalised;
  return *read.text;
}

const catalogue::Indicator* RowReader::ReadIndicator(Reading* reading) {
  bool is_known = false;
  const std::string id = TextOf("indicator", indicator_, reading, &is_known);
  if (!is_known) return nullptr;
  const catalogue::Indicator* indicator = catalogue_.FindIndicator(id);
  if (indicator == nullptr) indicator = catalogue_.FindByCode(id);
  if (indicator != nullptr) return indicator;
  Refuse(indicator_.column(), "INDICATOR_UNKNOWN",
         absl::StrCat(base::Quoted(id), " is no indicator of catalogue ", catalogue_.version(),
                      "; write its stable id or its number, such as ",
                      catalogue_.indicators().front().code),
         reading);
  return nullptr;
}

void RowReader::ReadPeriod(Reading* reading) {
  bool is_known = false;
  const std::string text = TextOf("period", period_, reading, &is_known);
  if (!is_known) return;
  const absl::StatusOr<PeriodText> period = ReadPeriodText(text, mapping_.calendar);
  if (!period.ok()) {
    Refuse(period_.column(), base::ReasonOf(period.status()), period.status().message(), reading);
    return;
  }
  reading->draft.period = period->period;
  reading->draft.normalised |= period->normalised;
}

void RowReader::ReadCodes(Reading* reading) {
  for (const std::string& dimension : reading->draft.indicator->dimensions) {
    ReadCode(dimension, reading);
  }
  CheckOtherDimensions(reading);
}

void RowReader::ReadCode(const std::string& dimension, Reading* reading) {
  const auto rule = dimensions_.find(dimension);
  if (rule != dimensions_.end()) {
    reading->draft.figure.codes.push_back(TextOf(dimension, rule->second, reading));
    return;
  }
  // Where a mapping serves several indicators (fit.h), a breakdown that it does not know is none.
  const catalogue::Indicator& indicator = *reading->draft.indicator;
  const catalogue::Dimension& known = *catalogue_.FindDimension(dimension);
  reading->draft.figure.codes.push_back(known.is_age && indicator.age_range ? indicator.age_code
                                                                            : known.total);
}

// A breakdown that this row's indicator does not have must not be one.
void RowReader::CheckOtherDimensions(Reading* reading) {
  std::set<int> own;  // columns of its breakdowns; one may serve several indicators
  for (const std::string& dimension : reading->draft.indicator->dimensions) {
    const auto rule = dimensions_.find(dimension);
    if (rule != dimensions_.end() && rule->second.is_column()) own.insert(*rule->second.column());
  }
  for (const auto& [id, rule] : dimensions_) {
    if (!rule.is_column() || own.contains(*rule.column())) continue;
    const FieldText::Read read = rule.At(table_, reading->draft.row);
    const std::string text = read.text.value_or(read.written);
    const catalogue::Dimension* dimension = catalogue_.FindDimension(id);
    const bool is_none =
        text.empty() || text == kNoBreakdown || (dimension != nullptr && text == dimension->total);
    if (is_none) continue;
    own.insert(*rule.column());  // said once
    Refuse(rule.column(), "CODE_UNKNOWN",
           absl::StrCat("indicator ", reading->draft.indicator->code, " has no breakdown by ", id,
                        ", and ", base::Quoted(text), " stands here; leave it empty or write ",
                        kNoBreakdown),
           reading);
  }
}

void RowReader::ReadTexts(Reading* reading) {
  observation::Row& figure = reading->draft.figure;
  const auto text_at = [&](std::optional<int> column) {
    return column ? FreeTextOf(table_.At(reading->draft.row, *column)) : std::string();
  };
  figure.source = text_at(source_);
  if (figure.source.empty()) figure.source = mapping_.source;
  if (definition_) figure.definition = TextOf("definition", *definition_, reading);
  figure.comment = text_at(comment_);
  ReadDeviations(reading);
  for (const auto& [text, column] :
       {std::pair(&figure.comment, comment_), std::pair(&figure.source, source_),
        std::pair(&figure.definition, std::optional<int>())}) {
    if (text->size() <= base::kTextBytesMax) continue;
    Refuse(
        column, "TEXT_TOO_LONG",
        absl::StrCat("the text has ", text->size(), " bytes; write at most ", base::kTextBytesMax),
        reading);
  }
}

void RowReader::ReadDeviations(Reading* reading) {
  observation::Row& figure = reading->draft.figure;
  figure.deviations = mapping_.deviations;
  if (!deviations_) return;
  const std::string text = PlainTextOf(table_.At(reading->draft.row, *deviations_)).text;
  for (const absl::string_view word :
       absl::StrSplit(text, absl::ByAnyChar(" ;,"), absl::SkipEmpty())) {
    const auto deviation = observation::DeviationOf(word);
    if (deviation) {
      figure.deviations |= observation::SetOf(*deviation);
      continue;
    }
    Refuse(deviations_, "CODE_UNKNOWN",
           absl::StrCat(base::Quoted(word),
                        " is no deviation; write nationality, geography, sector, concept, "
                        "reference-period or coverage"),
           reading);
  }
}

const catalogue::Measure* RowReader::ReadMeasure(Reading* reading) {
  bool is_known = false;
  const catalogue::Indicator& indicator = *reading->draft.indicator;
  reading->draft.measure = TextOf("measure", measure_, reading, &is_known);
  if (!is_known) return nullptr;
  const catalogue::Measure* measure =
      catalogue::Catalogue::FindMeasure(indicator, reading->draft.measure);
  if (measure != nullptr) return measure;
  std::vector<std::string> ids;
  for (const catalogue::Measure& known : indicator.measures) ids.push_back(known.id);
  Refuse(measure_.column(), "MEASURE_UNKNOWN",
         absl::StrCat(base::Quoted(reading->draft.measure), " is no measure of indicator ",
                      indicator.code, "; write ", absl::StrJoin(ids, " or ")),
         reading);
  return nullptr;
}

void RowReader::ReadStatus(Reading* reading) {
  bool is_known = false;
  const bool is_said = reading->figures->says.contains("status");
  if (status_ || is_said) {
    const std::string text = TextOf("status", status_.value_or(FieldText()), reading, &is_known);
    const auto status = observation::StatusOf(text);
    // In a form a status is only written where it is not the usual one.
    const bool is_usual = text.empty() && mapping_.skips_empty;
    if (status) reading->draft.figure.status = *status;
    if (!status && is_known && !is_usual) {
      Refuse(status_ ? status_->column() : std::nullopt, "STATUS_UNKNOWN",
             absl::StrCat(base::Quoted(text), " is no status; write A for a normal figure"),
             reading);
    }
  }
  if (!confidentiality_) return;
  const std::string text = TextOf("confidentiality", *confidentiality_, reading, &is_known);
  const auto confidentiality = observation::ConfidentialityOf(text);
  if (confidentiality) reading->draft.figure.confidentiality = *confidentiality;
  if (!confidentiality && is_known && !(text.empty() && mapping_.skips_empty)) {
    Refuse(confidentiality_->column(), "STATUS_UNKNOWN",
           absl::StrCat(base::Quoted(text), " is no confidentiality; write F for free"), reading);
  }
}

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
    Refuse(column, "STATUS_WITHOUT_NUMBER",
           absl::StrCat(base::Quoted(text), " stands where status ", letter,
                        " has no number; leave the cell empty or write A"),
           reading);
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
  if (table_.IsMerged(reading->draft.row, column)) {
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

// A row with errors enters no block; so that its unknown codes are seen at once too, it is checked
// alone, as one without a number.
void RowReader::CheckCodesOnly(const Reading& reading) {
  observation::Block block;
  block.measure = reading.draft.measure;
  block.period = reading.draft.period;
  block.dimensions = reading.draft.indicator->dimensions;
  block.rows = {reading.draft.figure};
  block.rows[0].status = observation::Status::kNotAvailable;
  block.rows[0].value = {};
  for (const catalogue::Finding& finding :
       catalogue::CheckBlock(catalogue_, reading.draft.indicator->id, block)) {
    // An empty code is one that was refused already, or is empty in the file.
    if (finding.row != 0 || finding.id != "CODE_UNKNOWN" || finding.value.empty()) continue;
    findings_->Add(FindingAt(reading.draft.row, ColumnOf(finding.column, reading.draft.column),
                             finding.id, finding.sentence));
  }
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
      reading.draft.row, reading.draft.column, "NORMALISED",
      absl::StrCat(base::Quoted(written), " is taken as ", value, ", ", reading.draft.period, ": ",
                   absl::StrJoin(SentencesOf(reading.draft.normalised), "; ")));
  note.severity = Severity::kNote;
  findings_->Add(std::move(note));
}

}  // namespace lontar::formats
