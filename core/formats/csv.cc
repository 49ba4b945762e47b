#include "core/formats/csv.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/utf8.h"

namespace lontar::formats {
namespace {

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

absl::Status CsvProblem(absl::string_view reason, absl::string_view message) {
  return base::Problem(absl::StatusCode::kInvalidArgument, reason, message);
}

// One pass over the bytes; row_ and column_ count from 1, as a spreadsheet does.
class CsvReader {
 public:
  explicit CsvReader(absl::string_view bytes) : rest_(bytes) {}

  absl::StatusOr<Table> Read() {
    LONTAR_RETURN_IF_ERROR(ReadRow());
    LONTAR_RETURN_IF_ERROR(TakeNames());
    while (!rest_.empty()) {
      if (++row_ > base::kImportRowsMax + 1) {
        return CsvProblem("CSV_TOO_LARGE", absl::StrCat("the file has more than ",
                                                        base::kImportRowsMax, " rows; split it"));
      }
      LONTAR_RETURN_IF_ERROR(ReadRow());
      LONTAR_RETURN_IF_ERROR(TakeRow());
    }
    return std::move(table_);
  }

 private:
  std::string Place() const {
    std::string place = absl::StrCat("row ", row_, ", column ", column_);
    if (column_ <= static_cast<int>(table_.columns().size())) {
      absl::StrAppend(&place, " (", base::Quoted(table_.columns()[column_ - 1]), ")");
    }
    return place;
  }

  absl::Status ReadRow() {
    cells_.clear();
    column_ = 0;
    do {
      if (++column_ > base::kImportColumnsMax) {
        return CsvProblem("CSV_TOO_LARGE",
                          absl::StrCat("row ", row_, " has more than ", base::kImportColumnsMax,
                                       " columns; leave out what is not needed"));
      }
      std::string cell;
      LONTAR_RETURN_IF_ERROR(rest_.empty() || rest_[0] != '"' ? ReadPlain(&cell)
                                                              : ReadQuoted(&cell));
      LONTAR_RETURN_IF_ERROR(CheckText(cell));
      if (++cells_read_ > base::kImportCellsMax) {
        return CsvProblem("CSV_TOO_LARGE", absl::StrCat(Place(), ": the file has more than ",
                                                        base::kImportCellsMax, " cells; split it"));
      }
      cells_.push_back(std::move(cell));
    } while (TakeComma());
    return TakeLineEnd();
  }

  bool TakeComma() {
    if (rest_.empty() || rest_[0] != ',') return false;
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

  absl::Status ReadPlain(std::string* cell) {
    const size_t end = std::min(rest_.find_first_of(",\r\n"), rest_.size());
    *cell = std::string(rest_.substr(0, end));
    rest_.remove_prefix(end);
    if (cell->find('"') == std::string::npos) return absl::OkStatus();
    return CsvProblem("CSV_QUOTE",
                      absl::StrCat(Place(),
                                   ": a quote inside a cell without quotes; put the whole "
                                   "cell in quotes and write a quote in it twice"));
  }

  absl::Status ReadQuoted(std::string* cell) {
    rest_.remove_prefix(1);
    for (;;) {
      const size_t quote = rest_.find('"');
      if (quote == absl::string_view::npos) {
        return CsvProblem("CSV_QUOTE",
                          absl::StrCat(Place(),
                                       ": the quote that begins this cell is not closed; put "
                                       "one at its end"));
      }
      cell->append(rest_.data(), quote);
      rest_.remove_prefix(quote + 1);
      if (rest_.empty() || rest_[0] != '"') return absl::OkStatus();
      cell->push_back('"');
      rest_.remove_prefix(1);
    }
  }

  absl::Status CheckText(const std::string& cell) const {
    if (cell.size() > base::kImportCellBytesMax) {
      return CsvProblem("CSV_TOO_LARGE",
                        absl::StrCat(Place(), ": the cell has ", cell.size(),
                                     " bytes; write at most ", base::kImportCellBytesMax));
    }
    if (cell.find('\0') != std::string::npos) {
      return CsvProblem("CSV_NUL", absl::StrCat(Place(),
                                                ": a zero byte; save the file as CSV, "
                                                "UTF-8"));
    }
    if (IsUtf8(cell)) return absl::OkStatus();
    return CsvProblem("CSV_NOT_UTF8", absl::StrCat(Place(),
                                                   ": bytes that are no UTF-8; save the "
                                                   "file as CSV, UTF-8"));
  }

  absl::Status TakeNames() {
    std::set<std::string> seen;
    for (column_ = 1; column_ <= static_cast<int>(cells_.size()); ++column_) {
      const std::string& name = cells_[column_ - 1];
      if (name.empty()) {
        return CsvProblem("CSV_COLUMN",
                          absl::StrCat(Place(), ": the column has no name; give it one"));
      }
      if (!seen.insert(name).second) {
        return CsvProblem("CSV_COLUMN",
                          absl::StrCat(Place(), ": a second column is called ", base::Quoted(name),
                                       "; give each a name of its own"));
      }
    }
    table_ = Table(cells_);
    return absl::OkStatus();
  }

  absl::Status TakeRow() {
    if (cells_.size() != table_.columns().size()) {
      // What spreadsheets save as CSV where the comma is the decimal mark.
      const bool has_semicolons =
          table_.columns().size() == 1 && table_.columns()[0].find(';') != std::string::npos;
      return CsvProblem(
          "CSV_WIDTH",
          absl::StrCat("row ", row_, " has ", cells_.size(), " cells where row 1 has ",
                       table_.columns().size(),
                       has_semicolons ? "; it is separated by semicolons, save it with commas"
                                      : "; write as many commas"));
    }
    table_.AppendRow(cells_);
    return absl::OkStatus();
  }

  absl::string_view rest_;
  int row_ = 1;
  int column_ = 1;
  int cells_read_ = 0;
  std::vector<std::string> cells_;
  Table table_;
};

}  // namespace

void Table::AppendRow(std::span<const std::string> cells) {
  for (const std::string& cell : cells) {
    text_ += cell;
    ends_.push_back(static_cast<uint32_t>(text_.size()));
  }
}

int Table::rows() const {
  return columns_.empty() ? 0 : static_cast<int>(ends_.size() / columns_.size());
}

absl::string_view Table::At(int row, int column) const {
  const size_t cell = static_cast<size_t>(row) * columns_.size() + static_cast<size_t>(column);
  const uint32_t begin = cell == 0 ? 0 : ends_[cell - 1];
  return absl::string_view(text_).substr(begin, ends_[cell] - begin);
}

std::optional<int> Table::FindColumn(absl::string_view name) const {
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i] == name) return static_cast<int>(i);
  }
  return std::nullopt;
}

absl::StatusOr<Table> ReadCsv(absl::string_view bytes) {
  if (bytes.size() > base::kImportBytesMax) {
    return CsvProblem("CSV_TOO_LARGE",
                      absl::StrCat("the file has ", bytes.size(), " bytes, the limit is ",
                                   base::kImportBytesMax, "; split it"));
  }
  if (bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    bytes.remove_prefix(kByteOrderMark.size());
  }
  if (bytes.empty()) {
    return CsvProblem("CSV_EMPTY", "the file is empty; its first row must name the columns");
  }
  return CsvReader(bytes).Read();
}

}  // namespace lontar::formats
