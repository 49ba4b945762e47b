#include "core/paper/paper.h"

#include "absl/strings/str_cat.h"
#include "core/trust/sha256.h"

namespace lontar::paper {
namespace {

// Texts one after another, each behind its length, so that no two lists give the same bytes.
class Content {
 public:
  void Add(absl::string_view text) { absl::StrAppend(&bytes_, text.size(), ":", text); }
  void Count(size_t count) { absl::StrAppend(&bytes_, count, ";"); }
  std::string Fingerprint() const {
    const std::string hex = trust::Sha256({bytes_}).short_hex();
    return absl::StrCat(hex.substr(0, 4), "-", hex.substr(4));
  }

 private:
  std::string bytes_;
};

void AddTable(const Table& table, Content* content) {
  content->Add(table.number);
  content->Add(table.caption);
  content->Count(table.columns.size());
  for (const Column& column : table.columns) content->Add(column.head);
  content->Count(table.rows.size());
  for (const std::vector<Cell>& row : table.rows) {
    for (const Cell& cell : row) content->Add(cell.plain());
  }
  content->Count(table.footnotes.size());
  for (const std::string& note : table.footnotes) content->Add(note);
}

}  // namespace

std::string FingerprintOf(const Table& table) {
  Content content;
  AddTable(table, &content);
  return content.Fingerprint();
}

std::string FingerprintOf(const Paper& paper) {
  Content content;
  content.Add(paper.title);
  content.Count(paper.bands.size());
  for (const std::string& band : paper.bands) content.Add(band);
  content.Count(paper.blocks.size());
  for (const Block& block : paper.blocks) {
    if (const auto* heading = std::get_if<Heading>(&block)) content.Add(heading->text);
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) content.Add(paragraph->text);
    if (const auto* table = std::get_if<Table>(&block)) AddTable(*table, &content);
  }
  content.Add(paper.foot);
  return content.Fingerprint();
}

}  // namespace lontar::paper
