#pragma once
// A template as it came back: which rows were filled, under the ids of their columns.
//
// Places stay: a cell of `grid` lies where it lay in the workbook, so that whatever is found in it
// is named as the provider's spreadsheet counts ("A6!D14"). Pure, any thread.

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/check.h"
#include "core/formats/grid.h"
#include "core/formats/template_head.h"

namespace lontar::formats {

// Something about the workbook itself. What is wrong with figures is the import's.
struct TemplateFinding {
  std::string place;  // "A6!D14"; of a sheet as a whole its name
  std::string id;
  catalogue::Severity severity = catalogue::Severity::kError;
  std::string value;
  std::string sentence;
};

struct FilledSheet {
  std::string name;
  std::string indicator;  // stable id
  // The ids of the columns in row `header_row`, the filled rows below it, and nothing else. Codes
  // and deviations without their names; the method behind the source; period, unit, status and
  // confidentiality in every filled row.
  Grid grid;
  int header_row = 0;
  std::vector<int> rows;          // those that are filled, in the grid; ascending
  std::string decimal_mark_cell;  // "B2"
  char decimal_mark = 0;          // '.' or ',', as cell B2 says; 0 where it says nothing
  std::string progress;           // the provider's own statement, a code or words; may be empty
};

struct FilledNarrative {
  std::string indicator;  // stable id
  std::string text;
  std::string references;
  std::string place;
};

struct TemplateReading {
  TemplateHead head;
  std::vector<FilledSheet> sheets;          // of all indicators, filled or not
  std::vector<FilledNarrative> narratives;  // those that say something
  std::vector<TemplateFinding> findings;    // in the order of sheets and rows
};

// A row without value and status is not filled; one that has a value and no status is normal, one
// without confidentiality is free, one without period has that of the sheet's head. The cells *not
// available*, *does not apply* and *zero* of the head are the undivided row of the headline
// measure; the reason is its comment.
//
// Findings, errors: TEMPLATE_SHEET_GONE (a sheet was deleted or renamed), TEMPLATE_MOVED (the names
// of the columns are not where they were), TEMPLATE_NIL_AND_FIGURES (the head says that there is
// nothing, and figures stand below it), DECIMAL_MARK_UNKNOWN. Notes: TEMPLATE_ROW_WITHOUT_VALUE
// (words without a figure or a status: not taken).
//
// InvalidArgument as ReadTemplateHead, and TEMPLATE_MISMATCH if the workbook is of another
// collection or names an indicator that the catalogue does not have.
absl::StatusOr<TemplateReading> ReadTemplate(const Workbook& workbook,
                                             const catalogue::Catalogue& catalogue);

}  // namespace lontar::formats
