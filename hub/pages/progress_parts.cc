#include "hub/pages/progress_parts.h"

#include "absl/strings/str_cat.h"
#include "core/pages/parts.h"
#include "core/pages/progress_words.h"
#include "core/pages/region_words.h"
#include "core/pages/words.h"
#include "hub/pages/hub_words.h"

namespace lontar::pages {
namespace {

using net::Answer;

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
  row.Add(Cell(ProgressSentence(context.language, member)));
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
      items.Add(Html::Element("li", {}, item.AddText(text)));
    }
  }
  if (items.markup().empty()) return {};
  const std::string title(HubWord(context.language, "region"));
  Html part = Html::Element("h2", {}, Html::Text(title));
  part.Add(Html::Element("p", {}, Html::Text(HubWord(context.language, "region.hint"))));
  return part.Add(Html::Element("ul", {}, items));
}

}  // namespace lontar::pages
