#include "core/formats/template_fill.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/formats/template_lists.h"
#include "core/formats/template_rows.h"
#include "core/observation/decimal.h"

namespace lontar::formats {
namespace {

using catalogue::Catalogue;
using catalogue::Indicator;
using observation::Block;
using observation::Deviation;
using observation::Figures;
using observation::Row;

// Between source and method in the one text of a figure; filled_sheet.cc puts them together.
constexpr absl::string_view kMethodMark = "method: ";

absl::Status Mismatch(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "TEMPLATE_MISMATCH", sentence);
}

constexpr int64_t kNumberDigits = 15;

int64_t DigitsOf(absl::string_view number) {
  return std::count_if(number.begin(), number.end(), absl::ascii_isdigit);
}

std::string DeviationText(observation::DeviationSet set) {
  std::vector<std::string> ids;
  for (const Deviation deviation : observation::ListOf(set)) {
    const bool is_of_age = deviation == Deviation::kAgeOtherBrackets ||
                           deviation == Deviation::kAgePartOfRange ||
                           deviation == Deviation::kAgeWiderRange;
    if (!is_of_age) ids.emplace_back(observation::IdOf(deviation));
  }
  return absl::StrJoin(ids, "; ");
}

// "LFS; method: survey" is the source "LFS" and the method "survey".
std::pair<std::string, std::string> SourceAndMethod(absl::string_view text) {
  if (absl::StartsWith(text, kMethodMark)) {
    return {"", std::string(text.substr(kMethodMark.size()))};
  }
  const std::string mark = absl::StrCat("; ", kMethodMark);
  const size_t at = text.find(mark);
  if (at == absl::string_view::npos) return {std::string(text), ""};
  return {std::string(text.substr(0, at)), std::string(text.substr(at + mark.size()))};
}

// Of a cell in a row of the provider's own.
Look LookOf(absl::string_view column) {
  if (column == column_id::kValue) return Look::kNumber;
  return IsHintColumn(column) && column != hint_id::kConfirm ? Look::kHint : Look::kInput;
}

// Writes into the cells of one indicator's sheet. One use.
class SheetFiller {
 public:
  // The catalogue has the sheet's indicator.
  SheetFiller(const Catalogue& catalogue, const TemplateSheet& sheet, const ChoiceLists& lists,
              SheetPlan* plan)
      : catalogue_(catalogue),
        indicator_(*catalogue.FindIndicator(sheet.indicator)),
        sheet_(sheet),
        lists_(lists),
        plan_(*plan) {
    for (size_t i = 0; i < sheet.columns.size(); ++i) {
      columns_[sheet.columns[i].id] = static_cast<int>(i);
    }
    for (size_t i = 0; i < plan_.cells.size(); ++i) {
      cells_[{plan_.cells[i].row, plan_.cells[i].column}] = i;
      last_row_ = std::max(last_row_, plan_.cells[i].row);
    }
    for (int row = sheet.header_row + 1; row <= last_row_; ++row) NoteRow(row);
  }

  // The row that the figure now stands in.
  absl::StatusOr<int> Put(const Block& block, const Row& figure) {
    LONTAR_RETURN_IF_ERROR(CheckBlock(block));
    const int row = RowFor(block.measure, figure.codes);
    Set(row, column_id::kPeriod, block.period);
    if (observation::HasNumber(figure.status)) {
      const std::string number = observation::ToText(figure.value);
      Set(row, column_id::kValue, number);
      // A spreadsheet's number has 15 digits; what has more stays whole as a text.
      plan_.cells[CellAt(row, value_column())].is_number = DigitsOf(number) <= kNumberDigits;
    }
    Set(row, column_id::kUnit,
        lists_.UnitEntry(Catalogue::FindMeasure(indicator_, block.measure)->unit));
    Set(row, column_id::kStatus, lists_.StatusEntry(figure.status));
    Set(row, column_id::kConfidentiality, lists_.ConfidentialityEntry(figure.confidentiality));
    const auto [source, method] = SourceAndMethod(figure.source);
    Set(row, column_id::kSource, source);
    Set(row, column_id::kMethod, method);
    Set(row, column_id::kDefinition, figure.definition);
    Set(row, column_id::kDeviations, DeviationText(figure.deviations));
    Set(row, column_id::kComment, figure.comment);
    return row;
  }

