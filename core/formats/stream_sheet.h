#pragma once
// A workbook of one long table, written row by row: what a sheet_plan.h would have to hold whole.
//
// Texts are texts, whatever they begin with: nothing becomes a formula. One use, one thread.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace lontar::formats {

struct StreamCell {
  std::string text;
  // Stored as a number, if a spreadsheet keeps all its digits (15); else as text, so that none is
  // lost.
  bool is_number = false;
};

struct StreamColumn {
  std::string title;
  double width = 12;  // characters
};

class StreamSheet {
 public:
  // `band` stands over every page that is printed, and above the header where it is not empty.
  // ResourceExhausted with MEMORY_FILE, InvalidArgument with XLSX_UNWRITABLE.
  struct Options {
    std::string title;  // of the workbook
    std::string sheet;  // its name
    std::string band;
    absl::Time created;
    std::vector<StreamColumn> columns;
  };
  static absl::StatusOr<std::unique_ptr<StreamSheet>> Make(const Options& options);
  virtual ~StreamSheet() = default;

  // InvalidArgument with SHEET_TOO_LONG beyond the rows that a spreadsheet has.
  virtual absl::Status AddRow(const std::vector<StreamCell>& cells) = 0;
  // The file. ResourceExhausted with MEMORY_FILE above base::kImportBytesMax.
  virtual absl::StatusOr<std::string> Finish() = 0;
};

// Digits of a decimal without its sign, point and leading zeros.
int SignificantDigits(absl::string_view decimal);

}  // namespace lontar::formats
