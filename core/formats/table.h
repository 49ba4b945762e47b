#pragma once
// Rows of a grid under named columns. Values, any thread.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/formats/grid.h"

namespace lontar::formats {

// Where the table lies in its grid, rows from 0.
struct TableShape {
  int header_row = 0;           // the first row of names
  int header_rows = 1;          // several are joined: "2016 / Male"
  std::optional<int> last_row;  // the last row of figures; without it, the last of the grid
};

class Table {
 public:
  // No columns, no rows.
  Table() : grid_(std::make_shared<Grid>()) {}
  // The columns are named by their plain texts (plain_text.h); one without a name by its letters in
  // brackets, "[D]", a name that stands already by itself and a number, "Male (2)". The cells of a
  // merged range all have its text. InvalidArgument with XLSX_TOO_LARGE where the merged cells are
  // more than base::kImportRowsMax.
  static absl::StatusOr<Table> Cut(Grid grid, const TableShape& shape);

  const std::vector<std::string>& columns() const { return columns_; }
  int rows() const { return rows_; }  // without the names
  const Grid& grid() const { return *grid_; }
  // Whether a CSV file ends within this row.
  bool IsCut(int row) const {
    return grid_->ends_open() && first_row_ + row + 1 == grid_->rows() &&
           grid_->ColumnsOf(first_row_ + row) < header_cells_;
  }
  // Whether a row of a CSV file has more cells than its rows of names: a separator inside a cell
  // has cut it in two.
  bool IsTooWide(int row) const {
    return !grid_->is_sheet() && grid_->ColumnsOf(first_row_ + row) > header_cells_;
  }
  // Row and column from 0; the text lives as long as the table.
  absl::string_view At(int row, int column) const;
  CellKind KindAt(int row, int column) const;
  bool IsFormula(int row, int column) const;
  bool IsMerged(int row, int column) const;  // and its text stands in another cell
  // Its text stands for the row below too.
  bool IsMergedDown(int row, int column) const;
  std::optional<int> FindColumn(absl::string_view name) const;
  // "A6!D14", "14:D"; without a column the row alone, "A6!14", "14".
  std::string PlaceOf(int row, std::optional<int> column) const;
  // What a spreadsheet shows beside the row.
  int SpreadsheetRow(int row) const { return first_row_ + row + 1; }

 private:
  struct Cell {
    int row = 0;
    int column = 0;
  };
  absl::Status NoteMerged();
  void NameColumns(const TableShape& shape);
  Cell CellAt(int row, int column) const;  // in the grid, of a merged one the first

  std::shared_ptr<const Grid> grid_;
  std::vector<std::string> columns_;
  int header_cells_ = 0;  // of the widest row of names
  int first_row_ = 0;     // of the figures, in the grid
  int rows_ = 0;
  std::map<uint64_t, Cell> merged_;  // by place in the grid, but the first of each
};

// The first of a grid's rows under which every one of these column names stands, with one, two or
// three rows of names; nothing if there is none among the first hundred.
std::optional<TableShape> FindHeader(const Grid& grid, const std::vector<std::string>& names);

}  // namespace lontar::formats
