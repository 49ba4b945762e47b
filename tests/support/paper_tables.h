#pragma once
// The rows of a paper's tables, read back out of a file of any format: what our writers made, or
// what an office program made of that.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace lontar::support {

using PaperRows = std::vector<std::vector<std::string>>;

// Of the table with this number, without its head; nothing where it is not there or the file cannot
// be read. `format`: "html", "xlsx", "csv" or "odt". Cells with a mark give its words, but in
// "odt", which has the mark.
PaperRows RowsOfTable(absl::string_view format, const std::string& bytes,
                      const std::string& number);

}  // namespace lontar::support
