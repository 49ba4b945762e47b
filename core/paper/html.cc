#include "core/paper/html.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/base/controls.h"
#include "core/base/html.h"

namespace lontar::paper {
namespace {

// $0 is the foot of each page, $1 the bands.
constexpr absl::string_view kSheet = R"css(
body { font: 10.5pt/1.45 system-ui, "Noto Sans", "Noto Sans Khmer", "Noto Sans Lao",
  "Noto Sans Myanmar", "Noto Sans Thai", sans-serif; max-width: 48rem; margin: 2rem auto;
  padding: 0 1rem; color: #000; background: #fff; }
h1 { font-size: 1.5em; margin: 0.6em 0; }
h2 { font-size: 1.2em; margin: 1.6em 0 0.4em; break-after: avoid; }
p { max-width: 44rem; margin: 0.5em 0; }
.scroll { overflow-x: auto; position: relative; }
table { border-collapse: collapse; width: 100%; margin: 0.8em 0 0.2em; line-height: 1.3;
  font-variant-numeric: tabular-nums; }
td, th { font-size: 0.9em; }
caption { text-align: left; font-weight: bold; padding: 0.3em 0; break-after: avoid; }
caption .print { font-weight: normal; font-size: 0.85em; }
th, td { border-bottom: 1px solid #767676; padding: 0.15em 0.5em 0.15em 0; text-align: left;
  vertical-align: top; overflow-wrap: break-word; white-space: pre-line; }
thead th { border-bottom: 1.5px solid #000; }
tbody th { font-weight: normal; }
.number { text-align: right; padding-right: 1em; }
tr { break-inside: avoid; } thead { display: table-header-group; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
.note { font-size: 0.88em; margin: 0.15em 0; }
.band { border: 2px solid #000; padding: 0.3em 0.6em; font-weight: bold; max-width: none; }
footer { border-top: 1px solid #000; margin-top: 2.5em; padding-top: 0.4em; font-size: 0.88em; }
:lang(km), :lang(lo), :lang(my), :lang(th), [lang=""] { line-height: 1.6; }
[lang=""] { overflow-wrap: anywhere; }
@media screen { body { overflow-wrap: anywhere; } }
@page { size: A4; margin: 20mm;
  @top-center { content: "$1"; font-size: 9pt; font-weight: bold; }
  @bottom-left { content: "$0"; font-size: 8pt; }
  @bottom-right { content: "page " counter(page) " of " counter(pages); font-size: 8pt; } }
@media print { body { margin: 0; padding: 0; max-width: none; } .scroll { overflow: visible; }
  h2.page { break-before: page; } }
)css";

// Within a CSS string, which a line's end of any kind would end.
std::string CssText(absl::string_view text) {
  return absl::StrReplaceAll(base::WithoutControls(text, ""),
                             {{"\\", ""}, {"\"", ""}, {"\n", " "}, {"<", ""}});
}

std::string LangOf(bool is_members_words) { return is_members_words ? " lang=\"\"" : ""; }

std::string Inside(const Cell& cell) {
  if (cell.words.empty()) return base::EscapeHtml(cell.text);
  return absl::StrCat("<span aria-hidden=\"true\">", base::EscapeHtml(cell.text),
                      "</span><span class=\"spoken\">", base::EscapeHtml(cell.words), "</span>");
}

std::string CellHtml(const Column& column, const Cell& cell, bool is_row_head) {
  const absl::string_view name = is_row_head ? "th" : "td";
  return absl::StrCat(
      "<", name, is_row_head ? " scope=\"row\"" : "", column.is_number ? " class=\"number\"" : "",
      cell.words.empty() ? "" : absl::StrCat(" title=\"", base::EscapeHtml(cell.words), "\""),
      LangOf(cell.is_members_words), ">", Inside(cell), "</", name, ">");
}

std::string TableHtml(const Table& table) {
  std::string html = absl::StrCat(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table ",
      base::EscapeHtml(table.number), "\"><table>\n<caption>Table ", base::EscapeHtml(table.number),
      ". ", base::EscapeHtml(table.caption), " <span class=\"print\">", FingerprintOf(table),
      "</span></caption>\n<thead><tr>");
  for (const Column& column : table.columns) {
    absl::StrAppend(&html, "<th scope=\"col\"", column.is_number ? " class=\"number\">" : ">",
                    base::EscapeHtml(column.head), "</th>");
  }
  absl::StrAppend(&html, "</tr></thead>\n<tbody>\n");
  for (const std::vector<Cell>& row : table.rows) {
    absl::StrAppend(&html, "<tr>");
    for (size_t i = 0; i < row.size(); ++i) {
      absl::StrAppend(&html, CellHtml(table.columns[i], row[i], i == 0));
    }
    absl::StrAppend(&html, "</tr>\n");
  }
  absl::StrAppend(&html, "</tbody></table></div>\n");
  for (const std::string& note : table.footnotes) {
    absl::StrAppend(&html, "<p class=\"note\">", base::EscapeHtml(note), "</p>\n");
  }
  return html;
}

struct BlockHtml {
  std::string operator()(const Heading& heading) const {
    return absl::StrCat("<h2", heading.starts_page ? " class=\"page\">" : ">",
                        base::EscapeHtml(heading.text), "</h2>\n");
  }
  std::string operator()(const Paragraph& paragraph) const {
    return absl::StrCat("<p", LangOf(paragraph.is_members_words), ">",
                        base::EscapeHtml(paragraph.text), "</p>\n");
  }
  std::string operator()(const Table& table) const { return TableHtml(table); }
};

}  // namespace

std::string ToHtml(const Paper& paper) {
  std::string bands;
  std::string in_css;
  for (const std::string& band : paper.bands) {
    absl::StrAppend(&bands, "<p class=\"band\">", base::EscapeHtml(band), "</p>\n");
    absl::StrAppend(&in_css, in_css.empty() ? "" : " \xc2\xb7 ", CssText(band));
  }
  std::string html = absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
      base::EscapeHtml(paper.title), "</title>\n<style>",
      absl::StrReplaceAll(kSheet, {{"$0", CssText(paper.foot)}, {"$1", in_css}}),
      "</style></head><body>\n", bands, "<main>\n<h1>", base::EscapeHtml(paper.title), "</h1>\n");
  for (const Block& block : paper.blocks) html += std::visit(BlockHtml(), block);
  return absl::StrCat(html, "</main>\n<footer>", base::EscapeHtml(paper.foot),
                      "</footer>\n</body></html>\n");
}

}  // namespace lontar::paper
