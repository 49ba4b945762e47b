#include "core/formats/stream_sheet.h"

#include <xlsxwriter.h>

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

namespace lontar::formats {
namespace {

// A spreadsheet's own limits.
constexpr int kStreamRowsMax = 1'048'576;
constexpr size_t kCellBytesMax = 32'767;
constexpr int kExactDigits = 15;

absl::Status StreamProblem(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "XLSX_UNWRITABLE", sentence);
}

// What XML cannot hold is left out. A text is cut at what a cell may hold, not within a character.
std::string CellText(absl::string_view text) {
  std::string clean;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') clean.push_back(c);
  }
  absl::StrReplaceAll({{"\xEF\xBF\xBE", ""}, {"\xEF\xBF\xBF", ""}}, &clean);  // U+FFFE, U+FFFF
  if (clean.size() <= kCellBytesMax) return clean;
  size_t end = kCellBytesMax;
  while (end > 0 && (static_cast<unsigned char>(clean[end]) & 0xC0) == 0x80) --end;
  return clean.substr(0, end);
}

class XlsxStream : public StreamSheet {
 public:
  XlsxStream(base::MemoryFile file, Options options)
      : file_(std::move(file)), options_(std::move(options)) {}
  XlsxStream(const XlsxStream&) = delete;
  XlsxStream& operator=(const XlsxStream&) = delete;
  ~XlsxStream() override {
    if (book_ != nullptr) lxw_workbook_free(book_);
  }

  absl::Status Open() {
    std::string folder = base::MemoryFile::Folder();
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE;  // a row is written when the next one begins
    if (!folder.empty()) options.tmpdir = folder.data();
    book_ = workbook_new_opt(file_.path().c_str(), &options);
    if (book_ == nullptr) return StreamProblem("there is no memory for the workbook");
    lxw_doc_properties properties = {};
    std::string title = CellText(options_.title);
    properties.title = title.data();
    properties.created = absl::ToTimeT(options_.created);
    workbook_set_properties(book_, &properties);
    sheet_ = workbook_add_worksheet(book_, options_.sheet.c_str());
    if (sheet_ == nullptr) {
      return StreamProblem(absl::StrCat("a sheet cannot be named ", base::Quoted(options_.sheet)));
    }
    return WriteHead();
  }

  absl::Status AddRow(const std::vector<StreamCell>& cells) override {
    if (row_ >= kStreamRowsMax) {
      return base::Problem(absl::StatusCode::kInvalidArgument, "SHEET_TOO_LONG",
                           absl::StrCat("a sheet has ", kStreamRowsMax,
                                        " rows and there are more figures; take csv-2.1 or "
                                        "csv-excel, or less with --member or --indicator"));
    }
    for (size_t i = 0; i < cells.size(); ++i) {
      LONTAR_RETURN_IF_ERROR(WriteCell(static_cast<lxw_col_t>(i), cells[i], nullptr));
    }
    ++row_;
    return absl::OkStatus();
  }

  absl::StatusOr<std::string> Finish() override {
    worksheet_autofilter(sheet_, header_row_, 0, row_ > 0 ? row_ - 1 : 0,
                         static_cast<lxw_col_t>(options_.columns.size() - 1));
    const lxw_error error = workbook_close(std::exchange(book_, nullptr));
    if (error != LXW_NO_ERROR) return StreamProblem(lxw_strerror(error));
    return file_.Bytes(base::kImportBytesMax);
  }

 private:
  absl::Status WriteHead() {
    lxw_format* bold = workbook_add_format(book_);
    format_set_bold(bold);
    for (size_t i = 0; i < options_.columns.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet_, column, column, options_.columns[i].width, nullptr);
    }
    if (!options_.band.empty()) {
      LONTAR_RETURN_IF_ERROR(WriteCell(0, {options_.band}, bold));
      ++row_;
      constexpr size_t kBandBytesMax = 120;  // each & is doubled; a page's header takes 255
      const std::string band = base::Plain(CellText(options_.band), kBandBytesMax);
      worksheet_set_header(sheet_,
                           absl::StrCat("&C", absl::StrReplaceAll(band, {{"&", "&&"}})).c_str());
    }
    header_row_ = row_;
    for (size_t i = 0; i < options_.columns.size(); ++i) {
      LONTAR_RETURN_IF_ERROR(
          WriteCell(static_cast<lxw_col_t>(i), {options_.columns[i].title}, bold));
    }
    ++row_;
    worksheet_freeze_panes(sheet_, row_, 0);
    worksheet_repeat_rows(sheet_, header_row_, header_row_);
    worksheet_set_landscape(sheet_);
    worksheet_fit_to_pages(sheet_, 1, 0);
    return absl::OkStatus();
  }

  absl::Status WriteCell(lxw_col_t column, const StreamCell& cell, lxw_format* format) {
    if (cell.text.empty()) return absl::OkStatus();
    double number = 0;
    lxw_error error = LXW_NO_ERROR;
    if (cell.is_number && SignificantDigits(cell.text) <= kExactDigits &&
        absl::SimpleAtod(cell.text, &number)) {
      error = worksheet_write_number(sheet_, row_, column, number, format);
    } else {
      error = worksheet_write_string(sheet_, row_, column, CellText(cell.text).c_str(), format);
    }
    if (error == LXW_NO_ERROR) return absl::OkStatus();
    return StreamProblem(absl::StrCat("row ", row_ + 1, ": ", lxw_strerror(error)));
  }

  base::MemoryFile file_;
  const Options options_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_row_t row_ = 0;
  lxw_row_t header_row_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<StreamSheet>> StreamSheet::Make(const Options& options) {
  LONTAR_ASSIGN_OR_RETURN(base::MemoryFile file, base::MemoryFile::Make());
  auto made = std::make_unique<XlsxStream>(std::move(file), options);
  LONTAR_RETURN_IF_ERROR(made->Open());
  return std::unique_ptr<StreamSheet>(std::move(made));
}

int SignificantDigits(absl::string_view decimal) {
  int digits = 0;
  for (const char c : decimal) {
    if (absl::ascii_isdigit(c) && (digits > 0 || c != '0')) ++digits;
  }
  return digits;
}

}  // namespace lontar::formats
