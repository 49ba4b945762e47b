#include "core/formats/table_look.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "core/base/problem.h"
#include "core/formats/number_text.h"
#include "core/formats/plain_text.h"

namespace lontar::formats {
namespace {

constexpr int kRowsLookedAt = 200;

struct RowLook {
  int texts = 0;    // cells that are not empty
  int numbers = 0;  // of them numbers that are no years
  int years = 0;
};

RowLook LookAt(const Grid& grid, int row) {
  RowLook look;
  for (int column = 0; column < grid.ColumnsOf(row); ++column) {
    const absl::string_view text = grid.At(row, column);
    if (PlainTextOf(text).text.empty()) continue;
    ++look.texts;
    if (LooksLikeYear(text)) {
      ++look.years;
    } else if (LooksLikeNumber(text, grid.KindAt(row, column))) {
      ++look.numbers;
    }
  }
  return look;
}

// A row of figures: a number, and something that says of what. Where the only numbers are years the
// row below a row of names must look the same.
bool IsOfFigures(const Grid& grid, int row) {
  const RowLook look = LookAt(grid, row);
  if (look.texts < 2) return false;
  if (look.numbers > 0) return true;
  return look.years == 1 && row > 0 && LookAt(grid, row - 1).years == 0;
}

// Merged, or with gaps where the row below has names.
bool ReachesOver(const Grid& grid, int row) {
  for (const CellRange& range : grid.merged()) {
    const bool is_in_row = row >= range.first_row && row <= range.last_row;
    if (is_in_row && range.last_column > range.first_column) return true;
  }
  int gaps = 0;
  int names = 0;
  for (int column = 0; column < grid.ColumnsOf(row + 1); ++column) {
    const bool is_named_below = !grid.At(row + 1, column).empty();
    if (grid.At(row, column).empty() && is_named_below) ++gaps;
    if (!grid.At(row, column).empty()) ++names;
  }
  return gaps > 0 && names > 1;
}

}  // namespace

bool LooksLikeYear(absl::string_view text) {
  const std::string plain = WithAsciiDigits(PlainTextOf(text).text).text;
  int year = 0;
  return plain.size() == 4 && absl::SimpleAtoi(plain, &year) &&
         ((year >= 1900 && year < 2200) || (year >= 2443 && year < 2700));
}

bool LooksLikeNumber(absl::string_view text, CellKind kind) {
  if (kind == CellKind::kNumber || kind == CellKind::kPercent) return true;
  if (kind != CellKind::kText) return false;
  const absl::StatusOr<NumberText> number = ReadNumberText(text, {});
  return number.ok() || base::ReasonOf(number.status()) == "NUMBER_AMBIGUOUS" ||
         base::ReasonOf(number.status()) == "NUMBER_SCIENTIFIC";
}

std::optional<TableShape> LookForTable(const Grid& grid) {
  const int looked_at = std::min(grid.rows(), kRowsLookedAt);
  for (int row = 1; row < looked_at; ++row) {
    if (!IsOfFigures(grid, row)) continue;
    int names = row - 1;
    while (names > 0 && LookAt(grid, names).texts == 0) --names;
    if (LookAt(grid, names).texts < 2) continue;
    const bool has_upper =
        names > 0 && LookAt(grid, names - 1).texts > 0 && ReachesOver(grid, names - 1);
    return has_upper ? TableShape{names - 1, 2, std::nullopt} : TableShape{names, 1, std::nullopt};
  }
  return std::nullopt;
}

}  // namespace lontar::formats
