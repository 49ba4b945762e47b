#pragma once
// XLSX in: the sheets of a workbook as grids, with the numbers that it stores and not those that it
// shows.
//
// Source: ECMA-376 part 1 (SpreadsheetML), part 2 (packages); read through libzip and expat. Pure,
// any thread.

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/formats/grid.h"

namespace lontar::formats {

// Whether the bytes begin as a zip file does.
bool LooksLikeWorkbook(absl::string_view bytes);

// All sheets, hidden ones too. Of a number the digits that a spreadsheet has, 15; of a formula its
// stored result. InvalidArgument with
//   XLSX_INVALID    no zip file, a part missing, XML that is not well formed or is not a workbook's
//   XLSX_TOO_LARGE  more bytes, entries, rows, columns or cells than base/limits.h allows, a part
//                   that unpacks to much more than it has, XML that is nested too deep
//   XLSX_UNSAFE     a document type or an entity of its own
//   XLSX_ENCRYPTED  protected by a password
absl::StatusOr<Workbook> ReadWorkbook(absl::string_view bytes);

}  // namespace lontar::formats
