#include "core/formats/filled_sheet.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/base/limits.h"
#include "core/base/quoted.h"
#include "core/formats/template_hints.h"
#include "core/formats/template_lists.h"

namespace lontar::formats {
namespace {

using catalogue::Indicator;
using catalogue::Severity;
using observation::CodeOf;
using observation::Confidentiality;
using observation::Status;

// The cells of a grid that is filled from the first row on, though not in order.
struct NewCell {
  std::string text;
  CellKind kind = CellKind::kText;
  bool is_formula = false;
};

// Columns whose cells hold an entry of a list: a code, a space, its name.
bool HoldsEntry(absl::string_view id) {
  return id == column_id::kMeasure || id == column_id::kUnit || id == column_id::kStatus ||
         id == column_id::kConfidentiality || absl::StartsWith(id, column_id::kDimension);
}

// Those are given or preset in every row: they alone make no row a filled one.
bool IsPreset(absl::string_view id) {
  return id == column_id::kLabel || id == column_id::kMeasure || id == column_id::kUnit ||
         absl::StartsWith(id, column_id::kDimension) || IsHintColumn(id);
}

class FilledSheetReader {
 public:
  FilledSheetReader(const Grid& grid, const TemplateSheet& sheet, const Indicator& indicator,
                    std::vector<TemplateFinding>* findings)
      : grid_(grid), sheet_(sheet), indicator_(indicator), findings_(*findings) {
    filled_.name = grid.name();
    filled_.indicator = sheet.indicator;
    filled_.header_row = sheet.header_row;
    filled_.grid = Grid(grid.name(), false);
  }

  FilledSheet Read() {
    ReadDecimalMark();
    filled_.progress = Input(input_id::kProgress);
    StartGrid();
    const bool is_nil = PutNil();
    for (int row = is_nil ? nil_row_ + 1 : sheet_.header_row + 1; row < grid_.rows(); ++row) {
      const bool is_taken = !is_nil && IsFilled(row) && (!IsConfirmed(row) || CanConfirm(row));
      if (is_taken) {
        PutRow(row);
      } else {
        if (!is_nil && !IsConfirmed(row)) NoteWords(row);
        PutEmptyRow();
      }
    }
    NoteUnconfirmed();
    return std::move(filled_);
  }

 private:
  std::string Cell(int row, int column) const {
    return std::string(absl::StripAsciiWhitespace(grid_.At(row, column)));
  }

  int ColumnOf(absl::string_view id) const {
    const auto found = std::ranges::find(sheet_.columns, id, &TemplateColumn::id);
    return found == sheet_.columns.end() ? -1 : static_cast<int>(found - sheet_.columns.begin());
  }

  std::string Field(int row, absl::string_view id) const {
    const int column = ColumnOf(id);
    return column < 0 ? "" : Cell(row, column);
  }

  const SheetSpot* Spot(absl::string_view id) const {
    const auto found = sheet_.inputs.find(std::string(id));
    return found == sheet_.inputs.end() ? nullptr : &found->second;
  }

  std::string Input(absl::string_view id) const {
    const SheetSpot* spot = Spot(id);
    return spot == nullptr ? "" : Cell(spot->row, spot->column);
  }

  void Find(Severity severity, const SheetSpot& spot, absl::string_view id,
            absl::string_view sentence) {
    findings_.push_back(
        {.place = grid_.PlaceOf(spot.row, spot.column),
         .id = std::string(id),
         .severity = severity,
         .value = base::Plain(grid_.At(spot.row, spot.column), base::kFindingValueBytesMax),
         .sentence = std::string(sentence)});
  }

  void ReadDecimalMark() {
    const std::string mark = Input(input_id::kDecimalMark);
    if (const SheetSpot* spot = Spot(input_id::kDecimalMark)) {
      filled_.decimal_mark_cell = absl::StrCat(ColumnLetters(spot->column), spot->row + 1);
    }
    if (mark == "." || mark == ",") {
      filled_.decimal_mark = mark[0];
    } else if (!mark.empty()) {
      Find(Severity::kError, *Spot(input_id::kDecimalMark), "DECIMAL_MARK_UNKNOWN",
           absl::StrCat(base::Quoted(mark), " is no decimal mark; write . or , or nothing"));
    }
  }

  bool HasOwnFigure(int row) const {
    return !Field(row, column_id::kValue).empty() || !Field(row, column_id::kStatus).empty();
  }

  // What is known already counts only where the provider says so (template_hints.h).
  bool IsConfirmed(int row) const { return !Field(row, hint_id::kConfirm).empty(); }

