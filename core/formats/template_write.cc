#include "core/formats/template_write.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/base/limits.h"
#include "core/base/memory_file.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/utf8.h"

namespace lontar::formats {
namespace {

constexpr lxw_color_t kShade = 0xEDEDED;
constexpr lxw_color_t kInputShade = 0xFFFBE6;
constexpr lxw_color_t kRule = 0xA6A6A6;
constexpr lxw_color_t kHintInk = 0x7F7F7F;
// A spreadsheet's own limits.
constexpr int kRowsMax = 1'048'576;
constexpr int kColumnsMax = 16'384;
constexpr double kTitlePoints = 14;
constexpr double kSmallPoints = 9;
constexpr uint8_t kPaperA4 = 9;

absl::Status Unwritable(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "XLSX_UNWRITABLE", sentence);
}

absl::Status CheckCell(const SheetPlan& sheet, const PlannedCell& cell) {
  if (cell.row < 0 || cell.row >= kRowsMax || cell.column < 0 || cell.column >= kColumnsMax) {
    return Unwritable(absl::StrCat("sheet ", base::Quoted(sheet.name), ": row ", cell.row + 1,
                                   ", column ", cell.column + 1, " is outside of a sheet"));
  }
  if (!IsUtf8(cell.text)) {
    return Unwritable(absl::StrCat("sheet ", base::Quoted(sheet.name), ", cell ",
                                   ColumnLetters(cell.column), cell.row + 1, " is no UTF-8"));
  }
  return absl::OkStatus();
}

// Characters that XML does not have, and a zero, at which C ends, are left out of a text. Lines end
// in LF, as in every cell: of a CR an XML reader would make one.
std::string Writable(absl::string_view text) {
  std::string writable;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_control = static_cast<unsigned char>(c) < 0x20;
    if (c == '\r') {
      if (i + 1 == text.size() || text[i + 1] != '\n') writable.push_back('\n');
    } else if (!is_control || c == '\t' || c == '\n') {
      writable.push_back(c);
    }
  }
  absl::StrReplaceAll({{"\xEF\xBF\xBE", ""}, {"\xEF\xBF\xBF", ""}}, &writable);  // U+FFFE, U+FFFF
  return writable;
}

// Owns the library's workbook until it is closed. One use.
class Writer {
 public:
  Writer(const WorkbookPlan& plan, absl::Time created) : plan_(plan), created_(created) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() {
    if (book_ != nullptr) lxw_workbook_free(book_);
  }

  absl::StatusOr<std::string> Write() {
    LONTAR_ASSIGN_OR_RETURN(base::MemoryFile file, base::MemoryFile::Make());
    std::string folder = base::MemoryFile::Folder();
    lxw_workbook_options options = {};
    if (!folder.empty()) options.tmpdir = folder.data();
    book_ = workbook_new_opt(file.path().c_str(), &options);
    if (book_ == nullptr) return Unwritable("there is no memory for the workbook");
    SetProperties();
    MakeFormats();
    for (const SheetPlan& sheet : plan_.sheets) LONTAR_RETURN_IF_ERROR(WriteSheet(sheet));
    if (!plan_.lists_sheet.empty()) LONTAR_RETURN_IF_ERROR(WriteLists());
    const lxw_error error = workbook_close(std::exchange(book_, nullptr));
    if (error != LXW_NO_ERROR) return Unwritable(lxw_strerror(error));
    return file.Bytes(base::kImportBytesMax);
  }

 private:
  void SetProperties() {
    lxw_doc_properties properties = {};
    std::string title = Writable(plan_.title);
    properties.title = title.data();
    properties.created = absl::ToTimeT(created_);
    workbook_set_properties(book_, &properties);
  }

