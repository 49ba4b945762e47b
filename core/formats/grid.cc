#include "core/formats/grid.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace lontar::formats {
namespace {

constexpr uint8_t kFormulaBit = 0x80;
constexpr int kLetters = 26;

// Names of letters, digits and underlines that do not begin with a digit stand without quotes, and
// so do those that every spreadsheet takes; the others are quoted.
std::string SheetInPlace(const std::string& name) {
  const bool is_plain = std::ranges::all_of(
      name, [](char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_'; });
  if (is_plain) return name;
  return absl::StrCat("'", absl::StrReplaceAll(name, {{"'", "''"}}), "'");
}

}  // namespace

std::string ColumnLetters(int column) {
  std::string letters;
  for (int rest = column + 1; rest > 0; rest = (rest - 1) / kLetters) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % kLetters));
  }
  return letters;
}

void Grid::AppendRow() { row_begins_.push_back(static_cast<uint32_t>(ends_.size())); }

void Grid::AppendCell(absl::string_view text, CellKind kind, bool is_formula) {
  text_.append(text.data(), text.size());
  ends_.push_back(static_cast<uint32_t>(text_.size()));
  kinds_.push_back(
      static_cast<uint8_t>(static_cast<uint8_t>(kind) | (is_formula ? kFormulaBit : 0)));
  columns_ = std::max(columns_, static_cast<int>(ends_.size() - row_begins_.back()));
}

int Grid::ColumnsOf(int row) const {
  if (row < 0 || row >= rows()) return 0;
  const size_t place = static_cast<size_t>(row);
  const size_t end = place + 1 < row_begins_.size() ? row_begins_[place + 1] : ends_.size();
  return static_cast<int>(end - row_begins_[place]);
}

size_t Grid::CellAt(int row, int column) const {
  if (column < 0 || column >= ColumnsOf(row)) return kinds_.size();
  return row_begins_[static_cast<size_t>(row)] + static_cast<size_t>(column);
}

absl::string_view Grid::At(int row, int column) const {
  const size_t cell = CellAt(row, column);
  if (cell == kinds_.size()) return {};
  const uint32_t begin = cell == 0 ? 0 : ends_[cell - 1];
  return absl::string_view(text_).substr(begin, ends_[cell] - begin);
}

CellKind Grid::KindAt(int row, int column) const {
  const size_t cell = CellAt(row, column);
  if (cell == kinds_.size()) return CellKind::kText;
  return static_cast<CellKind>(kinds_[cell] & ~kFormulaBit);
}

bool Grid::IsFormula(int row, int column) const {
  const size_t cell = CellAt(row, column);
  return cell != kinds_.size() && (kinds_[cell] & kFormulaBit) != 0;
}

std::string Grid::PlaceOf(int row, int column) const {
  const std::string letters = ColumnLetters(column);
  if (!is_sheet()) return absl::StrCat(row + 1, ":", letters);
  return absl::StrCat(SheetInPlace(name_), "!", letters, row + 1);
}

std::string Grid::PlaceOfRow(int row) const {
  if (!is_sheet()) return absl::StrCat(row + 1);
  return absl::StrCat(SheetInPlace(name_), "!", row + 1);
}

}  // namespace lontar::formats
