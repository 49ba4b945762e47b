#include "core/formats/csv.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/utf8.h"

namespace lontar::formats {
namespace {

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr absl::string_view kSeparatorRow = "sep=";
constexpr absl::string_view kSeparators = ",;\t|";
// A byte of another encoding is at most three of UTF-8.
constexpr size_t kTextBytesMax = 3 * base::kImportBytesMax;

absl::Status CsvProblem(absl::string_view reason, absl::string_view message) {
  return base::Problem(absl::StatusCode::kInvalidArgument, reason, message);
}

// One pass over the bytes; row_ and column_ count from 1, as a spreadsheet does.
class CsvReader {
 public:
  CsvReader(absl::string_view bytes, char separator)
      : rest_(bytes), separator_(separator), ends_({separator, '\r', '\n'}) {}

  absl::StatusOr<Grid> Read() {
    while (!rest_.empty()) {
      if (++row_ > base::kImportRowsMax + 1) {
        return CsvProblem("CSV_TOO_LARGE", absl::StrCat("the file has more than ",
                                                        base::kImportRowsMax, " rows; split it"));
      }
      grid_.AppendRow();
      LONTAR_RETURN_IF_ERROR(ReadRow());
    }
    return std::move(grid_);
  }

 private:
  std::string Place() const {
    std::string place = absl::StrCat("row ", row_, ", column ", column_);
    const std::string name(row_ == 1 ? "" : grid_.At(0, column_ - 1));
    if (!name.empty()) absl::StrAppend(&place, " (", base::Quoted(name), ")");
    return place;
  }

  absl::Status ReadRow() {
    column_ = 0;
    do {
      if (++column_ > base::kImportColumnsMax) {
        return CsvProblem("CSV_TOO_LARGE",
                          absl::StrCat("row ", row_, " has more than ", base::kImportColumnsMax,
                                       " columns; leave out what is not needed"));
      }
      cell_.clear();
      LONTAR_RETURN_IF_ERROR(rest_.empty() || rest_[0] != '"' ? ReadPlain() : ReadQuoted());
      LONTAR_RETURN_IF_ERROR(CheckText());
      if (++cells_read_ > base::kImportCellsMax) {
        return CsvProblem("CSV_TOO_LARGE", absl::StrCat(Place(), ": the file has more than ",
                                                        base::kImportCellsMax, " cells; split it"));
      }
      grid_.AppendCell(cell_);
    } while (TakeSeparator());
    return TakeLineEnd();
  }

  bool TakeSeparator() {
    if (rest_.empty() || rest_[0] != separator_) return false;
    rest_.remove_prefix(1);
    return true;
  }

  absl::Status TakeLineEnd() {
    if (rest_.empty()) return absl::OkStatus();
    if (rest_[0] != '\r' && rest_[0] != '\n') {
      return CsvProblem("CSV_QUOTE", absl::StrCat(Place(),
                                                  ": text follows the closing quote; put the whole "
                                                  "cell in quotes and write a quote in it twice"));
    }
    rest_.remove_prefix(rest_.size() > 1 && rest_[0] == '\r' && rest_[1] == '\n' ? 2 : 1);
    return absl::OkStatus();
  }

  absl::Status ReadPlain() {
    const size_t end = std::min(rest_.find_first_of(ends_), rest_.size());
    cell_.assign(rest_.data(), end);
    rest_.remove_prefix(end);
    if (cell_.find('"') == std::string::npos) return absl::OkStatus();
    return CsvProblem("CSV_QUOTE",
                      absl::StrCat(Place(),
                                   ": a quote inside a cell without quotes; put the whole "
                                   "cell in quotes and write a quote in it twice"));
  }

  absl::Status ReadQuoted() {
    rest_.remove_prefix(1);
    for (;;) {
      const size_t quote = rest_.find('"');
      if (quote == absl::string_view::npos) {
        return CsvProblem("CSV_QUOTE",
                          absl::StrCat(Place(),
                                       ": the quote that begins this cell is not closed; put "
                                       "one at its end"));
      }
      cell_.append(rest_.data(), quote);
      rest_.remove_prefix(quote + 1);
      if (rest_.empty() || rest_[0] != '"') return absl::OkStatus();
      cell_.push_back('"');
      rest_.remove_prefix(1);
    }
  }

  absl::Status CheckText() const {
    if (cell_.size() > base::kImportCellBytesMax) {
      return CsvProblem("CSV_TOO_LARGE",
                        absl::StrCat(Place(), ": the cell has ", cell_.size(),
                                     " bytes; write at most ", base::kImportCellBytesMax));
    }
    if (cell_.find('\0') != std::string::npos) {
      return CsvProblem("CSV_NUL", absl::StrCat(Place(),
                                                ": a zero byte; save the file as CSV, "
                                                "UTF-8"));
    }
    if (IsUtf8(cell_)) return absl::OkStatus();
    return CsvProblem("CSV_NOT_UTF8", absl::StrCat(Place(),
                                                   ": bytes that are no UTF-8; save the "
                                                   "file as CSV, UTF-8"));
  }

