// The paper of a return, as HTML: a browser prints it.

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "cli/diff_text.h"
#include "cli/html_text.h"
#include "cli/return_text.h"
#include "core/base/html.h"

namespace lontar::cli {
namespace {

// The paper's own words: the catalogue's messages "return-…" in the paper's language, else English,
// marked so where another language was asked for.
class Words {
 public:
  explicit Words(const Answer& paper)
      : words_(paper.At("words")), is_english_(paper.Text("language") == "en") {}

  // `$0` in it becomes `argument`.
  std::string Of(absl::string_view id, absl::string_view english,
                 absl::string_view argument = "") const {
    const std::string found = words_.Text(id);
    const std::string text = !found.empty() ? found
                             : is_english_  ? std::string(english)
                                            : absl::StrCat("[en] ", english);
    return absl::StrReplaceAll(text, {{"$0", argument}});
  }

  // Of a word that the answer gives in English: "held back", "disputed"; numbers stay.
  std::string OfValue(const std::string& value) const {
    static constexpr absl::string_view kKnown[] = {"held back", "not collected", "does not apply",
                                                   "not available", "disputed"};
    if (std::ranges::find(kKnown, value) == std::ranges::end(kKnown)) return value;
    return Of(absl::StrReplaceAll(value, {{" ", "-"}}), value);
  }

 private:
  const Answer& words_;
  bool is_english_;
};

std::string Row(absl::string_view cell, const std::vector<std::string>& texts,
                size_t value_column = std::string::npos) {
  std::string row = "<tr>";
  for (size_t i = 0; i < texts.size(); ++i) {
    absl::StrAppend(&row, "<", cell, i == value_column ? " class=\"value\">" : ">",
                    base::EscapeHtml(texts[i]), "</", cell, ">");
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
      absl::StrAppend(&list, "<li>", base::EscapeHtml(texts_[i]), "</li>\n");
    }
    return list.empty() ? "" : absl::StrCat("<ol>\n", list, "</ol>\n");
  }

 private:
  std::map<std::string, size_t> numbers_;
  std::vector<std::string> texts_;
};

// The tables and sentences of one paper, in its words.
class Page {
 public:
  explicit Page(const Answer& paper) : paper_(paper), words_(paper) {}

  HtmlPaper Whole() const;

 private:
  std::string AnswerOf(const Answer& line) const;
  std::string NoteOf(const Answer& candidate) const;
  std::string ProviderOf(const Answer& candidate) const;
  std::string TableHtml(const Answer& table) const;
  std::string ChangesHtml(const Answer& changes) const;
  std::string IndicatorHtml(const Answer& line) const;
  std::string SummaryHtml() const;
  std::string HeadHtml() const;
  std::string ClearanceHtml() const;

