#pragma once
// What every spreadsheet is, whatever file it came in: rows of cells that a person counts from 1
// and A.
//
// A CSV file is one grid without a name; a workbook is a grid for each sheet. Values, any thread.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace lontar::formats {

enum class CellKind : uint8_t {
  kText,           // as it was typed; every cell of a CSV file. An empty text is an empty cell
  kNumber,         // a spreadsheet's number, its text a decimal with a point: "1234.5"
  kPercent,        // a number that the spreadsheet shows as percent: "13.8" for a stored 0.138
  kDate,           // a number that the spreadsheet shows as a date; its text is "2023-11-05"
  kBoolean,        // "TRUE" or "FALSE"
  kError,          // "#REF!"
  kFormulaUnread,  // a formula whose result is not in the file; its text is the formula
};

// A rectangle, all four included and counted from 0.
struct CellRange {
  int first_row = 0;
  int last_row = 0;
  int first_column = 0;
  int last_column = 0;
};

// "A", "Z", "AA" for 0, 25, 26.
std::string ColumnLetters(int column);

// Rows and columns from 0. The cells lie in one string: a file of many small cells costs six bytes
// a cell more than its text, not a heap block each.
class Grid {
 public:
  Grid() = default;
  // A sheet of a workbook.
  Grid(std::string name, bool is_hidden) : name_(std::move(name)), is_hidden_(is_hidden) {}

  // To be filled from the first row on: a row, then its cells. At most 4 GiB of text.
  void AppendRow();
  void AppendCell(absl::string_view text, CellKind kind = CellKind::kText, bool is_formula = false);
  void AddMerged(const CellRange& range) { merged_.push_back(range); }
  void AddHiddenRow(int row) { hidden_rows_.push_back(row); }
  void AddHiddenColumn(int column) { hidden_columns_.push_back(column); }

  bool is_sheet() const { return !name_.empty(); }
  const std::string& name() const { return name_; }
  bool is_hidden() const { return is_hidden_; }
  int rows() const { return static_cast<int>(row_begins_.size()); }
  int columns() const { return columns_; }  // of the widest row
  int ColumnsOf(int row) const;
  // Outside of what was filled: an empty text. The text lives as long as the grid.
  absl::string_view At(int row, int column) const;
  CellKind KindAt(int row, int column) const;
  bool IsFormula(int row, int column) const;  // the text is its result
  const std::vector<CellRange>& merged() const { return merged_; }
  const std::vector<int>& hidden_rows() const { return hidden_rows_; }        // ascending
  const std::vector<int>& hidden_columns() const { return hidden_columns_; }  // ascending

  // Where a person finds it: "A6!D14" in a workbook, "14:D" in a CSV file. The sheet's name in
  // quotes where a spreadsheet would write it so.
  std::string PlaceOf(int row, int column) const;
  std::string PlaceOfRow(int row) const;  // "A6!14", "14"

 private:
  size_t CellAt(int row, int column) const;  // index of the cell; kinds_.size() if outside

  std::string name_;
  bool is_hidden_ = false;
  int columns_ = 0;
  std::string text_;
  std::vector<uint32_t> ends_;        // in text_, one a cell, row by row
  std::vector<uint8_t> kinds_;        // the kind, and kFormulaBit
  std::vector<uint32_t> row_begins_;  // in ends_, one a row
  std::vector<CellRange> merged_;
  std::vector<int> hidden_rows_;
  std::vector<int> hidden_columns_;
};

struct Workbook {
  std::vector<Grid> sheets;  // in the order of their tabs
};

}  // namespace lontar::formats
