#pragma once
// CSV out: what ReadCsv reads back to the same cells. RFC 4180 with LF. Pure, any thread.

#include <span>
#include <string>

namespace lontar::formats {

// One row with its line end. Cells with a comma, quote or line break are quoted, and so is a lone
// empty one, for an empty line is no row.
void AppendCsvRow(std::span<const std::string> cells, std::string* out);

}  // namespace lontar::formats