  const Answer& paper_;
  const Words words_;
};

std::string Page::AnswerOf(const Answer& line) const {
  const std::string answer = line.Text("answer");
  if (answer == "figure") return absl::StrJoin(line.Texts("periods"), ", ");
  if (answer == "narrative") return words_.Of("narrative-only", "narrative only");
  if (answer == "not-available") {
    const std::string reason = line.Text("reason");
    return absl::StrCat(words_.Of("not-available", "not available"), ": ",
                        words_.Of(absl::StrCat("reason-", reason), reason));
  }
  if (answer == "does-not-apply") return words_.Of("does-not-apply", "does not apply");
  return words_.Of("later", "later");
}

std::string Page::NoteOf(const Answer& candidate) const {
  std::vector<std::string> parts;
  const std::string source = candidate.Text("source");
  const std::string definition = candidate.Text("definition");
  const std::string deviations = absl::StrJoin(candidate.Texts("deviations"), ", ");
  const std::string comment = candidate.Text("comment");
  if (!source.empty()) parts.push_back(words_.Of("source", "Source: $0", source));
  if (!definition.empty()) parts.push_back(words_.Of("definition", "Definition: $0", definition));
  if (!deviations.empty()) parts.push_back(words_.Of("deviates", "Deviates: $0", deviations));
  if (!comment.empty()) parts.push_back(comment);
  return absl::StrJoin(parts, ". ");
}

std::string Page::ProviderOf(const Answer& candidate) const {
  const std::string office = candidate.Text("entered_by");
  if (office.empty()) return candidate.Text("provider");
  return absl::StrCat(candidate.Text("provider"), " (",
                      words_.Of("entered-by", "entered by $0", office), ")");
}

std::string Page::TableHtml(const Answer& table) const {
  Notes notes;
  std::string rows;
  for (const Answer& row : table.List("rows")) {
    const bool is_disputed = row.Text("value") == "disputed";
    for (const Answer& candidate : row.List("candidates")) {
      // Of a cell with one value all candidates agree: the first stands for them.
      const std::string value = is_disputed ? absl::StrCat(words_.OfValue(candidate.Text("value")),
                                                           " (", words_.OfValue("disputed"), ")")
                                            : words_.OfValue(row.Text("value"));
      absl::StrAppend(&rows, Row("td",
                                 {row.Text("period"), BreakdownWords(row.At("dimensions")), value,
                                  candidate.Text("status"), ProviderOf(candidate),
                                  notes.MarkOf(NoteOf(candidate))},
                                 2));
      if (!is_disputed) break;
    }
  }
  const std::vector<std::string> heads = {
      words_.Of("head-period", "period"),     words_.Of("head-breakdown", "breakdown"),
      words_.Of("head-value", "value"),       words_.Of("head-status", "status"),
      words_.Of("head-provider", "provider"), words_.Of("head-note", "note")};
  return absl::StrCat(
      "<table><caption>", base::EscapeHtml(words_.Of("table", "Table $0", table.Text("number"))),
      ": ", base::EscapeHtml(table.Text("measure")), ", ", base::EscapeHtml(table.Text("unit")),
      "</caption>\n<thead>", Row("th", heads, 2), "</thead><tbody>\n", rows, "</tbody></table>\n",
      notes.List());
}

std::string Page::ChangesHtml(const Answer& changes) const {
  if (changes.items().empty()) return "";
  std::string rows;
  for (const Answer& change : changes.items()) {
    std::vector<std::string> codes;
    for (const Answer& code : change.List("codes")) {
      if (code.text() != "_T") codes.push_back(code.text());
    }
    const auto word = [&](absl::string_view which) {
      const std::string text = change.Text(which);
      return text.empty() ? words_.Of("nothing", "nothing") : words_.OfValue(text);
    };
    absl::StrAppend(
        &rows, Row("td", {change.Text("measure"), change.Text("period"),
                          codes.empty() ? words_.Of("total", "total") : absl::StrJoin(codes, ", "),
                          word("before"), word("now")}));
  }
  const std::vector<std::string> heads = {
      words_.Of("head-measure", "measure"), words_.Of("head-period", "period"),
      words_.Of("head-breakdown", "breakdown"), words_.Of("head-before", "before"),
      words_.Of("head-now", "now")};
  return absl::StrCat(
      "<table>",
      HtmlElement("caption", words_.Of("changed", "Changed since the return that stands")),
      "<thead>", Row("th", heads), "</thead><tbody>\n", rows, "</tbody></table>\n");
}

std::string Page::IndicatorHtml(const Answer& line) const {
  std::string html = HtmlElement("h2", absl::StrCat(line.Text("code"), ". ", line.Text("name")));
  absl::StrAppend(&html, HtmlElement("p", words_.Of("answer", "Answer: $0", AnswerOf(line))));
  if (const std::string definition = line.Text("definition"); !definition.empty()) {
    absl::StrAppend(&html, HtmlElement("p", words_.Of("definition", "Definition: $0", definition)));
  }
  for (const Answer& table : line.List("tables")) absl::StrAppend(&html, TableHtml(table));
  if (line.Number("held_back") > 0) {
    absl::StrAppend(&html,
                    HtmlElement("p", words_.Of("protected", "$0 held back, to protect children.",
                                               line.Text("held_back"))));
  }
  for (const Answer& narrative : line.List("narratives")) {
    absl::StrAppend(&html, HtmlElement("p", absl::StrCat(narrative.Text("provider"), ": ",
                                                         narrative.Text("text"))));
  }
  return absl::StrCat(html, ChangesHtml(line.At("changes")));
}

std::string Page::SummaryHtml() const {
  std::string rows;
  for (const Answer& line : paper_.List("lines")) {
    absl::StrAppend(&rows, Row("td", {line.Text("code"), line.Text("name"), AnswerOf(line)}));
  }
  const std::vector<std::string> heads = {"", words_.Of("head-indicator", "indicator"),
                                          words_.Of("head-answer", "answer")};
  return absl::StrCat("<table>",
                      HtmlElement("caption", words_.Of("answers", "What this return answers")),
                      "<thead>", Row("th", heads), "</thead><tbody>\n", rows, "</tbody></table>\n");
}

// The version of this fingerprint: a paper that is printed again keeps its number.
std::string VersionOf(const Answer& paper) {
  for (const Answer& printed : paper.List("printed")) {
    if (printed.Text("fingerprint") == paper.Text("fingerprint")) return printed.Text("version");
  }
  return "";
}

std::string Page::HeadHtml() const {
  const std::string version = VersionOf(paper_);
  std::string head = absl::StrCat(
      paper_.Text("collection_name"), ", ", words_.Of("round", "round $0", paper_.Text("round")),
      " (", paper_.Text("round_title"), "), ", words_.Of("due", "due $0", paper_.Text("cut_off")),
      version.empty() ? "" : absl::StrCat(", ", words_.Of("version", "version $0", version)));
  std::string html = HtmlElement("p", head);
  if (paper_.At("standing").Text("fingerprint").empty()) {
    absl::StrAppend(&html, HtmlElement("p", words_.Of("first",
                                                      "No return of this round has been sent "
                                                      "before.")));
  }
  return html;
}

std::string Page::ClearanceHtml() const {
  return absl::StrCat(
      HtmlElement("h2", words_.Of("clearance", "Clearance")),
      HtmlElement("p", words_.Of("statement",
                                 "This is all that the member reports for this round. It may go to "
                                 "the ASEAN Secretariat.")),
      "<table class=\"sign\"><tr><td>",
      base::EscapeHtml(words_.Of("name-and-office", "Name and office")), "</td><td>",
      base::EscapeHtml(words_.Of("date-and-signature", "Date and signature")),
      "</td></tr></table>\n");
}

HtmlPaper Page::Whole() const {
  HtmlPaper whole;
  whole.language = paper_.Text("language");
  whole.title = words_.Of("title", "Return of $0", paper_.Text("member_name"));
  whole.notice = paper_.Text("notice");
  whole.foot = absl::StrCat(paper_.Text("member"), ", ",
                            words_.Of("round", "round $0", paper_.Text("round")), ", ",
                            words_.Of("fingerprint", "fingerprint $0", paper_.Text("fingerprint")));
  whole.page = words_.Of("page", "page");
  whole.of = words_.Of("of", "of");
  whole.body = absl::StrCat(HtmlElement("h1", whole.title), HeadHtml(), SummaryHtml());
  for (const Answer& line : paper_.List("lines")) {
    if (line.List("tables").empty() && line.List("narratives").empty()) continue;
    absl::StrAppend(&whole.body, IndicatorHtml(line));
  }
  absl::StrAppend(&whole.body, ClearanceHtml());
  return whole;
}

}  // namespace

std::string ReturnPage(const Answer& paper) { return HtmlDocument(Page(paper).Whole()); }

}  // namespace lontar::cli
