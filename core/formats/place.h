#pragma once
// Places as people and findings name them, back to rows and columns: "A6!D14", "'A 6'!D14",
// "14:D". Pure, any thread.

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace lontar::formats {

struct Place {
  std::string sheet;  // empty in a CSV file
  int row = 0;        // from 0, as the column
  int column = 0;
  friend bool operator==(const Place&, const Place&) = default;
};

// 0, 25, 26 for "A", "Z", "AA". Nothing for what is no column of a spreadsheet, "XFD" being the
// last.
std::optional<int> ColumnOfLetters(absl::string_view letters);

// "D14" without a sheet.
std::optional<Place> ParseCell(absl::string_view text);

// What Grid::PlaceOf writes. Nothing for another text.
std::optional<Place> ParsePlace(absl::string_view text);

}  // namespace lontar::formats
