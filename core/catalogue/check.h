#pragma once
// Checks of blocks against the catalogue, all findings at once. Pure functions, any thread.

#include <string>
#include <vector>

#include "core/catalogue/catalogue.h"
#include "core/observation/block.h"

namespace lontar::catalogue {

enum class Severity { kError, kWarning, kNote };
absl::string_view NameOf(Severity severity);

struct Finding {
  std::string id;  // stable: "CODE_UNKNOWN"; listed in docs/reference/problems.md
  Severity severity = Severity::kError;
  // Where: the row of the block from 0, and the dimension or column; -1 and empty for the block as
  // a whole.
  int row = -1;
  std::string column;
  std::string value;
  std::string sentence;  // what is wrong and what would be right
};

// Errors: INDICATOR_UNKNOWN, MEASURE_UNKNOWN, DIMENSION_MISMATCH, CODE_UNKNOWN, UNIT_UNKNOWN,
// PERIOD_INVALID, CELL_TWICE, NUMBER_NEGATIVE, PERCENT_OUT_OF_RANGE, NUMBER_NOT_WHOLE (persons,
// cases), STATUS_WITHOUT_NUMBER, BLOCK_EMPTY. Warnings: TOTAL_BELOW_PART (a part is greater than
// its total by more than one unit of the last digit), CODE_OUT_OF_DATE (a code that did not hold in
// the year of the period). A block without errors is what the hub
// accepts (verdict catalogue-violated otherwise).
//
// An age may be any interval in its one spelling (Y5T17, Y14, Y_GE15); where the indicator has an
// age range of its own, that range is the total and _T is an unknown code. Not more than
// base::kFindingsPerBlockMax findings, errors before warnings.
std::vector<Finding> CheckBlock(const Catalogue& catalogue, absl::string_view indicator_id,
                                const observation::Block& block);

bool HasError(const std::vector<Finding>& findings);

}  // namespace lontar::catalogue
