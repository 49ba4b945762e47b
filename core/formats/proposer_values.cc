// Which columns hold figures, of which measure, and how they are written.

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/formats/code_guess.h"
#include "core/formats/number_text.h"
#include "core/formats/plain_text.h"
#include "core/formats/proposer.h"
#include "core/formats/table_look.h"

namespace lontar::formats {
namespace {

// Words in a head that name a measure by its kind.
std::optional<catalogue::MeasureKind> KindInWords(const std::string& letters) {
  using catalogue::MeasureKind;
  for (const char* word : {"percent", "proportion", "share", "%"}) {
    if (absl::StrContains(letters, word)) return MeasureKind::kProportion;
  }
  if (absl::StrContains(letters, "rate")) return MeasureKind::kRate;
  for (const char* word : {"number", "count", "persons", "children", "cases", "จำนวน"}) {
    if (absl::StrContains(letters, word)) return MeasureKind::kNumber;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> Proposer::MeasureIn(const std::string& text) const {
  const auto kind = KindInWords(LettersOf(text) + (absl::StrContains(text, "%") ? "%" : ""));
  for (const catalogue::Indicator* indicator : indicators_) {
    for (const catalogue::Measure& measure : indicator->measures) {
      if (LettersOf(text) == LettersOf(measure.id)) return measure.id;
      const bool is_part = measure.kind != catalogue::MeasureKind::kNumber &&
                           measure.kind != catalogue::MeasureKind::kAssessment;
      const bool wants_part = kind && *kind != catalogue::MeasureKind::kNumber;
      if (kind && measure.kind == *kind) return measure.id;
      if (wants_part && is_part) return measure.id;
    }
  }
  return std::nullopt;
}

void Proposer::ProposeValues() {
  std::vector<FigureColumn>& values = proposal_.mapping.values;
  if (const std::optional<int> column = TakeColumn("value")) {
    values.push_back({NameOfColumn(*column), {}});
    return;
  }
  std::set<std::string> names_of_says;
  for (int column = 0; column < columns(); ++column) {
    if (taken_.contains(column) || !HasNumbers(column)) continue;
    taken_.insert(column);
    values.push_back({NameOfColumn(column), SaysOf(NameOfColumn(column))});
    for (const auto& [field, text] : values.back().says) names_of_says.insert(field);
  }
  if (values.empty()) {
    values.push_back({std::string(kNotSeen), {}});
    Say("columns.value", "no column of numbers was seen");
    return;
  }
  for (const FigureColumn& figures : values) {
    if (values.size() > 1 && figures.says.empty()) {
      Say("columns.value", absl::StrCat("column ", base::Quoted(figures.column),
                                        " has numbers, and its name does not say of what"));
    }
  }
  if (values.size() == 1) {
    SayForAll(&values.front());
    return;
  }
  // One field says its column; others then say their total.
  for (FigureColumn& figures : values) {
    for (const std::string& field : names_of_says) {
      const auto dimension = proposal_.mapping.dimensions.find(field);
      if (figures.says.contains(field) || dimension == proposal_.mapping.dimensions.end()) continue;
      figures.says[field] = dimension->second.constant;
    }
  }
}

void Proposer::SayForAll(FigureColumn* figures) {
  for (const auto& [field, text] : figures->says) {
    if (field == "measure") measure_in_head_ = text;
    if (field == "period" && proposal_.mapping.period.column.empty()) {
      proposal_.mapping.period.constant = text;
    }
    const auto dimension = proposal_.mapping.dimensions.find(field);
    if (dimension != proposal_.mapping.dimensions.end()) dimension->second.constant = text;
  }
  figures->says.clear();
}

bool Proposer::HasNumbers(int column) const {
  int numbers = 0;
  int texts = 0;
  for (int row = 0; row < rows(); ++row) {
    const absl::string_view text = table_.At(row, column);
    if (text.empty() || IsLineOfText(row)) continue;
    ++(LooksLikeNumber(text, table_.KindAt(row, column)) ? numbers : texts);
  }
  return numbers > 0 && numbers >= texts;
}

void Proposer::ProposeMeasure() {
  FieldRule& rule = proposal_.mapping.measure;
  const std::vector<FigureColumn>& values = proposal_.mapping.values;
  const bool columns_say_period = std::ranges::all_of(
      values, [](const FigureColumn& figures) { return figures.says.contains("period"); });
  const bool is_period_known =
      !proposal_.mapping.period.column.empty() || proposal_.mapping.period.constant != kNotSeen;
  if (!is_period_known && !columns_say_period) {
    Say("columns.period", "no column of years was seen; write {constant: 2016} or the column");
  }
  if (const std::optional<int> column = TakeColumn("measure")) {
    rule.column = NameOfColumn(*column);
    for (const std::string& text : TextsOf(*column).value_or(std::set<std::string>())) {
      const auto measure = MeasureIn(text);
      if (measure && *measure != text) rule.codes[text] = *measure;
      if (!measure) {
        Say("columns.measure", absl::StrCat(base::Quoted(text), " is no measure's name"));
      }
    }
    if (!rule.codes.empty()) {
      for (const std::string& text : TextsOf(*column).value_or(std::set<std::string>())) {
        const auto measure = MeasureIn(text);
        if (measure) rule.codes[text] = *measure;
      }
    }
    return;
  }
  const bool columns_say_measure = std::ranges::all_of(
      values, [](const FigureColumn& figures) { return figures.says.contains("measure"); });
  rule.constant = measure_in_head_.empty() ? MeasureByLook() : measure_in_head_;
  if (!columns_say_measure && measure_in_head_.empty()) SayMeasure();
}

std::string Proposer::MeasureByLook() {
  const std::vector<FigureColumn>& values = proposal_.mapping.values;
  const auto in_head = MeasureIn(values.front().column);
  if (in_head) return *in_head;
  if (indicators_.empty()) return std::string(kNotSeen);
  const std::vector<catalogue::Measure>& measures = (*indicators_.begin())->measures;
  for (const catalogue::Measure& measure : measures) {
    const bool is_number = measure.kind == catalogue::MeasureKind::kNumber;
    if (is_number == !LooksLikePercent()) return measure.id;
  }
  return measures.front().id;
}

bool Proposer::LooksLikePercent() const {
  const auto column = table_.FindColumn(proposal_.mapping.values.front().column);
  bool has_fraction = false;
  for (int row = 0; column && row < rows(); ++row) {
    if (table_.KindAt(row, *column) == CellKind::kPercent) return true;
    const auto number = ReadNumberText(table_.At(row, *column), {});
    if (!number.ok()) continue;
    if (observation::Compare(number->value, {100, 0}) > 0) return false;
    has_fraction = has_fraction || number->value.scale > 0;
  }
  return has_fraction;
}

void Proposer::SayMeasure() {
  bool is_only = !indicators_.empty();
  for (const catalogue::Indicator* indicator : indicators_) {
    is_only = is_only && indicator->measures.size() == 1;
  }
  if (is_only || proposal_.mapping.measure.constant == kNotSeen) return;
  Say("columns.measure", absl::StrCat("taken as ", proposal_.mapping.measure.constant,
                                      " by how the numbers look; units are taken as the "
                                      "measure's own"));
}

void Proposer::ProposeMarks() {
  Mapping& mapping = proposal_.mapping;
  std::string ambiguous;
  std::set<std::string> missing;
  for (const FigureColumn& figures : mapping.values) {
    const auto column = table_.FindColumn(figures.column);
    for (int row = 0; column && row < rows(); ++row) {
      if (table_.KindAt(row, *column) != CellKind::kText || IsLineOfText(row)) continue;
      const std::string text = PlainTextOf(table_.At(row, *column)).text;
      if (text.empty()) continue;
      LookAtMarks(text, &ambiguous, &missing);
    }
  }
  if (!ambiguous.empty()) {
    Say("decimal_mark",
        mapping.marks.decimal == 0
            ? absl::StrCat(ambiguous,
                           " can be read in two ways; write decimal_mark: \".\" or "
                           "\",\"")
            : absl::StrCat(ambiguous, " is read with the decimal mark \"",
                           std::string(1, mapping.marks.decimal), "\" of other cells"));
  }
  for (const std::string& text : missing) {
    mapping.missing[text] = "O";
    Say("missing", absl::StrCat(base::Quoted(text),
                                " is taken as not available (O); it may mean zero, not "
                                "collected (L) or does not apply (M)"));
  }
}

void Proposer::LookAtMarks(const std::string& text, std::string* ambiguous,
                           std::set<std::string>* missing) {
  const auto number = ReadNumberText(text, {});
  if (number.ok()) {
    const bool has_point = absl::StrContains(text, ".");
    if ((number->normalised & kDecimalComma) != 0) proposal_.mapping.marks.decimal = ',';
    if (has_point && (number->normalised & kDecimalComma) == 0 && number->value.scale > 0) {
      proposal_.mapping.marks.decimal = '.';
    }
    return;
  }
  if (base::ReasonOf(number.status()) == "NUMBER_AMBIGUOUS") {
    if (ambiguous->empty()) *ambiguous = base::Quoted(text);
    return;
  }
  constexpr size_t kLongestMark = 7;
  if (missing->size() < 10 && text.size() <= kLongestMark) missing->insert(text);
}

void Proposer::NoteRest() {
  std::vector<std::string> rest;
  for (int column = 0; column < columns(); ++column) {
    const auto texts = TextsOf(column);
    const bool is_empty = texts && texts->size() <= 1 && (texts->empty() || texts->contains(""));
    if (!taken_.contains(column) && !is_empty) rest.push_back(base::Quoted(NameOfColumn(column)));
  }
  if (!rest.empty()) {
    Say("columns", absl::StrCat("nothing was done with the columns ", absl::StrJoin(rest, ", ")));
  }
}

}  // namespace lontar::formats
