#include "node/pages/node_parts.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/fingerprint.h"
#include "core/pages/parts.h"
#include "node/pages/node_words.h"

namespace lontar::pages {
namespace {

using net::Answer;

constexpr size_t kMinutesEnd = 16;  // of "2026-11-27T00:46:12Z"
constexpr size_t kTimeSize = 20;
constexpr size_t kFingerprintFrom = 8;

std::string OfficeFoot(const PageContext& context, const Answer& status) {
  if (status.is_absent()) return "";
  const std::string root = status.Text("root");
  return NodeSay(context.language, "foot",
                 {status.Text("member"), Grouped(status.Number("log_size")),
                  root.size() < kFingerprintFrom ? "" : base::ShortFingerprint(root)});
}

}  // namespace

Html Link(absl::string_view href, absl::string_view text) {
  return Html::Element("a", {{"href", std::string(href)}}, Html::Text(text));
}

Html Paragraph(absl::string_view text) { return Paragraph(Html::Text(text)); }

Html Paragraph(const Html& content) { return Html::Element("p", {}, content); }

Html Heading(absl::string_view text) { return Html::Element("h1", {}, Html::Text(text)); }

Html Section(absl::string_view text) { return Html::Element("h2", {}, Html::Text(text)); }

Html ListOf(const std::vector<Html>& items) {
  Html list;
  for (const Html& item : items) list.Add(Html::Element("li", {}, item));
  return Html::Element("ul", {}, list);
}

Html Fact(absl::string_view name, absl::string_view text) {
  return text.empty() ? Html() : Fact(name, Html::Text(text));
}

Html Fact(absl::string_view name, const Html& content) {
  Html fact = Html::Element("dt", {}, Html::Text(name));
  return fact.Add(Html::Element("dd", {}, content));
}

Html Sentence(const PageContext& context, absl::string_view text) {
  return EnglishText(context.language, text);
}

Html Alert(const Html& content) {
  return Html::Element("p", {{"class", "waits"}, {"role", "alert"}}, content);
}

std::string TimeWords(absl::string_view time) {
  if (time.size() != kTimeSize || time.back() != 'Z') return std::string(time);
  std::string words(time.substr(0, kMinutesEnd));
  std::ranges::replace(words, 'T', ' ');
  return words + " UTC";
}

std::string DraftAddress(absl::string_view draft) {
  return absl::StrCat("/drafts/", EncodeSegment(draft));
}

std::string StateWord(absl::string_view language, absl::string_view state) {
  const std::string key = absl::StrCat("state.", state);
  const auto words = NodeWords();
  if (std::ranges::find(words, key, &WordEntry::key) == words.end()) return std::string(state);
  return NodeWord(language, key);
}

Html StackTable(absl::string_view caption, const std::vector<std::string>& heads,
                const std::vector<StackRow>& rows) {
  Html columns;
  for (const std::string& head : heads) columns.Add(Head(head));
  Html lines;
  for (const StackRow& row : rows) {
    Html line;
    for (size_t i = 0; i < row.size(); ++i) {
      line.Add(
          i == 0 ? RowHead(row[i])
                 : Html::Element("td", {{"data-head", i < heads.size() ? heads[i] : ""}}, row[i]));
    }
    lines.Add(Html::Element("tr", {}, line));
  }
  return Table(caption, "stack", columns, lines);
}

std::vector<std::string> NodeHeads(absl::string_view language,
                                   std::initializer_list<absl::string_view> keys) {
  std::vector<std::string> heads;
  for (const absl::string_view key : keys) heads.push_back(NodeWord(language, key));
  return heads;
}

std::string Joined(const std::vector<std::string>& texts) { return absl::StrJoin(texts, ", "); }

std::string OfficePage(const PageContext& context, absl::string_view title, const Html& content,
                       const Answer& status) {
  return WholePage(context, {.title = std::string(title),
                             .notice = status.Text("notice"),
                             .content = content,
                             .foot = OfficeFoot(context, status)});
}

std::vector<Place> OfficePlaces(absl::string_view language) {
  return {{"/", NodeWord(language, "inbox")},
          {"/completeness", NodeWord(language, "completeness")},
          {"/questions", NodeWord(language, "questions")},
          {"/queue", NodeWord(language, "queue")},
          {"/sync", NodeWord(language, "sync")}};
}

}  // namespace lontar::pages
