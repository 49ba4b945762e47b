#include "core/formats/workbook_read.h"

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/formats/sheet_read.h"
#include "core/formats/workbook_parts.h"
#include "core/formats/zip_read.h"

namespace lontar::formats {
namespace {

constexpr absl::string_view kZipBegin = "PK\x03\x04";
// The older container of Office: what .xls and workbooks with a password are in.
constexpr absl::string_view kCompoundBegin = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

}  // namespace

bool LooksLikeWorkbook(absl::string_view bytes) {
  return absl::StartsWith(bytes, kZipBegin) || absl::StartsWith(bytes, kCompoundBegin);
}

absl::StatusOr<Workbook> ReadWorkbook(absl::string_view bytes) {
  if (bytes.size() > base::kImportBytesMax) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "XLSX_TOO_LARGE",
                         absl::StrCat("the file has ", bytes.size(), " bytes, the limit is ",
                                      base::kImportBytesMax, "; split it"));
  }
  if (absl::StartsWith(bytes, kCompoundBegin)) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "XLSX_ENCRYPTED",
                         "the file is an old .xls, or a workbook protected by a password; save it "
                         "as XLSX without a password");
  }
  LONTAR_ASSIGN_OR_RETURN(const std::unique_ptr<ZipReader> zip, ZipReader::Open(bytes));
  LONTAR_ASSIGN_OR_RETURN(const WorkbookParts parts, ReadWorkbookParts(zip.get()));
  WorkbookRoom room{base::kImportCellsMax, static_cast<int64_t>(base::kWorkbookUnpackedBytesMax)};
  Workbook workbook;
  for (const SheetPart& sheet : parts.sheets) {
    LONTAR_ASSIGN_OR_RETURN(workbook.sheets.emplace_back(),
                            ReadSheet(zip.get(), sheet, parts, &room));
  }
  return workbook;
}

}  // namespace lontar::formats