  // What is wrong with a confirmation; such a row is not taken.
  bool CanConfirm(int row) {
    const SheetSpot spot = {row, ColumnOf(hint_id::kConfirm)};
    const std::string said = Field(row, hint_id::kConfirm);
    if (!absl::EqualsIgnoreCase(said, "x")) {
      Find(Severity::kError, spot, "TEMPLATE_CONFIRM_UNKNOWN",
           absl::StrCat(base::Quoted(said),
                        " does not say whether what stands in grey holds; "
                        "write x or nothing"));
      return false;
    }
    if (!Field(row, hint_id::kValue).empty()) return true;
    Find(Severity::kError, spot, "TEMPLATE_NOTHING_TO_CONFIRM",
         "nothing is known already of this row; empty the cell, or give the figure itself");
    return false;
  }

  // What an empty cell of a confirmed row is: the hint beside it.
  NewCell HintOf(int row, absl::string_view id) const {
    if (id == column_id::kUnit) return {.text = Preset(row, id)};
    NewCell cell = {.text = Field(row, HintFor(id))};
    if (id == column_id::kValue) cell.kind = CellKind::kNumber;
    if (id == column_id::kStatus) cell.text = std::string(CodeOfEntry(cell.text));
    if (id == column_id::kDeviations) cell.text = CodesOf(cell.text);
    return cell;
  }

  // Whether the hint goes before what the cell of a confirmed row holds: a unit is preset there,
  // and the hint's value is in the measure's own.
  bool TakesHint(int row, absl::string_view id, absl::string_view text) const {
    if (IsOfFigure(id)) return !HasOwnFigure(row) && Field(row, column_id::kPeriod).empty();
    return text.empty() && !HintFor(id).empty();
  }

  bool IsFilled(int row) const { return HasOwnFigure(row) || IsConfirmed(row); }

  void StartGrid() {
    for (int row = 0; row < sheet_.header_row; ++row) PutEmptyRow();
    filled_.grid.AppendRow();
    for (const TemplateColumn& column : sheet_.columns) filled_.grid.AppendCell(column.id);
  }

  void PutEmptyRow() { filled_.grid.AppendRow(); }

  // Hints that nobody confirmed are nobody's figures, and that is said once.
  void NoteUnconfirmed() {
    int hints = 0;
    int first = 0;
    for (int row = sheet_.header_row + 1; row < grid_.rows(); ++row) {
      if (Field(row, hint_id::kValue).empty() || IsConfirmed(row)) continue;
      if (hints++ == 0) first = row;
    }
    if (hints == 0) return;
    findings_.push_back(
        {.place = grid_.PlaceOf(first, ColumnOf(hint_id::kConfirm)),
         .id = "TEMPLATE_HINT_NOT_CONFIRMED",
         .severity = Severity::kNote,
         .value = "",
         .sentence = absl::StrCat(hints,
                                  " of what is known already is not confirmed and is not "
                                  "taken, the first here; write x where it holds")});
  }

  // Words without a figure are not taken, and that is said.
  void NoteWords(int row) {
    for (size_t i = 0; i < sheet_.columns.size(); ++i) {
      const int column = static_cast<int>(i);
      if (IsPreset(sheet_.columns[i].id) || Cell(row, column).empty()) continue;
      Find(Severity::kNote, {row, column}, "TEMPLATE_ROW_WITHOUT_VALUE",
           "the row has neither a value nor a status and is not taken; give one of them");
      return;
    }
  }

  void PutRow(int row) {
    std::vector<NewCell> cells;
    for (size_t i = 0; i < sheet_.columns.size(); ++i) {
      const int column = static_cast<int>(i);
      const std::string& id = sheet_.columns[i].id;
      NewCell cell = {.text = Cell(row, column),
                      .kind = grid_.KindAt(row, column),
                      .is_formula = grid_.IsFormula(row, column)};
      if (HoldsEntry(id)) cell.text = std::string(CodeOfEntry(cell.text));
      if (id == column_id::kSource) cell.text = SourceOf(row);
      if (id == column_id::kMethod) cell.text.clear();
      if (id == column_id::kDeviations) cell.text = DeviationsOf(row);
      if (IsConfirmed(row) && TakesHint(row, id, cell.text)) cell = HintOf(row, id);
      if (cell.text.empty()) cell = {.text = Preset(row, id)};
      cells.push_back(std::move(cell));
    }
    Append(cells);
    filled_.rows.push_back(row);
  }

  // What an empty cell of a filled row means.
  std::string Preset(int row, absl::string_view id) const {
    if (id == column_id::kPeriod) return Input(input_id::kPeriod);
    if (id == column_id::kStatus) return std::string(CodeOf(Status::kNormal));
    if (id == column_id::kConfidentiality) return std::string(CodeOf(Confidentiality::kFree));
    if (id == column_id::kUnit) {
      const catalogue::Measure* measure = catalogue::Catalogue::FindMeasure(
          indicator_, CodeOfEntry(Field(row, column_id::kMeasure)));
      return measure == nullptr ? "" : measure->unit;
    }
    return "";
  }

