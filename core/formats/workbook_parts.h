#pragma once
// What stands around the sheets of a workbook: their names, the texts and the number formats that
// cells refer to.
//
// Source: ECMA-376 part 1, sections 18.2 (workbook), 18.4 (shared strings), 18.8 (styles); part 2,
// section 9.3 (relationships). Values, any thread.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/formats/xml_read.h"
#include "core/formats/zip_read.h"

namespace lontar::formats {

// How a number format shows a number.
enum class NumberLook { kNumber, kPercent, kDate };

struct SheetPart {
  std::string name;  // on its tab
  bool is_hidden = false;
  std::string part;  // "xl/worksheets/sheet1.xml"
};

struct WorkbookParts {
  std::vector<SheetPart> sheets;  // in the order of their tabs; charts are left out
  std::vector<std::string> shared_texts;
  std::vector<NumberLook> looks;  // by a cell's style number
  bool counts_from_1904 = false;
};

// Of the number formats of a spreadsheet the built-in one, or the look that a format's text gives:
// "0.0%" is percent, "yyyy-mm-dd" a date. Texts in quotes or brackets and behind a backslash count
// for nothing.
NumberLook LookOfFormat(absl::string_view format);

// InvalidArgument as ReadWorkbook.
absl::StatusOr<WorkbookParts> ReadWorkbookParts(ZipReader* zip);

// Reads a whole part into the listener.
absl::Status ReadXmlPart(ZipReader* zip, const std::string& part, XmlListener* listener);

}  // namespace lontar::formats
