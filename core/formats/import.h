#pragma once
// Tables and their mappings become blocks, checked against a catalogue. Pure, any thread.

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"
#include "core/formats/finding_list.h"
#include "core/formats/mapping.h"
#include "core/formats/plain_text.h"
#include "core/formats/row_read.h"
#include "core/formats/table.h"
#include "core/observation/block.h"

namespace lontar::formats {

// Where a figure stands, and how it was read.
struct FigurePlace {
  int table = 0;   // of the file, from 0
  int row = 0;     // of that table, from 0
  int column = 0;  // of that table, from 0
  NormalisedSet normalised = 0;
  bool is_hidden = false;  // the figure is held back: no answer repeats it (held_back.h)
};

struct ImportedIndicator {
  std::string member;
  std::string indicator;                   // stable id
  std::vector<observation::Block> blocks;  // ascending by (measure, period); no empty ones
  // places[b][r] of blocks[b].rows[r].
  std::vector<std::vector<FigurePlace>> places;
};

// read = taken + unchanged + warned + refused + not_taken + other_member, always.
struct RowCounts {
  int read = 0;
  int taken = 0;      // all figures stand in a block, and none has a warning
  int unchanged = 0;  // and all of them say what is stated already
  int warned = 0;     // taken, with a warning
  int refused = 0;    // have a finding of severity error
  int not_taken = 0;  // of this member, and no indicator's by the mapping
  int other_member = 0;
};

// What a template says of an indicator in words.
struct ImportedNarrative {
  std::string member;
  std::string indicator;  // stable id
  std::string text;       // as narrative_text.h writes it
  std::string place;      // where the words stand, or the sheet with the statement of progress
};

struct ImportResult {
  std::vector<std::vector<RowFate>> fates;  // by table and row
  // not_taken by the text of the mapping's column `series`; at most base::kImportFindingsMax names,
  // rows of others are only in the sum.
  std::map<std::string, int> not_taken_by_series;
  std::vector<ImportedIndicator> indicators;  // ascending by member and indicator
  std::vector<ImportFinding> findings;        // ascending by table and row
  std::vector<ImportedNarrative> narratives;  // ascending by indicator, none twice (ImportMapped)
};

// Blank rows are not read. `unchanged`: places of figures that are stated already.
RowCounts CountRows(const ImportResult& result, const std::vector<FigurePlace>& unchanged = {});

// All rows of `member` that the mappings take, or of every member where it is empty, as blocks
// without errors; everything wrong with the others, at once. Values are scaled exactly to the
// measure's unit, the unit of the file stays with the block; age deviations are stated.
//
// Errors of rows: those of catalogue::CheckBlock, of number_text.h and period_text.h, and
// MEMBER_INVALID, INDICATOR_UNKNOWN, CODE_UNMAPPED (a text that the mapping does not translate),
// MEASURE_UNKNOWN, UNIT_UNKNOWN, UNIT_MIXED (another unit than the block's first row),
// STATUS_UNKNOWN, STATUS_WITHOUT_NUMBER, VALUE_MISSING, MISSING_MARK, MERGED_FIGURE, DATE_IN_CELL,
// ERROR_IN_CELL, FORMULA_WITHOUT_RESULT, PERCENT_SIGN_MISPLACED, TEXT_TOO_LONG, ROW_TOO_WIDE,
// ROW_CUT, CELL_TWICE; TOO_MANY_FINDINGS. Notes: CELL_NORMALISED (one a cell), ROW_WITHOUT_FIGURES,
// NO_INDICATOR (one a series), HIDDEN_ROWS, HIDDEN_COLUMNS.
//
// InvalidArgument as FitCatalogue and FitTable (fit.h), and with CSV_TOO_LARGE, XLSX_TOO_LARGE
// where there are more figures than a table of one column of them may have rows.
absl::StatusOr<ImportResult> ImportTables(const std::vector<MappedTable>& tables,
                                          const catalogue::Catalogue& catalogue,
                                          absl::string_view member);

}  // namespace lontar::formats
