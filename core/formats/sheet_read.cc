#include "core/formats/sheet_read.h"

#include <cmath>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"

namespace lontar::formats {
namespace {

constexpr int kSpreadsheetRows = 1'048'576;
constexpr int kSpreadsheetColumns = 16'384;
constexpr double kLastSerial = 2'958'465;  // 9999-12-31

struct CellRef {
  int row = 0;
  int column = 0;
};

// "D14"; nothing for what is no such place. Dollar signs are not expected.
std::optional<CellRef> ParseRef(absl::string_view text) {
  CellRef ref;
  size_t i = 0;
  for (; i < text.size() && absl::ascii_isupper(static_cast<unsigned char>(text[i])); ++i) {
    ref.column = ref.column * 26 + (text[i] - 'A' + 1);
    if (ref.column > kSpreadsheetColumns) return std::nullopt;
  }
  if (i == 0 || !absl::SimpleAtoi(text.substr(i), &ref.row)) return std::nullopt;
  if (ref.row < 1 || ref.row > kSpreadsheetRows) return std::nullopt;
  return CellRef{ref.row - 1, ref.column - 1};
}

// A number as a spreadsheet keeps it, 15 digits, without an exponent where it can do without.
std::string FifteenDigits(double number) {
  const std::string shortest = absl::StrFormat("%.15g", number);
  if (shortest.find('e') == std::string::npos) return shortest;
  // Down to the nine places that a decimal has; up to what it holds.
  if (std::abs(number) >= 1e18 || std::abs(number) < 1e-9) return shortest;
  std::string plain = absl::StrFormat("%.*f", std::abs(number) < 1 ? 20 : 0, number);
  if (plain.find('.') != std::string::npos) {
    while (plain.back() == '0') plain.pop_back();
  }
  return plain;
}

class SheetListener : public XmlListener {
 public:
  SheetListener(const SheetPart& sheet, const WorkbookParts& parts, WorkbookRoom* room)
      : parts_(parts), room_(room), grid_(sheet.name, sheet.is_hidden) {}

  Grid Take() { return std::move(grid_); }

  absl::Status OnStart(absl::string_view name, const XmlAttributes& attributes) override {
    if (name == "row") return StartRow(attributes);
    if (name == "c") return StartCell(attributes);
    if (name == "v" || name == "t") text_ = &value_;
    if (name == "f") {
      text_ = &formula_;
      is_formula_ = true;
    }
    if (name == "rPh") is_aloud_ = true;
    if (name == "mergeCell") return AddMerged(AttributeOf(attributes, "ref"));
    if (name == "col") AddHiddenColumns(attributes);
    return absl::OkStatus();
  }

  absl::Status OnEnd(absl::string_view name) override {
    if (name == "v" || name == "t" || name == "f") text_ = nullptr;
    if (name == "rPh") is_aloud_ = false;
    if (name == "row") is_in_row_ = false;
    if (name == "c") return FinishCell();
    return absl::OkStatus();
  }

  absl::Status OnText(absl::string_view text) override {
    if (text_ == nullptr || is_aloud_ || !is_in_cell_) return absl::OkStatus();
    text_->append(text.data(), text.size());
    return text_->size() <= base::kImportCellBytesMax
               ? absl::OkStatus()
               : TooLarge(absl::StrCat(Place(), " has more than ", base::kImportCellBytesMax,
                                       " bytes; shorten it"));
  }

 private:
  std::string Place() const { return grid_.PlaceOf(row_, column_); }