  absl::string_view rest_;
  const char separator_;
  const std::string ends_;  // of a cell without quotes
  int row_ = 0;
  int column_ = 1;
  int cells_read_ = 0;
  std::string cell_;
  Grid grid_;
};

// How many cells each of the first lines has with this separator; those in quotes do not count.
// How often the most frequent number above one occurs, and that number.
std::pair<int, int> EvennessOf(absl::string_view text, char separator) {
  constexpr size_t kLooked = 64 * 1024;
  constexpr int kLines = 50;
  std::map<int, int> lines_by_cells;
  bool is_quoted = false;
  int cells = 1;
  int lines = 0;
  for (const char c : text.substr(0, kLooked)) {
    if (c == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (c == separator) ++cells;
    if (c != '\n' && c != '\r') continue;
    if (cells > 1) ++lines_by_cells[cells];
    cells = 1;
    if (++lines == kLines) break;
  }
  if (cells > 1 && lines < kLines) ++lines_by_cells[cells];
  std::pair<int, int> best = {0, 0};
  for (const auto& [count, times] : lines_by_cells) best = std::max(best, {times, count});
  return best;
}

absl::Status CheckNames(const Grid& grid) {
  std::set<absl::string_view> seen;
  for (int column = 0; column < grid.ColumnsOf(0); ++column) {
    const absl::string_view name = grid.At(0, column);
    const std::string place = absl::StrCat("row 1, column ", column + 1);
    if (name.empty()) {
      return CsvProblem("CSV_COLUMN", absl::StrCat(place, ": the column has no name; give it one"));
    }
    if (!seen.insert(name).second) {
      return CsvProblem("CSV_COLUMN",
                        absl::StrCat(place, ": a second column is called ", base::Quoted(name),
                                     "; give each a name of its own"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckWidths(const Grid& grid) {
  const int width = grid.ColumnsOf(0);
  for (int row = 1; row < grid.rows(); ++row) {
    if (grid.ColumnsOf(row) == width) continue;
    return CsvProblem("CSV_WIDTH",
                      absl::StrCat("row ", row + 1, " has ", grid.ColumnsOf(row),
                                   " cells where row 1 has ", width, "; write as many commas"));
  }
  return absl::OkStatus();
}

}  // namespace

char SeparatorOf(absl::string_view text) {
  if (absl::StartsWith(text, kSeparatorRow) && text.size() > kSeparatorRow.size() &&
      kSeparators.find(text[kSeparatorRow.size()]) != absl::string_view::npos) {
    return text[kSeparatorRow.size()];
  }
  char best = ',';
  std::pair<int, int> evenness = {0, 0};
  for (const char separator : kSeparators) {
    const std::pair<int, int> own = EvennessOf(text, separator);
    if (own <= evenness) continue;
    evenness = own;
    best = separator;
  }
  return best;
}

absl::StatusOr<Grid> ReadCsvGrid(absl::string_view text, char separator) {
  if (text.size() > kTextBytesMax) {
    return CsvProblem("CSV_TOO_LARGE",
                      absl::StrCat("the text has ", text.size(), " bytes, the limit is ",
                                   kTextBytesMax, "; split it"));
  }
  if (absl::StartsWith(text, kSeparatorRow)) {
    const size_t end = text.find_first_of("\r\n");
    if (end == kSeparatorRow.size() + 1) {
      text.remove_prefix(absl::StartsWith(text.substr(end), "\r\n") ? end + 2 : end + 1);
    }
  }
  if (text.empty()) {
    return CsvProblem("CSV_EMPTY", "the file is empty; its first row must name the columns");
  }
  return CsvReader(text, separator).Read();
}

absl::StatusOr<Table> ReadCsv(absl::string_view bytes) {
  if (bytes.size() > base::kImportBytesMax) {
    return CsvProblem("CSV_TOO_LARGE",
                      absl::StrCat("the file has ", bytes.size(), " bytes, the limit is ",
                                   base::kImportBytesMax, "; split it"));
  }
  if (absl::StartsWith(bytes, kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  LONTAR_ASSIGN_OR_RETURN(Grid grid, ReadCsvGrid(bytes, ','));
  LONTAR_RETURN_IF_ERROR(CheckNames(grid));
  LONTAR_RETURN_IF_ERROR(CheckWidths(grid));
  return Table::Cut(std::move(grid), {});
}

}  // namespace lontar::formats
