// What an approval would approve: what changes, by indicator, totals first; who and how beside it.

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/pages/parts.h"
#include "node/pages/approval_side.h"
#include "node/pages/draft_waits.h"
#include "node/pages/node_pages.h"
#include "node/pages/node_parts.h"
#include "node/pages/node_words.h"

namespace lontar::pages {
namespace {

using net::Answer;

constexpr size_t kChangesShown = 100;  // of one indicator

// "sex F, age Y5T17"; a breakdown by nothing is the total.
std::vector<std::string> BrokenDownBy(const Answer& dimensions) {
  std::vector<std::string> words;
  for (size_t i = 0; i < dimensions.keys().size(); ++i) {
    const std::string& code = dimensions.items()[i].text();
    if (code != "_T") words.push_back(absl::StrCat(dimensions.keys()[i], " ", code));
  }
  return words;
}

std::string SideWords(absl::string_view language, const Answer& side) {
  if (side.is_absent()) return "";
  const std::string state = side.Text("state");
  if (state == "number") return side.Text("value");
  if (state == "held back") return NodeWord(language, "value.held_back");
  if (state == "missing") return NodeWord(language, "value.missing");
  return state == "disputed" ? NodeWord(language, "value.disputed") : state;
}

std::string ChangeWords(absl::string_view language, const Answer& cell) {
  const std::string change = cell.Text("change");
  if (change == "added") return NodeWord(language, "change.added");
  if (change == "withdrawn") return NodeWord(language, "change.withdrawn");
  const std::string percent = cell.Text("percent");
  if (!percent.empty() && percent != "-") {
    return absl::StrCat(absl::StartsWith(percent, "-") ? "" : "+", percent, " %");
  }
  return absl::StrJoin(cell.Texts("fields"), ", ");
}

// With its head, which stands before it on a narrow screen.
Html FigureCell(absl::string_view language, absl::string_view head, absl::string_view text) {
  return Html::Element("td", {{"class", "number"}, {"data-head", NodeWord(language, head)}},
                       Html::Text(text));
}

Html ChangeRow(const PageContext& context, const Answer& cell) {
  const std::vector<std::string> breakdown = BrokenDownBy(cell.At("dimensions"));
  Html head = Sentence(context, cell.Text("measure"));
  head.AddText(absl::StrCat(" ", cell.Text("period"), ", "));
  if (breakdown.empty()) {
    head.AddText(NodeWord(context.language, "total"));
  } else {
    head.Add(Sentence(context, absl::StrJoin(breakdown, ", ")));
  }
  Html row = RowHead(head);
  const std::string& language = context.language;
  row.Add(FigureCell(language, "before", SideWords(language, cell.At("before"))));
  row.Add(FigureCell(language, "after", SideWords(language, cell.At("after"))));
  row.Add(FigureCell(language, "change", ChangeWords(language, cell)));
  return Html::Element("tr", {}, row);
}

// Totals first: what fewer dimensions break down comes before.
std::vector<const Answer*> ChangesOf(const Answer& diff, const std::string& indicator) {
  std::vector<const Answer*> changes;
  for (const Answer& cell : diff.List("cells")) {
    if (cell.Text("indicator") == indicator) changes.push_back(&cell);
  }
  std::ranges::stable_sort(
      changes, {}, [](const Answer* cell) { return BrokenDownBy(cell->At("dimensions")).size(); });
  return changes;
}

Html ChangesPart(const PageContext& context, const Answer& diff, const Answer& indicator) {
  const std::string& language = context.language;
  const std::vector<const Answer*> changes = ChangesOf(diff, indicator.Text("indicator"));
  if (changes.empty()) return Paragraph(NodeWord(language, "changes.none"));
  Html heads = Head(NodeWord(language, "figure"));
  for (const char* key : {"before", "after", "change"}) {
    heads.Add(Html::Element("th", {{"scope", "col"}, {"class", "number"}},
                            Html::Text(NodeWord(language, key))));
  }
  Html rows;
  for (size_t i = 0; i < std::min(changes.size(), kChangesShown); ++i) {
    rows.Add(ChangeRow(context, *changes[i]));
  }
  Html part =
      Table(NodeSay(language, "changes.caption", {indicator.Text("code")}), "stack", heads, rows);
  if (changes.size() > kChangesShown) {
    part.Add(
        Paragraph(NodeSay(language, "changes.more",
                          {absl::StrCat(changes.size() - kChangesShown), diff.Text("draft")})));
  }
  return part;
}

Html FindingItem(const PageContext& context, const Answer& finding) {
  Html item = Html::Text(
      absl::StrCat(SeverityWord(context.language, finding), " ", finding.Text("id"), ": "));
  item.Add(Sentence(context, finding.Text("sentence")));
  if (finding.Text("severity") != "warning") return item;
  const std::string why = finding.Text("justification");
  item.AddText(". ");
  if (why.empty()) return item.AddText(NodeWord(context.language, "justification.open"));
  return item.AddText(NodeSay(context.language, "justified", {why}));
}

// Those of one indicator; of an empty one, those of none that the report is on.
Html FindingsOf(const PageContext& context, const Answer& check, const Answer& review,
                const std::string& indicator) {
  std::vector<Html> items;
  for (const Answer& finding : check.List("findings")) {
    const std::string of = finding.At("cell").Text("indicator");
    const auto& known = review.List("indicators");
    const bool is_known = std::ranges::any_of(
        known, [&of](const Answer& one) { return one.Text("indicator") == of; });
    if (indicator.empty() ? is_known : of != indicator) continue;
    items.push_back(FindingItem(context, finding));
  }
  return items.empty() ? Html() : ListOf(items);
}

// What the left side is made of.
struct Changing {
  Answer review;
  Answer check;
  Answer diff;
};

Html IndicatorPart(const PageContext& context, const Answer& indicator, const Changing& all) {
  const std::string& language = context.language;
  const std::string code = indicator.Text("code");
  Html head = Html::Text(absl::StrCat(code.empty() ? indicator.Text("indicator") : code, " "));
  Html part = Html::Element("h2", {}, head.Add(Sentence(context, indicator.Text("name"))));
  part.Add(Paragraph(NodeSay(language, "counts",
                             {indicator.Text("with_number"), indicator.Text("as_specified"),
                              indicator.Text("held_back"), indicator.Text("missing")})));
  part.Add(ChangesPart(context, all.diff, indicator));
  Html facts;
  if (const std::string kinds = Joined(indicator.Texts("deviations")); !kinds.empty()) {
    facts.Add(Fact(NodeWord(language, "deviations"), Sentence(context, kinds)));
  }
  const std::vector<std::string> sources = indicator.Texts("sources");
  facts.Add(Fact(NodeWord(language, "sources"), sources.empty() ? NodeWord(language, "sources.none")
                                                                : absl::StrJoin(sources, "; ")));
  part.Add(Html::Element("dl", {}, facts));
  return part.Add(FindingsOf(context, all.check, all.review, indicator.Text("indicator")));
}

Html LeftSide(const PageContext& context, const Changing& all) {
  Html left;
  for (const Answer& indicator : all.review.List("indicators")) {
    left.Add(IndicatorPart(context, indicator, all));
  }
  const Html others = FindingsOf(context, all.check, all.review, "");
  if (!others.markup().empty()) {
    left.Add(Section(NodeWord(context.language, "findings.others"))).Add(others);
  }
  return left;
}

}  // namespace

std::string ApprovalPage(const PageContext& context, const ApprovalAnswers& answers) {
  const Changing all{Answer::Parse(answers.review).value_or(Answer()),
                     Answer::Parse(answers.check).value_or(Answer()),
                     Answer::Parse(answers.diff).value_or(Answer())};
  const std::string draft = all.review.Text("draft");
  const Answer& counts = all.diff.At("counts");
  Html content = Heading(NodeSay(context.language, "approve.head",
                                 {draft, all.review.Text("provider"), counts.Text("added"),
                                  counts.Text("changed"), counts.Text("withdrawn")}));
  content.Add(Paragraph(Link(DraftAddress(draft), NodeWord(context.language, "approve.findings"))));
  Html sides = Html::Element("div", {}, LeftSide(context, all));
  Html right = ApprovalSide(context, all.review, all.check);
  right.Add(ApprovalButtons(context, answers, all.review));
  sides.Add(Html::Element("div", {}, right));
  content.Add(Html::Element("div", {{"class", "sides"}}, sides));
  return OfficePage(context, NodeSay(context.language, "approve.title", {draft}), content,
                    Answer::Parse(answers.status).value_or(Answer()));
}

}  // namespace lontar::pages
