#pragma once
// A table and its mapping become blocks of one member, checked against a catalogue. Pure, any
// thread.

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/check.h"
#include "core/formats/csv.h"
#include "core/formats/mapping.h"
#include "core/observation/block.h"

namespace lontar::formats {

// Something about the file, where a person finds it in a spreadsheet.
struct ImportFinding {
  int row = 0;         // as a spreadsheet counts, names being row 1; 0: the file as a whole
  std::string column;  // its name in the file; empty: the row as a whole
  std::string value;   // the cell's text as it stands there, its first 256 bytes
  std::string id;      // stable: "NOT_A_DECIMAL"; listed in docs/reference/problems.md
  catalogue::Severity severity = catalogue::Severity::kError;
  std::string sentence;  // what is wrong and what would be right
};

struct ImportedIndicator {
  std::string indicator;                   // stable id
  std::vector<observation::Block> blocks;  // ascending by (measure, period); no empty ones
  // The spreadsheet row of each block's rows: places[b][r] for blocks[b].rows[r].
  std::vector<std::vector<int>> places;
};

// read = taken + refused + not_taken + other_member, always.
struct ImportResult {
  int read = 0;
  int taken = 0;      // stand in a block
  int refused = 0;    // have a finding of severity error
  int not_taken = 0;  // of this member, and no indicator's by the mapping
  int other_member = 0;
  // not_taken by the text of the mapping's column `series`; at most base::kImportFindingsMax names,
  // rows of others are only in the sum.
  std::map<std::string, int> not_taken_by_series;
  std::vector<ImportedIndicator> indicators;
  std::vector<ImportFinding> findings;  // ascending by row
};

// All rows of `member` that the mapping takes, as blocks without errors; everything wrong with the
// others, at once. Values are scaled exactly to the measure's unit, the unit of the file stays with
// the block; age deviations are stated.
//
// Errors of rows: those of catalogue::CheckBlock, and NOT_A_DECIMAL, DECIMAL_TOO_LONG,
// NOT_A_PERIOD, MEMBER_INVALID, CODE_UNMAPPED (a text that the mapping does not translate),
// MEASURE_UNKNOWN, UNIT_UNKNOWN, UNIT_MIXED (another unit than the block's first row),
// STATUS_UNKNOWN, STATUS_WITHOUT_NUMBER, VALUE_MISSING, TEXT_TOO_LONG, CELL_TWICE;
// TOO_MANY_FINDINGS (of a block; of the file: at most base::kImportFindingsMax are listed, and
// whether there are errors among the rest is always said). Note: NO_INDICATOR, one a series.
//
// InvalidArgument with MAPPING_MISMATCH if the mapping names an indicator, measure or dimension
// that the catalogue does not have, or leaves a dimension out; with COLUMN_MISSING if the table
// lacks columns that it names.
absl::StatusOr<ImportResult> ImportTable(const Table& table, const Mapping& mapping,
                                         const catalogue::Catalogue& catalogue,
                                         absl::string_view member);

}  // namespace lontar::formats
