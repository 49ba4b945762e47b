#include "cli/paper_text.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "cli/text_layout.h"
#include "core/base/controls.h"

namespace lontar::cli {
namespace {

constexpr int kGap = 2;
// A column that is wider wraps; narrower than this it would be one of single words.
constexpr int kWrapColumnsMin = 12;

std::string OneLine(absl::string_view text) {
  const std::string lines = absl::StrReplaceAll(text, {{"\r", ""}, {"\n", "; "}, {"\t", " "}});
  return base::WithoutControls(lines, " ");
}

std::string WrappedLines(absl::string_view text) {
  return absl::StrCat(absl::StrJoin(WrapWords(OneLine(text), kLineColumns), "\n"), "\n");
}

std::vector<int> WidthsOf(const paper::Table& table) {
  std::vector<int> widths;
  for (const paper::Column& column : table.columns) widths.push_back(ColumnsOf(column.head));
  for (const std::vector<paper::Cell>& row : table.rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], ColumnsOf(OneLine(row[i].text)));
    }
  }
  return widths;
}

// Takes from the widest until the line has room; false if it cannot.
bool Fit(std::vector<int>* widths) {
  const int gaps = kGap * static_cast<int>(widths->size() - 1);
  int total = gaps;
  for (const int width : *widths) total += width;
  while (total > kLineColumns) {
    const auto widest = std::ranges::max_element(*widths);
    if (*widest <= kWrapColumnsMin) return false;
    --*widest;
    --total;
  }
  return true;
}

// False if a word is wider than its column: it would push the others out of theirs.
bool WordsFit(const paper::Table& table, const std::vector<int>& widths) {
  for (const std::vector<paper::Cell>& row : table.rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      for (const std::string& line : WrapWords(OneLine(row[i].text), widths[i])) {
        if (ColumnsOf(line) > widths[i]) return false;
      }
    }
  }
  return true;
}

std::string RowText(const paper::Table& table, const std::vector<int>& widths,
                    const std::vector<std::string>& texts) {
  std::vector<std::vector<std::string>> columns;
  size_t height = 1;
  for (size_t i = 0; i < texts.size(); ++i) {
    columns.push_back(WrapWords(OneLine(texts[i]), widths[i]));
    height = std::max(height, columns.back().size());
  }
  std::string text;
  for (size_t line = 0; line < height; ++line) {
    std::string row;
    for (size_t i = 0; i < columns.size(); ++i) {
      const std::string piece = line < columns[i].size() ? columns[i][line] : "";
      absl::StrAppend(
          &row, i == 0 ? "" : std::string(kGap, ' '),
          table.columns[i].is_number ? PadLeft(piece, widths[i]) : PadRight(piece, widths[i]));
    }
    row.erase(row.find_last_not_of(' ') + 1);
    absl::StrAppend(&text, row, "\n");
  }
  return text;
}

std::string AsColumns(const paper::Table& table, const std::vector<int>& widths) {
  std::vector<std::string> heads;
  for (const paper::Column& column : table.columns) heads.push_back(column.head);
  std::string text = RowText(table, widths, heads);
  absl::StrAppend(&text, std::string(static_cast<size_t>(kLineColumns), '-'), "\n");
  for (const std::vector<paper::Cell>& row : table.rows) {
    std::vector<std::string> texts;
    for (const paper::Cell& cell : row) texts.push_back(cell.text);
    absl::StrAppend(&text, RowText(table, widths, texts));
  }
  return text;
}

std::string AsParagraphs(const paper::Table& table) {
  std::string text;
  for (const std::vector<paper::Cell>& row : table.rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0 && row[i].text.empty()) continue;
      const std::string line =
          absl::StrCat(i == 0 ? "" : "  ", table.columns[i].head, ": ", OneLine(row[i].plain()));
      absl::StrAppend(&text, Hanging("", i == 0 ? 0 : 2, line));
    }
  }
  return text;
}

std::string TableText(const paper::Table& table) {
  std::string text =
      absl::StrCat("\n", WrappedLines(absl::StrCat("Table ", table.number, ". ", table.caption,
                                                   "  [", paper::FingerprintOf(table), "]")));
  std::vector<int> widths = WidthsOf(table);
  const bool has_columns = Fit(&widths) && WordsFit(table, widths);
  absl::StrAppend(&text, has_columns ? AsColumns(table, widths) : AsParagraphs(table));
  for (const std::string& note : table.footnotes) absl::StrAppend(&text, WrappedLines(note));
  return absl::StrCat(text, "\n");
}

struct BlockText {
  std::string operator()(const paper::Heading& heading) const {
    return absl::StrCat("\n", WrappedLines(heading.text));
  }
  std::string operator()(const paper::Paragraph& paragraph) const {
    return WrappedLines(paragraph.text);
  }
  std::string operator()(const paper::Table& table) const { return TableText(table); }
};

}  // namespace

std::string ToText(const paper::Paper& paper) {
  std::string text;
  for (const std::string& band : paper.bands) absl::StrAppend(&text, WrappedLines(band), "\n");
  absl::StrAppend(&text, WrappedLines(paper.title), "\n");
  for (const paper::Block& block : paper.blocks) text += std::visit(BlockText(), block);
  return absl::StrCat(text, "\n", WrappedLines(paper.foot));
}

}  // namespace lontar::cli
