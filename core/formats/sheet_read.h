#pragma once
// One sheet of a workbook as a grid.
//
// Source: ECMA-376 part 1, section 18.3 (worksheets). Pure, any thread.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/formats/grid.h"
#include "core/formats/workbook_parts.h"
#include "core/formats/zip_read.h"

namespace lontar::formats {

// What all sheets of one workbook may still take together.
struct WorkbookRoom {
  int64_t cells_left = 0;
  int64_t text_bytes_left = 0;
};

// The day that a spreadsheet's number stands for, "2023-11-05"; of a number below one the time of
// the day, "13:30". Both of its calendars: day 60 of the one from 1900 never was, and is shown as
// "1900-02-29". Empty for what is no day.
std::string DateOfSerial(double serial, bool counts_from_1904);

// Errors as ReadWorkbook, each with the sheet and the cell.
absl::StatusOr<Grid> ReadSheet(ZipReader* zip, const SheetPart& sheet, const WorkbookParts& parts,
                               WorkbookRoom* room);

}  // namespace lontar::formats
