#pragma once
// Numbers as people type them, read without guessing.
//
// Pure, any thread.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/formats/plain_text.h"
#include "core/observation/decimal.h"

namespace lontar::formats {

// Which marks a file uses; 0 where nobody said.
struct NumberMarks {
  char decimal = 0;   // '.' or ','
  char grouping = 0;  // ',', '.', ' ' or '\''
  // Where a person says it, for the sentence that asks.
  std::string said_in = "decimal_mark";
};

struct NumberText {
  observation::Decimal value;
  NormalisedSet normalised = 0;
  std::string footnote;  // the mark that stood behind the number: "(10)", "‡"
};

// Spaces and apostrophes group thousands; of points and commas that which the marks say, and
// without them what can be read in one way only: 12,5 and 1.234,5 and 1,234,567 and 0,125 can,
// "1,234" and "1.234" cannot. Groups have three digits. InvalidArgument with
//   NUMBER_AMBIGUOUS    one mark and three digits behind it, and the marks say nothing
//   NUMBER_SCIENTIFIC   1.2E+05: a spreadsheet has dropped digits
//   NOT_A_DECIMAL       anything else
//   DECIMAL_TOO_LONG    as ParseDecimal
absl::StatusOr<NumberText> ReadNumberText(absl::string_view text, const NumberMarks& marks);

}  // namespace lontar::formats
