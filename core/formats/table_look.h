#pragma once
// Where a table begins in a sheet, by looking at it. Pure, any thread.

#include <optional>

#include "absl/strings/string_view.h"
#include "core/formats/grid.h"
#include "core/formats/table.h"

namespace lontar::formats {

// A number, also one that cannot be read without asking ("1,234").
bool LooksLikeNumber(absl::string_view text, CellKind kind);
// A year from 1900 to 2199, or one of the Buddhist era; digits of any script.
bool LooksLikeYear(absl::string_view text);

// The rows of names above the first row of figures: one, or two where the upper one's names reach
// over several columns. Nothing where no row has figures.
std::optional<TableShape> LookForTable(const Grid& grid);

}  // namespace lontar::formats
