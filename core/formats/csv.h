#pragma once
// CSV in: a table of text cells, read strictly, so that nothing is guessed about a ministry's file.
//
// Source: RFC 4180; besides, lines may end in CR, LF or CRLF, and cells may be separated by
// semicolons, tabs or bars. Nothing is trimmed, and no cell has a type. Pure, any thread.

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/formats/grid.h"
#include "core/formats/table.h"

namespace lontar::formats {

// The separator that cuts most of the first rows into the same number of cells; a first row
// "sep=;" says it itself. A comma where there is only one column.
char SeparatorOf(absl::string_view text);

// All rows as they stand, each as wide as it is; a row "sep=;" is none, as for a spreadsheet.
// `text` is UTF-8 without a byte order mark. InvalidArgument with
//   CSV_TOO_LARGE  more bytes, rows, columns or cells than base/limits.h allows, or a longer cell
//   CSV_EMPTY      no row
//   CSV_NUL        a zero byte
//   CSV_QUOTE      a quote that is not closed, or text beside a quoted cell
// The sentence names row and column as a spreadsheet counts them.
absl::StatusOr<Grid> ReadCsvGrid(absl::string_view text, char separator);

// A table that a program wrote: UTF-8, commas, names in the first row, every row as wide. Besides
// the above, InvalidArgument with
//   CSV_NOT_UTF8   bytes that are no UTF-8
//   CSV_WIDTH      a row with another number of cells than the first
//   CSV_COLUMN     a column without a name, or a name twice
absl::StatusOr<Table> ReadCsv(absl::string_view bytes);

}  // namespace lontar::formats
