#include "core/formats/table.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/plain_text.h"

namespace lontar::formats {
namespace {

constexpr int kHeaderLooks = 100;
constexpr int kHeaderRowsMax = 3;
constexpr int kRowBits = 32;

uint64_t PlaceKey(int row, int column) {
  return (static_cast<uint64_t>(row) << kRowBits) | static_cast<uint32_t>(column);
}

// The text of a cell of the head, also where it lies in a merged one.
std::string HeadText(const Grid& grid, int row, int column) {
  for (const CellRange& range : grid.merged()) {
    const bool is_in = row >= range.first_row && row <= range.last_row &&
                       column >= range.first_column && column <= range.last_column;
    if (is_in) return PlainTextOf(grid.At(range.first_row, range.first_column)).text;
  }
  return PlainTextOf(grid.At(row, column)).text;
}

// A column's rows of names as one. In an upper row an empty cell has the name to its left, as where
// merged cells were saved as CSV.
std::string HeadName(const Grid& grid, const TableShape& shape, int column) {
  std::string name;
  std::string last;
  const int end = shape.header_row + shape.header_rows;
  for (int row = shape.header_row; row < end; ++row) {
    std::string text = HeadText(grid, row, column);
    for (int left = column; text.empty() && left > 0 && row + 1 < end; --left) {
      text = HeadText(grid, row, left - 1);
    }
    if (text.empty() || text == last) continue;
    absl::StrAppend(&name, name.empty() ? "" : " / ", text);
    last = text;
  }
  return name;
}

}  // namespace

absl::StatusOr<Table> Table::Cut(Grid grid, const TableShape& shape) {
  Table table;
  table.grid_ = std::make_shared<const Grid>(std::move(grid));
  table.first_row_ = shape.header_row + shape.header_rows;
  const int end =
      shape.last_row ? std::min(*shape.last_row + 1, table.grid_->rows()) : table.grid_->rows();
  table.rows_ = std::max(0, end - table.first_row_);
  table.NameColumns(shape);
  LONTAR_RETURN_IF_ERROR(table.NoteMerged());
  return table;
}

void Table::NameColumns(const TableShape& shape) {
  std::set<std::string> taken;
  for (int row = shape.header_row; row < first_row_; ++row) {
    header_cells_ = std::max(header_cells_, grid_->ColumnsOf(row));
  }
  for (int column = 0; column < grid_->columns(); ++column) {
    std::string name = HeadName(*grid_, shape, column);
    if (name.empty()) name = absl::StrCat("[", ColumnLetters(column), "]");
    std::string own = name;
    for (int again = 2; !taken.insert(own).second; ++again) {
      own = absl::StrCat(name, " (", again, ")");
    }
    columns_.push_back(own);
  }
}

absl::Status Table::NoteMerged() {
  for (const CellRange& range : grid_->merged()) {
    const int last_row = std::min(range.last_row, first_row_ + rows_ - 1);
    const int last_column = std::min(range.last_column, grid_->columns() - 1);
    for (int row = std::max(range.first_row, first_row_); row <= last_row; ++row) {
      for (int column = range.first_column; column <= last_column; ++column) {
        if (row == range.first_row && column == range.first_column) continue;
        merged_.emplace(PlaceKey(row, column), Cell{range.first_row, range.first_column});
      }
      if (merged_.size() <= static_cast<size_t>(base::kImportRowsMax)) continue;
      return base::Problem(absl::StatusCode::kInvalidArgument, "XLSX_TOO_LARGE",
                           absl::StrCat("sheet ", base::Quoted(grid_->name()), " merges more than ",
                                        base::kImportRowsMax, " cells"));
    }
  }
  return absl::OkStatus();
}

Table::Cell Table::CellAt(int row, int column) const {
  const Cell own{first_row_ + row, column};
  if (merged_.empty()) return own;
  const auto found = merged_.find(PlaceKey(own.row, own.column));
  return found == merged_.end() ? own : found->second;
}

absl::string_view Table::At(int row, int column) const {
  const Cell cell = CellAt(row, column);
  return grid_->At(cell.row, cell.column);
}

CellKind Table::KindAt(int row, int column) const {
  const Cell cell = CellAt(row, column);
  return grid_->KindAt(cell.row, cell.column);
}

bool Table::IsFormula(int row, int column) const {
  const Cell cell = CellAt(row, column);
  return grid_->IsFormula(cell.row, cell.column);
}

bool Table::IsMerged(int row, int column) const {
  return !merged_.empty() && merged_.contains(PlaceKey(first_row_ + row, column));
}

bool Table::IsMergedDown(int row, int column) const {
  const Cell own = CellAt(row, column);
  const Cell below = CellAt(row + 1, column);
  return own.row == below.row && own.column == below.column;
}

std::optional<int> Table::FindColumn(absl::string_view name) const {
  const auto found = std::ranges::find(columns_, name);
  if (found == columns_.end()) return std::nullopt;
  return static_cast<int>(found - columns_.begin());
}

std::string Table::PlaceOf(int row, std::optional<int> column) const {
  if (column) return grid_->PlaceOf(first_row_ + row, *column);
  return grid_->PlaceOfRow(first_row_ + row);
}

std::optional<TableShape> FindHeader(const Grid& grid, const std::vector<std::string>& names) {
  const int looks = std::min(kHeaderLooks, grid.rows());
  for (int header_rows = 1; header_rows <= kHeaderRowsMax; ++header_rows) {
    for (int row = 0; row + header_rows <= looks; ++row) {
      const TableShape shape{row, header_rows, std::nullopt};
      std::set<std::string> there;
      for (int column = 0; column < grid.ColumnsOf(row + header_rows - 1); ++column) {
        there.insert(HeadName(grid, shape, column));
      }
      const bool has_all = std::ranges::all_of(
          names, [&there](const std::string& name) { return there.contains(name); });
      if (has_all) return shape;
    }
  }
  return std::nullopt;
}

}  // namespace lontar::formats