  lxw_format* Framed(bool is_locked) {
    lxw_format* format = workbook_add_format(book_);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, kRule);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (is_locked) {
      format_set_bg_color(format, kShade);
    } else {
      format_set_bg_color(format, kInputShade);
      format_set_unlocked(format);
    }
    return format;
  }

  void MakeFormats() {
    lxw_format* title = formats_[Look::kTitle] = workbook_add_format(book_);
    format_set_bold(title);
    format_set_font_size(title, kTitlePoints);
    formats_[Look::kLabel] = workbook_add_format(book_);
    lxw_format* text = formats_[Look::kText] = workbook_add_format(book_);
    format_set_text_wrap(text);
    format_set_font_size(text, kSmallPoints);
    format_set_align(text, LXW_ALIGN_VERTICAL_TOP);
    format_set_border(text, LXW_BORDER_THIN);
    format_set_border_color(text, kRule);
    lxw_format* header = formats_[Look::kHeader] = Framed(true);
    format_set_bold(header);
    format_set_text_wrap(header);
    formats_[Look::kCode] = Framed(true);
    lxw_format* shaded = formats_[Look::kShaded] = Framed(true);
    format_set_text_wrap(shaded);
    lxw_format* input = formats_[Look::kInput] = Framed(false);
    format_set_num_format(input, "@");
    format_set_text_wrap(input);
    formats_[Look::kNumber] = Framed(false);
    lxw_format* hint = formats_[Look::kHint] = Framed(true);
    format_set_font_color(hint, kHintInk);
    format_set_italic(hint);
    format_set_text_wrap(hint);
    formats_[Look::kPlain] = nullptr;
  }

  absl::StatusOr<lxw_worksheet*> AddSheet(const std::string& name) {
    const lxw_error error = workbook_validate_sheet_name(book_, name.c_str());
    if (error != LXW_NO_ERROR) {
      return Unwritable(
          absl::StrCat("a sheet cannot be named ", base::Quoted(name), ": ", lxw_strerror(error)));
    }
    return workbook_add_worksheet(book_, name.c_str());
  }

  absl::Status WriteSheet(const SheetPlan& sheet) {
    LONTAR_ASSIGN_OR_RETURN(lxw_worksheet * made, AddSheet(sheet.name));
    for (size_t i = 0; i < sheet.widths.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column(made, column, column, sheet.widths[i], nullptr);
    }
    for (size_t i = 0; i < sheet.heights.size(); ++i) {
      if (sheet.heights[i] > 0) {
        worksheet_set_row(made, static_cast<lxw_row_t>(i), sheet.heights[i], nullptr);
      }
    }
    for (const CellRange& range : sheet.merged) {
      worksheet_merge_range(made, range.first_row, static_cast<lxw_col_t>(range.first_column),
                            range.last_row, static_cast<lxw_col_t>(range.last_column), "",
                            formats_[Look::kText]);
    }
    for (const PlannedCell& cell : sheet.cells) {
      LONTAR_RETURN_IF_ERROR(CheckCell(sheet, cell));
      LONTAR_RETURN_IF_ERROR(WriteCell(made, sheet, cell));
    }
    for (const PlannedChoice& choice : sheet.choices) WriteChoice(made, choice);
    for (const PlannedRemark& remark : sheet.remarks) WriteRemark(made, remark);
    FinishSheet(made, sheet);
    PrintBand(made);
    return absl::OkStatus();
  }

  absl::Status WriteCell(lxw_worksheet* sheet, const SheetPlan& plan, const PlannedCell& cell) {
    const auto column = static_cast<lxw_col_t>(cell.column);
    lxw_format* format = formats_[cell.look];
    double number = 0;
    lxw_error error = LXW_NO_ERROR;
    if (cell.text.empty()) {
      error = worksheet_write_blank(sheet, cell.row, column, format);
    } else if (cell.is_number && absl::SimpleAtod(cell.text, &number)) {
      error = worksheet_write_number(sheet, cell.row, column, number, format);
    } else {
      error = worksheet_write_string(sheet, cell.row, column, Writable(cell.text).c_str(), format);
    }
    if (error == LXW_NO_ERROR) return absl::OkStatus();
    return Unwritable(absl::StrCat("sheet ", base::Quoted(plan.name), ", cell ",
                                   ColumnLetters(cell.column), cell.row + 1, ": ",
                                   lxw_strerror(error)));
  }

  // The cells of the list on the sheet of lists, as a formula of a drop-down.
  std::string ListCells(const std::string& id) const {
    for (size_t i = 0; i < plan_.lists.size(); ++i) {
      if (plan_.lists[i].id != id) continue;
      const std::string column = ColumnLetters(static_cast<int>(i));
      return absl::StrCat("='", plan_.lists_sheet, "'!$", column, "$2:$", column, "$",
                          plan_.lists[i].entries.size() + 1);
    }
    return "";
  }

  void WriteChoice(lxw_worksheet* sheet, const PlannedChoice& choice) {
    std::string cells = ListCells(choice.list);
    if (cells.empty()) return;
    std::string title = choice.title;
    std::string hint = choice.hint;
    std::string error_title = "Not in the list";
    std::string error_text = "The list does not have this. Take it all the same?";
    lxw_data_validation validation = {};
    validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    validation.value_formula = cells.data();
    validation.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    validation.error_title = error_title.data();
    validation.error_message = error_text.data();
    if (!title.empty()) validation.input_title = title.data();
    if (!hint.empty()) validation.input_message = hint.data();
    worksheet_data_validation_range(
        sheet, choice.cells.first_row, static_cast<lxw_col_t>(choice.cells.first_column),
        choice.cells.last_row, static_cast<lxw_col_t>(choice.cells.last_column), &validation);
  }

  static void WriteRemark(lxw_worksheet* sheet, const PlannedRemark& remark) {
    constexpr uint16_t kWidth = 320;
    constexpr uint16_t kHeight = 120;
    std::string author = "lontar";
    lxw_comment_options options = {};
    options.author = author.data();
    options.width = kWidth;
    options.height = kHeight;
    worksheet_write_comment_opt(sheet, remark.row, static_cast<lxw_col_t>(remark.column),
                                Writable(remark.text).c_str(), &options);
  }

  // Over each page, as much as a spreadsheet takes there. In such a line & begins a command.
  void PrintBand(lxw_worksheet* sheet) const {
    if (plan_.band.empty()) return;
    constexpr size_t kBytesMax = 120;  // each may be doubled; it takes 255
    const std::string band = base::Plain(Writable(plan_.band), kBytesMax);
    worksheet_set_header(sheet,
                         absl::StrCat("&C", absl::StrReplaceAll(band, {{"&", "&&"}})).c_str());
  }

  static void FinishSheet(lxw_worksheet* sheet, const SheetPlan& plan) {
    if (plan.frozen_rows > 0 || plan.frozen_columns > 0) {
      worksheet_freeze_panes(sheet, plan.frozen_rows, static_cast<lxw_col_t>(plan.frozen_columns));
    }
    if (plan.header_row >= 0) worksheet_repeat_rows(sheet, plan.header_row, plan.header_row);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, kPaperA4);
    worksheet_fit_to_pages(sheet, static_cast<uint16_t>(plan.pages_wide), 0);
    if (plan.frozen_columns > 0) {
      worksheet_repeat_columns(sheet, 0, static_cast<lxw_col_t>(plan.frozen_columns - 1));
    }
    worksheet_set_footer(sheet, "&L&A&RPage &P of &N");
    if (plan.is_protected) {
      lxw_protection protection = {};
      protection.format_columns = 1;
      protection.format_rows = 1;
      worksheet_protect(sheet, nullptr, &protection);
    }
    if (plan.is_hidden) worksheet_hide(sheet);
  }

  absl::Status WriteLists() {
    SheetPlan sheet;
    sheet.name = plan_.lists_sheet;
    sheet.is_hidden = true;
    for (size_t i = 0; i < plan_.lists.size(); ++i) {
      const int column = static_cast<int>(i);
      sheet.cells.push_back({.row = 0, .column = column, .text = plan_.lists[i].id});
      int row = 1;
      for (const std::string& entry : plan_.lists[i].entries) {
        sheet.cells.push_back({.row = row++, .column = column, .text = entry});
      }
    }
    return WriteSheet(sheet);
  }

  const WorkbookPlan& plan_;
  absl::Time created_;
  lxw_workbook* book_ = nullptr;
  std::map<Look, lxw_format*> formats_;
};

}  // namespace

absl::StatusOr<std::string> WriteWorkbook(const WorkbookPlan& plan, absl::Time created) {
  return Writer(plan, created).Write();
}

}  // namespace lontar::formats