  void Append(const std::vector<NewCell>& cells) {
    filled_.grid.AppendRow();
    for (const NewCell& cell : cells) {
      filled_.grid.AppendCell(cell.text, cell.kind, cell.is_formula);
    }
  }

  std::string SourceOf(int row) const {
    const std::string source = Field(row, column_id::kSource);
    const std::string method = Field(row, column_id::kMethod);
    if (method.empty()) return source;
    return source.empty() ? absl::StrCat("method: ", method)
                          : absl::StrCat(source, "; method: ", method);
  }

  // "geography;coverage" of "geography; coverage"; each the code of its entry.
  std::string DeviationsOf(int row) const { return CodesOf(Field(row, column_id::kDeviations)); }

  static std::string CodesOf(const std::string& text) {
    std::vector<absl::string_view> codes;
    for (const absl::string_view part : absl::StrSplit(text, absl::ByAnyChar(";,"))) {
      const absl::string_view entry = absl::StripAsciiWhitespace(part);
      if (!entry.empty()) codes.push_back(CodeOfEntry(entry));
    }
    return absl::StrJoin(codes, ";");
  }

  // The undivided row, if the head says that there is nothing to give.
  bool PutNil() {
    const char* const ids[] = {input_id::kNotAvailable, input_id::kNotApplicable, input_id::kZero};
    std::string said;
    for (const char* id : ids) {
      if (Input(id).empty()) continue;
      if (!said.empty()) {
        Find(Severity::kError, *Spot(id), "TEMPLATE_NIL_AND_FIGURES",
             "only one of not available, does not apply and zero can be true; empty the others");
        return false;
      }
      said = id;
    }
    if (said.empty()) return false;
    for (int row = sheet_.header_row + 1; row < grid_.rows(); ++row) {
      if (!IsFilled(row)) continue;
      Find(Severity::kError, *Spot(said), "TEMPLATE_NIL_AND_FIGURES",
           absl::StrCat("the indicator is said to have nothing but this, and row ", row + 1,
                        " is filled; empty one of the two"));
      return false;
    }
    PutNilRow(said);
    return true;
  }

  void PutNilRow(absl::string_view said) {
    nil_row_ = sheet_.header_row + 1;
    Status status = Status::kNormal;
    if (said == input_id::kNotAvailable) status = Status::kNotAvailable;
    if (said == input_id::kNotApplicable) status = Status::kNotApplicable;
    std::vector<NewCell> cells;
    for (size_t i = 0; i < sheet_.columns.size(); ++i) {
      const std::string& id = sheet_.columns[i].id;
      std::string text = Cell(nil_row_, static_cast<int>(i));
      if (HoldsEntry(id)) text = std::string(CodeOfEntry(text));
      if (id == column_id::kSource) text = SourceOf(nil_row_);
      if (id == column_id::kMethod) text.clear();
      if (id == column_id::kDeviations) text = DeviationsOf(nil_row_);
      if (id == column_id::kValue && said == input_id::kZero) text = "0";
      if (id == column_id::kStatus) text = std::string(CodeOf(status));
      if (id == column_id::kComment && said == input_id::kNotAvailable) text = Input(said);
      if (text.empty()) text = Preset(nil_row_, id);
      cells.push_back({.text = std::move(text)});
    }
    Append(cells);
    filled_.rows.push_back(nil_row_);
  }

  const Grid& grid_;
  const TemplateSheet& sheet_;
  const Indicator& indicator_;
  std::vector<TemplateFinding>& findings_;
  FilledSheet filled_;
  int nil_row_ = 0;
};

}  // namespace

bool HeaderStands(const Grid& grid, const TemplateSheet& sheet,
                  std::vector<TemplateFinding>* findings) {
  for (size_t i = 0; i < sheet.columns.size(); ++i) {
    const int column = static_cast<int>(i);
    if (absl::StripAsciiWhitespace(grid.At(sheet.header_row, column)) == sheet.columns[i].name) {
      continue;
    }
    findings->push_back(
        {.place = grid.PlaceOf(sheet.header_row, column),
         .id = "TEMPLATE_MOVED",
         .severity = Severity::kError,
         .value = base::Plain(grid.At(sheet.header_row, column), base::kFindingValueBytesMax),
         .sentence = absl::StrCat("here stood ", base::Quoted(sheet.columns[i].name),
                                  "; take back the rows or columns that were put in or deleted, or "
                                  "fill a new copy")});
    return false;
  }
  return true;
}

std::optional<FilledSheet> ReadFilledSheet(const Grid& grid, const TemplateSheet& sheet,
                                           const Indicator& indicator,
                                           std::vector<TemplateFinding>* findings) {
  if (!HeaderStands(grid, sheet, findings)) return std::nullopt;
  return FilledSheetReader(grid, sheet, indicator, findings).Read();
}

}  // namespace lontar::formats
