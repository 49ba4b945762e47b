#include "hub/pages/progress_parts.h"

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/pages/parts.h"
#include "core/pages/progress_words.h"
#include "core/pages/region_words.h"
#include "core/pages/words.h"
#include "hub/pages/hub_words.h"

namespace lontar::pages {
namespace {

using net::Answer;

// Measures, units, codes: the catalogue names them in English, in the middle of our sentences.
using EnglishPieces = std::vector<std::string>;

// The sentence with those pieces marked as English, on a page in another language.
Html WithEnglish(absl::string_view language, absl::string_view sentence,
                 const EnglishPieces& pieces) {
  Html html;
  while (language != "en") {
    size_t at = absl::string_view::npos;
    absl::string_view first;
    for (const std::string& piece : pieces) {
      const size_t found = piece.empty() ? absl::string_view::npos : sentence.find(piece);
      if (found < at) std::tie(at, first) = std::pair(found, absl::string_view(piece));
    }
    if (at == absl::string_view::npos) break;
    html.AddText(sentence.substr(0, at)).Add(EnglishText(language, first));
    sentence.remove_prefix(at + first.size());
  }
  return html.AddText(sentence);
}

EnglishPieces PiecesOf(const Answer& member) {
  EnglishPieces pieces = {member.Text("measure"), member.Text("unit_name")};
  for (const Answer& unlike : member.List("unlike")) {
    for (const char* field : {"name", "later_name", "baseline_name"}) {
      pieces.push_back(unlike.Text(field));
    }
  }
  return pieces;
}

EnglishPieces RegionPieces(const Answer& figure) {
  EnglishPieces pieces = {figure.Text("measure"), figure.Text("unit_name")};
  for (const Answer& code : figure.At("kind").items()) pieces.push_back(code.Text("name"));
  for (const Answer& one : figure.List("covered")) {
    for (const std::string& kind : one.Texts("deviations")) pieces.push_back(kind);
  }
  return pieces;
}

Html StatedCell(const PageContext& context, const Answer& member) {
  Html lines;
  for (const std::string& level : StatedLevels(context.language, member)) {
    lines.Add(Html::Element("div", {}, Html::Text(level)));
  }
  return Html::Element("td", {}, lines);
}

Html ProgressRow(const PageContext& context, const Answer& indicator, const Answer& member) {
  Html row = Cell(indicator.Text("code"));
  row.Add(RowHead(NameWords(indicator, context.language)));
  const std::string sentence = ProgressSentence(context.language, member);
  row.Add(Html::Element("td", {}, WithEnglish(context.language, sentence, PiecesOf(member))));
  return Html::Element("tr", {}, row.Add(StatedCell(context, member)));
}

}  // namespace

Html ProgressPart(const PageContext& context, const Answer& progress) {
  Html rows;
  for (const Answer& indicator : progress.List("indicators")) {
    for (const Answer& member : indicator.List("members")) {
      rows.Add(ProgressRow(context, indicator, member));
    }
  }
  if (rows.markup().empty()) return {};
  const std::string title(HubWord(context.language, "progress"));
  Html part = Html::Element("h2", {}, Html::Text(title));
  part.Add(Html::Element("p", {}, Html::Text(HubWord(context.language, "progress.hint"))));
  Html heads = Head(Word(context.language, "number"));
  heads.Add(Head(Word(context.language, "indicator"))).Add(Head(title));
  heads.Add(Head(HubWord(context.language, "progress.stated")));
  return part.Add(Table(title, "plain", heads, rows));
}

Html RegionPart(const PageContext& context, const Answer& region) {
  Html items;
  for (const Answer& indicator : region.List("indicators")) {
    for (const Answer& figure : indicator.List("figures")) {
      const RegionQuestion question{context.language, region, figure};
      std::string text = RegionSentence(question);
      Html item;
      if (figure.Text("state") != "given") {
        item = EnglishText(context.language, figure.Text("measure")).AddText(": ");
      }
      const std::string coverage = RegionCoverage(question);
      if (!coverage.empty()) absl::StrAppend(&text, " ", coverage);
      items.Add(Html::Element("li", {},
                              item.Add(WithEnglish(context.language, text, RegionPieces(figure)))));
    }
  }
  if (items.markup().empty()) return {};
  const std::string title(HubWord(context.language, "region"));
  Html part = Html::Element("h2", {}, Html::Text(title));
  part.Add(Html::Element("p", {}, Html::Text(HubWord(context.language, "region.hint"))));
  return part.Add(Html::Element("ul", {}, items));
}

}  // namespace lontar::pages
