#include "core/formats/csv_write.h"

namespace lontar::formats {
namespace {

void AppendQuoted(const std::string& cell, std::string* out) {
  out->push_back('"');
  for (const char c : cell) {
    if (c == '"') out->push_back('"');
    out->push_back(c);
  }
  out->push_back('"');
}

}  // namespace

void AppendCsvRow(std::span<const std::string> cells, std::string* out) {
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out->push_back(',');
    const bool needs_quotes = cells[i].find_first_of(",\"\r\n") != std::string::npos ||
                              (cells.size() == 1 && cells[i].empty());
    // A first cell that begins with the byte order mark's bytes would lose them on reading.
    const bool looks_like_a_mark = out->empty() && cells[i].rfind("\xEF\xBB\xBF", 0) == 0;
    if (needs_quotes || looks_like_a_mark) {
      AppendQuoted(cells[i], out);
    } else {
      *out += cells[i];
    }
  }
  out->push_back('\n');
}

}  // namespace lontar::formats
