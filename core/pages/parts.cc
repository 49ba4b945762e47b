#include "core/pages/parts.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/fingerprint.h"
#include "core/pages/words.h"

namespace lontar::pages {
namespace {

using net::Answer;

struct Sign {
  absl::string_view mark;
  absl::string_view sign;
};
// In the order of the legend.
constexpr std::array<Sign, 8> kSigns = {
    {{"as-specified", "●"},
     {"otherwise", "◐"},
     {"held-back", "▨"},
     {"late", "▷"},  // of the block of the others: whose font has them has it
     {"narrative", "○"},
     {"not-available", "–"},
     {"does-not-apply", "×"},
     {"nothing", ""}}};

absl::string_view SignOf(absl::string_view mark) {
  const auto* found = std::ranges::find(kSigns, mark, &Sign::mark);
  return found == kSigns.end() ? "" : found->sign;
}

absl::string_view WordOfMark(absl::string_view language, absl::string_view mark) {
  const auto* found = std::ranges::find(kSigns, mark, &Sign::mark);
  return Word(language, absl::StrCat("mark.", found == kSigns.end() ? "nothing" : mark));
}

// What stands behind the mark of a cell, and in the legend.
constexpr absl::string_view kDisputedSign = "≠";
constexpr absl::string_view kDisputed = "mark.disputed";
constexpr absl::string_view kClarifiedSign = "?";
constexpr absl::string_view kClarified = "mark.being-clarified";

Html AddedMark(absl::string_view language, absl::string_view sign, absl::string_view key) {
  const std::string word(Word(language, key));
  Html mark = Html::Element("span", {{"aria-hidden", "true"}, {"title", word}}, Html::Text(sign));
  return mark.Add(Html::Element("span", {{"class", "said"}}, Html::Text(absl::StrCat(", ", word))));
}

Html LegendItem(absl::string_view sign, absl::string_view word) {
  Html item = Html::Element("span", {{"aria-hidden", "true"}}, Html::Text(sign));
  item.AddText(" ").AddText(word);
  return Html::Element("li", {}, item);
}

constexpr size_t kRootDigitsMin = 8;

std::string OwnText(const Answer& indicator, absl::string_view field, absl::string_view language) {
  return indicator.At("texts").At(language).Text(field);
}

// The short name is the catalogue's proposal, and not every catalogue has one.
absl::string_view NameField(const Answer& indicator) {
  return indicator.Text("short_name").empty() ? "name" : "short_name";
}

// The round that an answer is of, as a query.
std::string RoundQuery(const Answer& coverage) {
  const std::string query = absl::StrCat("?collection=", EncodeSegment(coverage.Text("collection")),
                                         "&round=", EncodeSegment(coverage.Text("round")));
  if (coverage.Number("evaluation") < 2) return query;
  return absl::StrCat(query, "&evaluation=", EncodeSegment(coverage.Text("evaluation")));
}

}  // namespace

Html MarkCell(absl::string_view language, const CellMark& cell) {
  const std::string word(WordOfMark(language, cell.mark));
  Html content = Html::Element("span", {{"aria-hidden", "true"}, {"title", word}},
                               Html::Text(SignOf(cell.mark)));
  content.Add(Html::Element("span", {{"class", "said"}}, Html::Text(word)));
  if (cell.is_disputed) content.Add(AddedMark(language, kDisputedSign, kDisputed));
  if (cell.is_being_clarified) content.Add(AddedMark(language, kClarifiedSign, kClarified));
  const bool is_empty = cell.mark == "nothing" && !cell.is_being_clarified;
  return Html::Element(
      "td", {{"class", is_empty ? "mark none" : "mark"}, {"data-member", cell.member}}, content);
}

CellMark CellMarkOf(const Answer& coverage, const Answer& indicator, size_t member) {
  const auto at = [&indicator, member](absl::string_view list) {
    const std::vector<Answer>& items = indicator.List(list);
    return member < items.size() ? items[member].text() : std::string();
  };
  const std::string open = at("open_questions");
  return {.member = coverage.List("members").at(member).Text("code"),
          .mark = at("marks"),
          .is_disputed = at("disputed") == "true",
          .is_being_clarified = !open.empty() && open != "0"};
}

Html Legend(absl::string_view language) {
  Html items;
  for (const Sign& sign : kSigns) {
    const absl::string_view shown = sign.sign.empty() ? Word(language, "mark.blank") : sign.sign;
    items.Add(LegendItem(shown, WordOfMark(language, sign.mark)));
  }
  items.Add(LegendItem(kDisputedSign, Word(language, kDisputed)));
  items.Add(LegendItem(kClarifiedSign, Word(language, kClarified)));
  Html legend = Html::Element("h2", {}, Html::Text(Word(language, "legend")));
  return legend.Add(Html::Element("ul", {{"class", "legend"}}, items));
}

Html TextWords(const Answer& indicator, absl::string_view field, absl::string_view language) {
  const std::string own = OwnText(indicator, field, language);
  return own.empty() ? EnglishText(language, indicator.Text(field)) : Html::Text(own);
}

std::string NameOf(const Answer& indicator, absl::string_view language) {
  const absl::string_view field = NameField(indicator);
  const std::string own = OwnText(indicator, field, language);
  return own.empty() ? indicator.Text(field) : own;
}

Html NameWords(const Answer& indicator, absl::string_view language) {
  return TextWords(indicator, NameField(indicator), language);
}

std::string IndicatorAddress(const Answer& indicator, const Answer& coverage) {
  return absl::StrCat("/indicators/", EncodeSegment(indicator.Text("id")), RoundQuery(coverage));
}

std::string MemberAddress(absl::string_view member, const Answer& coverage) {
  return absl::StrCat("/members/", EncodeSegment(member), RoundQuery(coverage));
}

std::string FootOf(const Answer& answer, absl::string_view language) {
  const std::string root = answer.Text("root");
  std::vector<std::string> pieces;
  if (!answer.Text("collection").empty()) pieces.push_back(answer.Text("collection"));
  if (!answer.Text("round").empty())
    pieces.push_back(absl::StrCat(Word(language, "foot.round"), " ", answer.Text("round")));
  if (answer.Number("evaluation") > 1) {
    pieces.push_back(
        absl::StrCat(Word(language, "foot.evaluation"), " ", answer.Text("evaluation")));
  }
  pieces.push_back(
      absl::StrCat(Word(language, "foot.log_size"), " ", Grouped(answer.Number("log_size"))));
  if (root.size() >= kRootDigitsMin) {
    pieces.push_back(
        absl::StrCat(Word(language, "foot.fingerprint"), " ", base::ShortFingerprint(root)));
  }
  return absl::StrJoin(pieces, " · ");
}

Html Head(absl::string_view text) {
  return Html::Element("th", {{"scope", "col"}}, Html::Text(text));
}

Html RowHead(const Html& content) { return Html::Element("th", {{"scope", "row"}}, content); }

Html Cell(absl::string_view text) { return Html::Element("td", {}, Html::Text(text)); }

Html NumberCell(absl::string_view text) {
  return Html::Element("td", {{"class", "number"}}, Html::Text(text));
}

Html Table(absl::string_view caption, absl::string_view kind, const Html& heads, const Html& rows) {
  Html inside = Html::Element("caption", {}, Html::Text(caption));
  inside.Add(Html::Element("thead", {}, Html::Element("tr", {}, heads)));
  inside.Add(Html::Element("tbody", {}, rows));
  // A box that scrolls is reached by keyboard, and has a name.
  return Html::Element("div",
                       {{"class", "scrolls"},
                        {"role", "region"},
                        {"tabindex", "0"},
                        {"aria-label", std::string(caption)}},
                       Html::Element("table", {{"class", std::string(kind)}}, inside));
}

std::string BelowSentence(const Answer& coverage, absl::string_view language) {
  const auto& indicators = coverage.List("indicators");
  const auto below = std::ranges::count_if(
      indicators, [](const Answer& one) { return one.Text("status") == "below"; });
  const uint64_t threshold = coverage.Number("threshold");
  if (language == "vi") {
    return absl::StrCat(below, " trên ", indicators.size(), " chỉ tiêu có số liệu của ít hơn ",
                        threshold, " quốc gia thành viên.");
  }
  constexpr std::array<absl::string_view, 11> kNumbers = {
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
  const std::string needed =
      threshold < kNumbers.size() ? std::string(kNumbers.at(threshold)) : absl::StrCat(threshold);
  return absl::StrCat(below, " of ", indicators.size(), " indicators ", below == 1 ? "has" : "have",
                      " data from fewer than ", needed, " members.");
}

}  // namespace lontar::pages
