#pragma once
// What a workbook is to hold and how it is to look, before any library writes it.
//
// Rows and columns from 0. Values, any thread.

#include <string>
#include <vector>

#include "core/formats/grid.h"

namespace lontar::formats {

// What a cell is for; how that looks is the writer's. Only the inputs are unlocked.
enum class Look {
  kPlain,
  kTitle,
  kLabel,
  kText,    // long, wrapped
  kHeader,  // a column's name
  kCode,    // given, not to be changed
  kShaded,  // given too, between the codes
  kInput,   // text; a spreadsheet does not make a date or a number of it
  kNumber,  // an input for a figure
  kHint,    // given in grey: known already, and nobody's statement
};

struct PlannedCell {
  int row = 0;
  int column = 0;
  Look look = Look::kPlain;
  std::string text;
  bool is_number = false;  // `text` is a decimal with a point, to be written as a number
};

// Cells with a drop-down of one of the workbook's lists. What is not in the list may be typed after
// a warning: the import says what it takes.
struct PlannedChoice {
  CellRange cells;
  std::string list;
  std::string title;  // at most 32 characters
  std::string hint;   // at most 255; shown beside the cell
};

// A comment on a cell.
struct PlannedRemark {
  int row = 0;
  int column = 0;
  std::string text;
};

struct SheetPlan {
  std::string name;
  bool is_hidden = false;
  bool is_protected = true;        // without a password
  std::vector<PlannedCell> cells;  // by row, then column; none twice
  std::vector<CellRange> merged;   // their text is the first cell's
  std::vector<double> widths;      // of the columns, in characters
  std::vector<double> heights;     // of the first rows, in points; 0: as it comes
  std::vector<PlannedChoice> choices;
  std::vector<PlannedRemark> remarks;
  int frozen_rows = 0;
  int frozen_columns = 0;
  int header_row = -1;  // repeated on each printed page; -1: none
  int pages_wide = 1;   // when printed; the frozen columns stand on each
};

// The entries of a drop-down; they stand on the sheet "codes", one list a column.
struct ChoiceList {
  std::string id;
  std::vector<std::string> entries;
};

struct WorkbookPlan {
  std::string title;
  std::vector<SheetPlan> sheets;
  std::vector<ChoiceList> lists;
  std::string lists_sheet;  // its name; empty: no such sheet
  std::string band;         // over every printed page; empty: none (PutBand)
};

}  // namespace lontar::formats
