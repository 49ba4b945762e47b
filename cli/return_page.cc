// The paper of a return, as HTML: a browser prints it.

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "cli/diff_text.h"
#include "cli/return_text.h"

namespace lontar::cli {
namespace {

// $0 is the foot of each page.
constexpr absl::string_view kStyle = R"css(
body { font: 11pt/1.4 "Noto Sans", "Noto Sans Khmer", "Noto Sans Lao", "Noto Sans Myanmar",
  "Noto Sans Thai", sans-serif; max-width: 46rem; margin: 2rem auto; color: #000;
  background: #fff; }
h1 { font-size: 1.4em; } h2 { font-size: 1.1em; margin-top: 2em; break-after: avoid; }
table { border-collapse: collapse; width: 100%; margin: 0.5em 0 1em; }
caption { text-align: left; font-weight: bold; padding: 0.3em 0; }
th, td { border-bottom: 1px solid #999; padding: 0.2em 0.6em 0.2em 0; text-align: left;
  vertical-align: top; }
td.value, th.value { text-align: right; font-variant-numeric: tabular-nums; }
tr { break-inside: avoid; } thead { display: table-header-group; }
.notice { border: 2px solid #000; padding: 0.3em 0.6em; font-weight: bold; }
.sign td { height: 3em; width: 50%; }
footer { border-top: 1px solid #000; margin-top: 3em; padding-top: 0.4em; font-size: 0.9em; }
@page { size: A4; margin: 2cm 1.8cm 2.2cm;
  @bottom-left { content: "$0"; font-size: 9pt; }
  @bottom-right { content: "page " counter(page) " of " counter(pages); font-size: 9pt; } }
@media print { body { margin: 0; max-width: none; } }
)css";

std::string Escaped(absl::string_view text) {
  return absl::StrReplaceAll(text,
                             {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}});
}

std::string Element(absl::string_view name, absl::string_view text) {
  return absl::StrCat("<", name, ">", Escaped(text), "</", name, ">\n");
}

// Within a CSS string.
std::string CssText(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"\\", ""}, {"\"", ""}, {"\n", " "}, {"<", ""}});
}

std::string AnswerOf(const Answer& line) {
  const std::string answer = line.Text("answer");
  if (answer == "figure") return absl::StrJoin(line.Texts("periods"), ", ");
  if (answer == "narrative") return "narrative only";
  if (answer == "not-available") return absl::StrCat("not available: ", line.Text("reason"));
  if (answer == "does-not-apply") return "does not apply";
  return "later";
}

std::string Row(absl::string_view cell, const std::vector<std::string>& texts,
                size_t value_column = std::string::npos) {
  std::string row = "<tr>";
  for (size_t i = 0; i < texts.size(); ++i) {
    absl::StrAppend(&row, "<", cell, i == value_column ? " class=\"value\">" : ">",
                    Escaped(texts[i]), "</", cell, ">");
  }
  return absl::StrCat(row, "</tr>\n");
}

// Notes are numbered within a table, each text once.
class Notes {
 public:
  std::string MarkOf(const std::string& text) {
    if (text.empty()) return "";
    const auto [found, is_new] = numbers_.try_emplace(text, numbers_.size() + 1);
    if (is_new) texts_.push_back(text);
    return absl::StrCat(found->second);
  }
  std::string List() const {
    std::string list;
    for (size_t i = 0; i < texts_.size(); ++i) {
      absl::StrAppend(&list, "<li>", Escaped(texts_[i]), "</li>\n");
    }
    return list.empty() ? "" : absl::StrCat("<ol>\n", list, "</ol>\n");
  }

 private:
  std::map<std::string, size_t> numbers_;
  std::vector<std::string> texts_;
};

std::string NoteOf(const Answer& candidate) {
  std::vector<std::string> parts;
  if (!candidate.Text("source").empty()) {
    parts.push_back(absl::StrCat("Source: ", candidate.Text("source")));
  }
  if (!candidate.Text("definition").empty()) {
    parts.push_back(absl::StrCat("Definition: ", candidate.Text("definition")));
  }
  if (!candidate.Texts("deviations").empty()) {
    parts.push_back(absl::StrCat("Deviates: ", absl::StrJoin(candidate.Texts("deviations"), ", ")));
  }
  if (!candidate.Text("comment").empty()) parts.push_back(candidate.Text("comment"));
  return absl::StrJoin(parts, ". ");
}

std::string ProviderOf(const Answer& candidate) {
  const std::string office = candidate.Text("entered_by");
  if (office.empty()) return candidate.Text("provider");
  return absl::StrCat(candidate.Text("provider"), " (entered by ", office, ")");
}

