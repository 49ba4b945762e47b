#include "core/paper/csv.h"

#include "absl/strings/str_cat.h"
#include "core/formats/csv_write.h"

namespace lontar::paper {
namespace {

// What a spreadsheet may begin a formula with.
constexpr absl::string_view kFormulaStarts = "=+-@\t\r";

std::string Tame(const std::string& text) {
  const bool is_formula =
      !text.empty() && kFormulaStarts.find(text.front()) != absl::string_view::npos;
  return is_formula ? absl::StrCat("'", text) : text;
}

class Writer {
 public:
  void Row(const std::string& table, const std::string& kind,
           const std::vector<std::string>& texts) {
    std::vector<std::string> cells = {table, kind};
    for (const std::string& text : texts) cells.push_back(Tame(text));
    formats::AppendCsvRow(cells, &out_);
  }

  void operator()(const Heading& heading) { Row("", "heading", {heading.text}); }
  void operator()(const Paragraph& paragraph) { Row("", "text", {paragraph.text}); }
  void operator()(const Table& table) {
    Row(table.number, "caption", {table.caption, FingerprintOf(table)});
    std::vector<std::string> heads;
    for (const Column& column : table.columns) heads.push_back(column.head);
    Row(table.number, "head", heads);
    for (const std::vector<Cell>& row : table.rows) {
      std::vector<std::string> texts;
      for (const Cell& cell : row) texts.push_back(cell.plain());
      Row(table.number, "row", texts);
    }
    for (const std::string& note : table.footnotes) Row(table.number, "note", {note});
  }

  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
};

}  // namespace

std::string ToCsv(const Paper& paper) {
  Writer writer;
  for (const std::string& band : paper.bands) writer.Row("", "band", {band});
  writer.Row("", "title", {paper.title});
  for (const Block& block : paper.blocks)
    std::visit([&writer](const auto& b) { writer(b); }, block);
  writer.Row("", "foot", {paper.foot});
  return writer.Take();
}

}  // namespace lontar::paper
