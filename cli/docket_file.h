#pragma once
// The docket as a file: which of the formats, and its bytes.

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::cli {

enum class PaperFormat { kHtml, kXlsx, kCsv, kOdt, kText };

// By name, "html", "xlsx", "csv", "odt", "txt", or where that is empty by the end of the file's
// name. InvalidArgument with USAGE for another one.
absl::StatusOr<PaperFormat> PaperFormatOf(absl::string_view name, absl::string_view file);

// False for what is no text and does not belong on a terminal.
bool IsText(PaperFormat format);

// What lontar.docket.v1 says, as a paper. The same JSON gives the same bytes.
absl::StatusOr<std::string> DocketFile(absl::string_view json, PaperFormat format);

}  // namespace lontar::cli