  // The row beside which the hint now stands.
  absl::StatusOr<int> PutHint(const Block& block, const Row& figure, const std::string& from) {
    LONTAR_RETURN_IF_ERROR(CheckBlock(block));
    const int row = RowFor(block.measure, figure.codes);
    const std::string number = observation::ToText(figure.value);
    Set(row, hint_id::kFrom, from);
    Set(row, hint_id::kPeriod, block.period);
    Set(row, hint_id::kValue, number);
    plan_.cells[CellAt(row, columns_.at(hint_id::kValue))].is_number =
        DigitsOf(number) <= kNumberDigits;
    Set(row, hint_id::kStatus, lists_.StatusEntry(figure.status));
    Set(row, hint_id::kSource, figure.source);
    Set(row, hint_id::kDefinition, figure.definition);
    Set(row, hint_id::kDeviations, DeviationText(figure.deviations));
    Set(row, hint_id::kComment, figure.comment);
    return row;
  }

  int value_column() const { return columns_.at(column_id::kValue); }

  // Numbers that stand as texts have a point.
  void Finish() {
    const SheetSpot mark = sheet_.inputs.at(input_id::kDecimalMark);
    plan_.cells[CellAt(mark.row, mark.column)].text = ".";
    Sort();
  }

  void Sort() {
    std::ranges::stable_sort(plan_.cells, [](const PlannedCell& a, const PlannedCell& b) {
      return std::pair(a.row, a.column) < std::pair(b.row, b.column);
    });
  }

 private:
  using Key = std::pair<std::string, std::vector<std::string>>;  // measure, codes

  absl::Status CheckBlock(const Block& block) const {
    if (Catalogue::FindMeasure(indicator_, block.measure) == nullptr) {
      return Mismatch(absl::StrCat(indicator_.code, " has no measure \"", block.measure, "\""));
    }
    if (block.dimensions != indicator_.dimensions) {
      return Mismatch(
          absl::StrCat("a block of ", indicator_.code, " has other dimensions than the catalogue"));
    }
    return absl::OkStatus();
  }

  // What is chosen does not tell given rows apart.
  Key KeyOf(std::string measure, std::vector<std::string> codes) const {
    for (size_t i = 0; i < codes.size(); ++i) {
      if (IsChosen(indicator_, indicator_.dimensions[i])) codes[i].clear();
    }
    return {std::move(measure), std::move(codes)};
  }

  std::string DimensionColumn(size_t index) const {
    return absl::StrCat(column_id::kDimension, indicator_.dimensions[index]);
  }

  void NoteRow(int row) {
    const std::string measure(CodeOfEntry(Text(row, column_id::kMeasure)));
    if (measure.empty()) {
      own_rows_.push_back(row);
      return;
    }
    std::vector<std::string> codes;
    for (size_t i = 0; i < indicator_.dimensions.size(); ++i) {
      codes.emplace_back(CodeOfEntry(Text(row, DimensionColumn(i))));
    }
    given_rows_.emplace(KeyOf(measure, std::move(codes)), row);
  }

  int RowFor(const std::string& measure, const std::vector<std::string>& codes) {
    const auto given = given_rows_.find(KeyOf(measure, codes));
    int row = 0;
    if (given != given_rows_.end()) {
      row = given->second;
      given_rows_.erase(given);
    } else {
      row = OwnRow();
      Set(row, column_id::kMeasure,
          lists_.MeasureEntry(*Catalogue::FindMeasure(indicator_, measure)));
    }
    for (size_t i = 0; i < codes.size(); ++i) {
      Set(row, DimensionColumn(i),
          lists_.Entry(*catalogue_.FindDimension(indicator_.dimensions[i]), codes[i]));
    }
    return row;
  }

  int OwnRow() {
    if (next_own_ < own_rows_.size()) return own_rows_[next_own_++];
    ++last_row_;
    for (size_t i = 0; i < sheet_.columns.size(); ++i) {
      cells_[{last_row_, static_cast<int>(i)}] = plan_.cells.size();
      plan_.cells.push_back(
          {.row = last_row_, .column = static_cast<int>(i), .look = LookOf(sheet_.columns[i].id)});
    }
    return last_row_;
  }

  size_t CellAt(int row, int column) const { return cells_.at({row, column}); }

  std::string Text(int row, const std::string& id) const {
    return plan_.cells[CellAt(row, columns_.at(id))].text;
  }

  void Set(int row, const std::string& id, std::string text) {
    plan_.cells[CellAt(row, columns_.at(id))].text = std::move(text);
  }

