#pragma once
// CSV in: a table of text cells, read strictly, so that nothing is guessed about a ministry's file.
//
// Source: RFC 4180; besides, lines may end in CR, LF or CRLF, and a UTF-8 byte order mark is
// skipped. The first row holds the column names. Nothing is trimmed, and no cell has a type.
// Values, any thread.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::formats {

// Rows of equal width under named columns. The cells lie in one string: a file of many small cells
// costs five bytes a cell more than its text, not a heap block each.
class Table {
 public:
  Table() = default;
  explicit Table(std::vector<std::string> columns) : columns_(std::move(columns)) {}
  // Needs one cell for each column.
  void AppendRow(std::span<const std::string> cells);

  const std::vector<std::string>& columns() const { return columns_; }
  // Without the row of names.
  int rows() const;
  // Row and column from 0; the text lives as long as the table.
  absl::string_view At(int row, int column) const;
  std::optional<int> FindColumn(absl::string_view name) const;
  // What a spreadsheet shows beside the row: the names are row 1.
  static int SpreadsheetRow(int row) { return row + 2; }

 private:
  std::vector<std::string> columns_;
  std::string text_;
  std::vector<uint32_t> ends_;  // in text_, one a cell, row by row
};

// The whole file or the first thing that is wrong with it. InvalidArgument with
//   CSV_TOO_LARGE  more bytes, rows, columns or cells than base/limits.h allows, or a longer cell
//   CSV_EMPTY      no row of column names
//   CSV_NOT_UTF8   bytes that are no UTF-8: the file was saved in another encoding
//   CSV_NUL        a zero byte
//   CSV_QUOTE      a quote that is not closed, or text beside a quoted cell
//   CSV_WIDTH      a row with another number of cells than the first
//   CSV_COLUMN     a column without a name, or a name twice
// The sentence names row and column as a spreadsheet counts them, names being row 1.
absl::StatusOr<Table> ReadCsv(absl::string_view bytes);

}  // namespace lontar::formats
