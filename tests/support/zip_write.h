#pragma once
// Zip files for tests, through libzip: workbooks as offices send them, and as attackers do.

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace lontar {

using ZipParts = std::vector<std::pair<std::string, std::string>>;  // name and content

// Packed (deflate). Throws where libzip refuses.
std::string ZipOf(const ZipParts& parts);

// The least parts of a workbook around the XML of its sheets: names and what stands between
// <worksheet> and </worksheet>. `texts`: the shared texts; `formats`: number format codes, of which
// cell style 1 + i has the i-th. A name that begins with "hidden:" is a hidden sheet's.
std::string WorkbookOf(const ZipParts& sheets, const std::vector<std::string>& texts = {},
                       const std::vector<std::string>& formats = {},
                       absl::string_view workbook_properties = "");

}  // namespace lontar