  const Catalogue& catalogue_;
  const Indicator& indicator_;
  const TemplateSheet& sheet_;
  const ChoiceLists& lists_;
  SheetPlan& plan_;
  std::map<std::string, int> columns_;
  std::map<std::pair<int, int>, size_t> cells_;  // index by row and column
  std::map<Key, int> given_rows_;                // those that are still empty
  std::vector<int> own_rows_;
  size_t next_own_ = 0;
  int last_row_ = 0;
};

// The words in grey, each in the row of its indicator's number.
void PutWords(const TemplateSheet& sheet, const Catalogue& catalogue,
              const std::vector<HintedWords>& words, SheetPlan* plan) {
  std::map<std::string, int> rows;  // by number
  for (const PlannedCell& cell : plan->cells) {
    if (cell.column == 0 && cell.row > sheet.header_row) rows.emplace(cell.text, cell.row);
  }
  for (const HintedWords& of : words) {
    const Indicator* indicator = catalogue.FindIndicator(of.indicator);
    const auto row = indicator == nullptr ? rows.end() : rows.find(indicator->code);
    if (row == rows.end()) continue;
    for (PlannedCell& cell : plan->cells) {
      if (cell.row != row->second) continue;
      const std::string& id = sheet.columns[static_cast<size_t>(cell.column)].id;
      if (id == hint_id::kFrom) cell.text = of.from;
      if (id == hint_id::kNarrative) cell.text = of.words;
      if (id == hint_id::kReferences) cell.text = of.references;
    }
  }
}

}  // namespace

absl::StatusOr<FilledTemplate> FillTemplate(const TemplateRequest& request,
                                            const Catalogue& catalogue,
                                            const std::vector<Figures>& figures) {
  FilledTemplate filled;
  LONTAR_ASSIGN_OR_RETURN(filled.layout, LayOutTemplate(request, catalogue));
  const ChoiceLists lists(catalogue, request);
  for (size_t i = 0; i < figures.size(); ++i) {
    const auto& sheets = filled.layout.sheets;
    const auto sheet = std::ranges::find(sheets, figures[i].indicator, &TemplateSheet::indicator);
    if (figures[i].indicator.empty() || sheet == sheets.end()) {
      return Mismatch(absl::StrCat("the template has no sheet for \"", figures[i].indicator, "\""));
    }
    auto& plans = filled.layout.plan.sheets;
    SheetFiller filler(catalogue, *sheet, lists,
                       &*std::ranges::find(plans, sheet->name, &SheetPlan::name));
    for (size_t block = 0; block < figures[i].blocks.size(); ++block) {
      const auto& rows = figures[i].blocks[block].rows;
      for (size_t row = 0; row < rows.size(); ++row) {
        LONTAR_ASSIGN_OR_RETURN(const int at, filler.Put(figures[i].blocks[block], rows[row]));
        filled.spots.push_back({.figures_index = i,
                                .block = block,
                                .row = row,
                                .sheet = sheet->name,
                                .sheet_row = at,
                                .value_column = filler.value_column()});
      }
    }
    filler.Finish();
  }
  return filled;
}

absl::StatusOr<FilledTemplate> FillHints(const TemplateRequest& request, const Catalogue& catalogue,
                                         const std::vector<HintedFigures>& hints,
                                         const std::vector<HintedWords>& words) {
  FilledTemplate filled;
  LONTAR_ASSIGN_OR_RETURN(filled.layout, LayOutTemplate(request, catalogue));
  const ChoiceLists lists(catalogue, request);
  for (const TemplateSheet& sheet : filled.layout.sheets) {
    auto& plans = filled.layout.plan.sheets;
    if (sheet.indicator.empty()) {
      PutWords(sheet, catalogue, words, &*std::ranges::find(plans, sheet.name, &SheetPlan::name));
      continue;
    }
    SheetFiller filler(catalogue, sheet, lists,
                       &*std::ranges::find(plans, sheet.name, &SheetPlan::name));
    for (size_t i = 0; i < hints.size(); ++i) {
      const Figures& figures = hints[i].figures;
      if (figures.indicator != sheet.indicator) continue;
      for (size_t block = 0; block < figures.blocks.size(); ++block) {
        const auto& rows = figures.blocks[block].rows;
        for (size_t row = 0; row < rows.size(); ++row) {
          LONTAR_ASSIGN_OR_RETURN(const int at,
                                  filler.PutHint(figures.blocks[block], rows[row], hints[i].from));
          filled.spots.push_back({i, block, row, sheet.name, at, filler.value_column()});
        }
      }
    }
    filler.Sort();
  }
  return filled;
}

}  // namespace lontar::formats