std::string TableHtml(const Answer& table) {
  Notes notes;
  std::string rows;
  for (const Answer& row : table.List("rows")) {
    const bool is_disputed = row.Text("value") == "disputed";
    for (const Answer& candidate : row.List("candidates")) {
      // Of a cell with one value all candidates agree: the first stands for them.
      absl::StrAppend(&rows, Row("td",
                                 {row.Text("period"), BreakdownWords(row.At("dimensions")),
                                  is_disputed ? absl::StrCat(candidate.Text("value"), " (disputed)")
                                              : row.Text("value"),
                                  candidate.Text("status"), ProviderOf(candidate),
                                  notes.MarkOf(NoteOf(candidate))},
                                 2));
      if (!is_disputed) break;
    }
  }
  return absl::StrCat("<table><caption>Table ", Escaped(table.Text("number")), ": ",
                      Escaped(table.Text("measure")), ", ", Escaped(table.Text("unit")),
                      "</caption>\n<thead>",
                      Row("th", {"period", "breakdown", "value", "status", "provider", "note"}, 2),
                      "</thead><tbody>\n", rows, "</tbody></table>\n", notes.List());
}

std::string ChangesHtml(const Answer& changes) {
  if (changes.items().empty()) return "";
  std::string rows;
  for (const Answer& change : changes.items()) {
    std::vector<std::string> codes;
    for (const Answer& code : change.List("codes")) {
      if (code.text() != "_T") codes.push_back(code.text());
    }
    const auto word = [&change](absl::string_view which) {
      const std::string text = change.Text(which);
      return text.empty() ? std::string("nothing") : text;
    };
    absl::StrAppend(&rows, Row("td", {change.Text("measure"), change.Text("period"),
                                      codes.empty() ? "total" : absl::StrJoin(codes, ", "),
                                      word("before"), word("now")}));
  }
  return absl::StrCat("<table><caption>Changed since the return that stands</caption>\n<thead>",
                      Row("th", {"measure", "period", "breakdown", "before", "now"}),
                      "</thead><tbody>\n", rows, "</tbody></table>\n");
}

std::string IndicatorHtml(const Answer& line) {
  std::string html = Element("h2", absl::StrCat(line.Text("code"), ". ", line.Text("name")));
  absl::StrAppend(&html, Element("p", absl::StrCat("Answer: ", AnswerOf(line))));
  if (!line.Text("definition").empty()) {
    absl::StrAppend(&html, Element("p", absl::StrCat("Definition: ", line.Text("definition"))));
  }
  for (const Answer& table : line.List("tables")) absl::StrAppend(&html, TableHtml(table));
  if (line.Number("held_back") > 0) {
    absl::StrAppend(&html, Element("p", absl::StrCat(line.Text("held_back"),
                                                     " held back, to protect children.")));
  }
  for (const Answer& narrative : line.List("narratives")) {
    absl::StrAppend(&html, Element("p", absl::StrCat(narrative.Text("provider"), ": ",
                                                     narrative.Text("text"))));
  }
  return absl::StrCat(html, ChangesHtml(line.At("changes")));
}

std::string SummaryHtml(const Answer& paper) {
  std::string rows;
  for (const Answer& line : paper.List("lines")) {
    absl::StrAppend(&rows, Row("td", {line.Text("code"), line.Text("name"), AnswerOf(line)}));
  }
  return absl::StrCat("<table><caption>What this return answers</caption>\n<thead>",
                      Row("th", {"", "indicator", "answer"}), "</thead><tbody>\n", rows,
                      "</tbody></table>\n");
}

}  // namespace

std::string ReturnPage(const Answer& paper) {
  const std::string title = absl::StrCat("Return of ", paper.Text("member_name"));
  const std::string foot = absl::StrCat(paper.Text("member"), ", round ", paper.Text("round"),
                                        ", fingerprint ", paper.Text("fingerprint"));
  const std::string notice = paper.Text("notice");
  const Answer& printed = paper.At("printed");
  const std::string version =
      printed.items().empty() ? "" : absl::StrCat(", version ", printed.items().size());
  std::string html =
      absl::StrCat("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>",
                   Escaped(title), "</title>\n<style>",
                   absl::StrReplaceAll(kStyle, {{"$0", CssText(foot)}}), "</style></head><body>\n");
  if (!notice.empty()) {
    absl::StrAppend(&html, "<p class=\"notice\">", Escaped(notice), "</p>\n");
  }
  absl::StrAppend(&html, Element("h1", title),
                  Element("p", absl::StrCat(paper.Text("collection_name"), ", round ",
                                            paper.Text("round"), " (", paper.Text("round_title"),
                                            "), due ", paper.Text("cut_off"), version)));
  if (paper.At("standing").Text("fingerprint").empty()) {
    absl::StrAppend(&html, Element("p", "No return of this round has been sent before."));
  }
  absl::StrAppend(&html, SummaryHtml(paper));
  for (const Answer& line : paper.List("lines")) {
    if (line.List("tables").empty() && line.List("narratives").empty()) continue;
    absl::StrAppend(&html, IndicatorHtml(line));
  }
  absl::StrAppend(&html, "<h2>Clearance</h2>\n",
                  Element("p",
                          "This is all that the member reports for this round. It may go to "
                          "the ASEAN Secretariat."),
                  "<table class=\"sign\"><tr><td>Name and office</td><td>Date and "
                  "signature</td></tr></table>\n<footer>",
                  Escaped(foot), "</footer>\n</body></html>\n");
  return html;
}

}  // namespace lontar::cli
