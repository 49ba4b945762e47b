#include "tests/support/paper_tables.h"

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/formats/csv.h"
#include "core/formats/workbook_parts.h"
#include "core/formats/workbook_read.h"
#include "core/formats/xml_read.h"
#include "core/formats/zip_read.h"

namespace lontar::support {
namespace {

PaperRows CsvRows(const std::string& bytes, const std::string& number) {
  PaperRows rows;
  const auto grid = formats::ReadCsvGrid(bytes, ',');
  if (!grid.ok()) return rows;
  for (int row = 0; row < grid->rows(); ++row) {
    if (grid->At(row, 0) != number || grid->At(row, 1) != "row") continue;
    std::vector<std::string>& cells = rows.emplace_back();
    for (int column = 2; column < grid->ColumnsOf(row); ++column) {
      cells.emplace_back(grid->At(row, column));
    }
  }
  return rows;
}

PaperRows SheetRows(const formats::Grid& sheet, const std::string& number) {
  PaperRows rows;
  const std::string caption = absl::StrCat("Table ", number, ". ");
  int row = 0;
  while (row < sheet.rows() && !absl::StartsWith(sheet.At(row, 0), caption)) ++row;
  const int head = row + 2;  // behind the fingerprint
  int columns = 0;
  while (!sheet.At(head, columns).empty()) ++columns;
  // A note has only the first cell.
  for (row = head + 1; row < sheet.rows() && !sheet.At(row, 1).empty(); ++row) {
    std::vector<std::string>& cells = rows.emplace_back();
    for (int column = 0; column < columns; ++column) cells.emplace_back(sheet.At(row, column));
  }
  return rows;
}

PaperRows WorkbookRows(const std::string& bytes, const std::string& number) {
  const auto workbook = formats::ReadWorkbook(bytes);
  if (!workbook.ok()) return {};
  for (const formats::Grid& sheet : workbook->sheets) {
    if (sheet.name() == absl::StrCat("Table ", number)) return SheetRows(sheet, number);
  }
  return {};
}

class TableListener : public formats::XmlListener {
 public:
  explicit TableListener(std::string name) : name_(std::move(name)) {}

  absl::Status OnStart(absl::string_view name, const formats::XmlAttributes& attributes) override {
    if (name == "table") is_inside_ = formats::AttributeOf(attributes, "name") == name_;
    if (name == "table-header-rows") is_head_ = true;
    if (is_inside_ && !is_head_ && name == "table-row") rows.emplace_back();
    if (is_inside_ && !is_head_ && name == "table-cell") rows.back().emplace_back();
    if (name == "line-break") return OnText("\n");
    if (name == "s") {
      const absl::string_view count = formats::AttributeOf(attributes, "c");
      int spaces = 1;
      if (!count.empty() && !absl::SimpleAtoi(count, &spaces)) spaces = 0;
      return OnText(std::string(static_cast<size_t>(spaces), ' '));
    }
    return absl::OkStatus();
  }
  absl::Status OnEnd(absl::string_view name) override {
    if (name == "table") is_inside_ = false;
    if (name == "table-header-rows") is_head_ = false;
    return absl::OkStatus();
  }
  absl::Status OnText(absl::string_view text) override {
    const bool is_wanted = is_inside_ && !is_head_ && !rows.empty() && !rows.back().empty();
    // Between cells there are only line ends.
    if (is_wanted) rows.back().back().append(text.data(), text.size());
    return absl::OkStatus();
  }

  PaperRows rows;

 private:
  std::string name_;
  bool is_inside_ = false;
  bool is_head_ = false;
};

void TrimEnds(PaperRows* rows) {
  for (auto& row : *rows) {
    for (std::string& cell : row) {
      const size_t end = cell.find_last_not_of("\n ");
      cell.erase(end == std::string::npos ? 0 : end + 1);
    }
  }
}

PaperRows OdtRows(const std::string& bytes, const std::string& number) {
  auto zip = formats::ZipReader::Open(bytes);
  if (!zip.ok()) return {};
  TableListener listener(absl::StrCat("Table ", number));
  if (!formats::ReadXmlPart(zip->get(), "content.xml", &listener).ok()) return {};
  TrimEnds(&listener.rows);
  return listener.rows;
}

// Of a cell with a mark for the eye the words for the ear.
std::string HtmlText(absl::string_view cell) {
  constexpr absl::string_view kSpoken = "class=\"spoken\">";
  const size_t spoken = cell.find(kSpoken);
  std::string text(spoken == absl::string_view::npos ? cell.substr(cell.find('>') + 1)
                                                     : cell.substr(spoken + kSpoken.size()));
  const size_t tag = text.find('<');
  return absl::StrReplaceAll(
      text.substr(0, tag),
      {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}});
}

PaperRows HtmlRows(const std::string& bytes, const std::string& number) {
  PaperRows rows;
  const size_t caption = bytes.find(absl::StrCat("<caption>Table ", number, ". "));
  const size_t begin = bytes.find("<tbody>", caption);
  const size_t end = bytes.find("</tbody>", begin);
  if (caption == std::string::npos || end == std::string::npos) return rows;
  for (absl::string_view row : absl::StrSplit(bytes.substr(begin, end - begin), "</tr>")) {
    std::vector<std::string> cells;
    for (const absl::string_view end_tag : {"</th>", "</td>"}) {
      for (size_t at = row.find(end_tag); at != absl::string_view::npos; at = row.find(end_tag)) {
        const absl::string_view cell = row.substr(0, at);
        const size_t start = cell.find(end_tag == "</th>" ? "<th" : "<td");
        cells.push_back(HtmlText(cell.substr(start)));
        row.remove_prefix(at + end_tag.size());
      }
    }
    if (!cells.empty()) rows.push_back(cells);
  }
  return rows;
}

}  // namespace

PaperRows RowsOfTable(absl::string_view format, const std::string& bytes,
                      const std::string& number) {
  if (format == "csv") return CsvRows(bytes, number);
  if (format == "xlsx") return WorkbookRows(bytes, number);
  if (format == "odt") return OdtRows(bytes, number);
  if (format == "html") return HtmlRows(bytes, number);
  return {};
}

}  // namespace lontar::support