  static absl::Status TooLarge(absl::string_view sentence) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "XLSX_TOO_LARGE", sentence);
  }
  static absl::Status Invalid(absl::string_view sentence) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "XLSX_INVALID", sentence);
  }

  // Rows ascend; those without cells may be left out.
  absl::Status StartRow(const XmlAttributes& attributes) {
    int row = row_ + 2;
    const absl::string_view said = AttributeOf(attributes, "r");
    const bool is_number = said.empty() || absl::SimpleAtoi(said, &row);
    if (!is_number || row < row_ + 2) {
      return Invalid(absl::StrCat("sheet ", base::Quoted(grid_.name()), " has row ",
                                  base::Quoted(said), " after row ", row_ + 1,
                                  "; open the workbook and save it again"));
    }
    if (row > base::kImportRowsMax + 1) {
      return TooLarge(absl::StrCat("sheet ", base::Quoted(grid_.name()), " has row ", row,
                                   "; at most ", base::kImportRowsMax, " rows are read, split it"));
    }
    while (grid_.rows() < row) grid_.AppendRow();
    is_in_row_ = true;
    row_ = row - 1;
    column_ = -1;
    filled_ = 0;
    const absl::string_view hidden = AttributeOf(attributes, "hidden");
    if (hidden == "1" || hidden == "true") grid_.AddHiddenRow(row_);
    return absl::OkStatus();
  }

  absl::Status StartCell(const XmlAttributes& attributes) {
    if (!is_in_row_) {
      return Invalid(absl::StrCat("sheet ", base::Quoted(grid_.name()),
                                  " has a cell outside of its rows; open the workbook and save it "
                                  "again"));
    }
    const absl::string_view said = AttributeOf(attributes, "r");
    CellRef ref{row_, column_ + 1};
    if (!said.empty()) {
      const std::optional<CellRef> parsed = ParseRef(said);
      if (!parsed || parsed->row != row_ || parsed->column <= column_) {
        return Invalid(absl::StrCat("sheet ", base::Quoted(grid_.name()), " has a cell ",
                                    base::Quoted(said), " after ", Place(),
                                    "; open the workbook and save it again"));
      }
      ref = *parsed;
    }
    column_ = ref.column;
    type_ = std::string(AttributeOf(attributes, "t"));
    style_ = 0;
    if (!absl::SimpleAtoi(AttributeOf(attributes, "s"), &style_)) style_ = 0;
    value_.clear();
    formula_.clear();
    is_formula_ = false;
    is_in_cell_ = true;
    return absl::OkStatus();
  }

  absl::Status FinishCell() {
    is_in_cell_ = false;
    if (is_formula_ && value_.empty() && type_ != "str") {
      return Put(absl::StrCat("=", formula_), CellKind::kFormulaUnread);
    }
    if (type_ == "s") return PutShared();
    if (type_ == "b") return Put(value_ == "1" ? "TRUE" : "FALSE", CellKind::kBoolean);
    if (type_ == "e") return Put(value_, CellKind::kError);
    if (type_ == "d") return Put(value_, CellKind::kDate);
    if (type_ == "str" || type_ == "inlineStr") return Put(value_, CellKind::kText);
    if (value_.empty()) return absl::OkStatus();
    return PutNumber();
  }

  absl::Status PutShared() {
    size_t index = 0;
    if (!absl::SimpleAtoi(value_, &index) || index >= parts_.shared_texts.size()) {
      return Invalid(absl::StrCat(Place(), " refers to text ", base::Quoted(value_), " of ",
                                  parts_.shared_texts.size(),
                                  "; open the workbook and save it again"));
    }
    return Put(parts_.shared_texts[index], CellKind::kText);
  }

  absl::Status PutNumber() {
    double number = 0;
    if (!absl::SimpleAtod(value_, &number) || !std::isfinite(number)) {
      return Invalid(absl::StrCat(Place(), " holds ", base::Quoted(value_),
                                  " as a number; open the workbook and save it again"));
    }
    const size_t style = static_cast<size_t>(style_);
    const NumberLook look =
        style_ >= 0 && style < parts_.looks.size() ? parts_.looks[style] : NumberLook::kNumber;
    if (look == NumberLook::kDate) {
      const std::string date = DateOfSerial(number, parts_.counts_from_1904);
      if (!date.empty()) return Put(date, CellKind::kDate);
    }
    if (look == NumberLook::kPercent) return Put(FifteenDigits(number * 100), CellKind::kPercent);
    return Put(FifteenDigits(number), CellKind::kNumber);
  }

  absl::Status Put(absl::string_view text, CellKind kind) {
    if (text.empty()) return absl::OkStatus();
    if (column_ >= base::kImportColumnsMax) {
      return TooLarge(absl::StrCat(Place(), " is beyond column ", base::kImportColumnsMax,
                                   "; leave out what is not needed"));
    }
    const int64_t bytes = static_cast<int64_t>(text.size());
    room_->cells_left -= column_ - filled_ + 1;
    room_->text_bytes_left -= bytes;
    if (room_->cells_left < 0 || room_->text_bytes_left < 0) {
      return TooLarge(absl::StrCat(Place(), ": the workbook has more than ", base::kImportCellsMax,
                                   " cells or ", base::kWorkbookUnpackedBytesMax,
                                   " bytes of text; split it"));
    }
    for (; filled_ < column_; ++filled_) grid_.AppendCell("");
    grid_.AppendCell(text, kind, is_formula_ && kind != CellKind::kFormulaUnread);
    ++filled_;
    return absl::OkStatus();
  }

  absl::Status AddMerged(absl::string_view ref) {
    const std::vector<absl::string_view> ends = absl::StrSplit(ref, ':');
    const auto from = ParseRef(ends.front());
    const auto to = ParseRef(ends.back());
    if (ends.size() > 2 || !from || !to || to->row < from->row || to->column < from->column) {
      return Invalid(absl::StrCat("sheet ", base::Quoted(grid_.name()), " merges ",
                                  base::Quoted(ref), ", which are no cells"));
    }
    if (grid_.merged().size() >= static_cast<size_t>(base::kImportRowsMax)) {
      return TooLarge(absl::StrCat("sheet ", base::Quoted(grid_.name()), " has more than ",
                                   base::kImportRowsMax, " merged cells"));
    }
    grid_.AddMerged({from->row, to->row, from->column, to->column});
    return absl::OkStatus();
  }

  void AddHiddenColumns(const XmlAttributes& attributes) {
    const absl::string_view hidden = AttributeOf(attributes, "hidden");
    int from = 0;
    int to = 0;
    if (hidden != "1" && hidden != "true") return;
    if (!absl::SimpleAtoi(AttributeOf(attributes, "min"), &from)) return;
    if (!absl::SimpleAtoi(AttributeOf(attributes, "max"), &to)) return;
    const int last = std::min(to, base::kImportColumnsMax);
    for (int column = std::max(from, 1); column <= last; ++column) {
      grid_.AddHiddenColumn(column - 1);
    }
  }

  const WorkbookParts& parts_;
  WorkbookRoom* const room_;
  Grid grid_;
  int row_ = -1;
  int column_ = -1;
  int filled_ = 0;  // cells of this row that are in the grid
  std::string type_;
  int style_ = 0;
  std::string value_;
  std::string formula_;
  std::string* text_ = nullptr;  // where text goes
  bool is_formula_ = false;
  bool is_aloud_ = false;
  bool is_in_row_ = false;
  bool is_in_cell_ = false;
};

}  // namespace

std::string DateOfSerial(double serial, bool counts_from_1904) {
  if (serial < 0 || serial > kLastSerial) return "";
  const int day = static_cast<int>(serial);
  if (day == 0 && !counts_from_1904) {
    const int minutes = static_cast<int>(serial * 24 * 60 + 0.5);
    return absl::StrFormat("%02d:%02d", minutes / 60, minutes % 60);
  }
  if (counts_from_1904) return absl::FormatCivilTime(absl::CivilDay(1904, 1, 1) + day);
  if (day == 60) return "1900-02-29";
  return absl::FormatCivilTime(absl::CivilDay(1899, 12, day < 60 ? 31 : 30) + day);
}

absl::StatusOr<Grid> ReadSheet(ZipReader* zip, const SheetPart& sheet, const WorkbookParts& parts,
                               WorkbookRoom* room) {
  SheetListener listener(sheet, parts, room);
  LONTAR_RETURN_IF_ERROR(ReadXmlPart(zip, sheet.part, &listener));
  return listener.Take();
}

}  // namespace lontar::formats
