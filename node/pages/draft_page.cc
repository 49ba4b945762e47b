// One draft with its findings, each at its place.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "node/pages/draft_waits.h"
#include "node/pages/node_pages.h"
#include "node/pages/node_parts.h"
#include "node/pages/node_words.h"

namespace lontar::pages {
namespace {

using net::Answer;

const Answer& DraftNamed(const Answer& drafts, const std::string& id) {
  static const Answer kNone;
  const std::vector<Answer>& all = drafts.List("drafts");
  const auto found =
      std::ranges::find_if(all, [&id](const Answer& one) { return one.Text("draft") == id; });
  return found == all.end() ? kNone : *found;
}

Html DraftFacts(const PageContext& context, const Answer& draft, const Answer& check,
                const DraftWaits& waits) {
  const std::string& language = context.language;
  Html facts = Fact(NodeWord(language, "state"), waits.state);
  facts.Add(Fact(NodeWord(language, "waits"), waits.waits));
  facts.Add(Fact(NodeWord(language, "supplied_by"), SuppliedBy(context, draft, check)));
  facts.Add(Fact(NodeWord(language, "indicators"), Joined(draft.Texts("indicators"))));
  facts.Add(Fact(NodeWord(language, "figures"), draft.Text("observations")));
  facts.Add(Fact(NodeWord(language, "file"), draft.Text("file")));
  facts.Add(Fact(NodeWord(language, "created"), TimeWords(draft.Text("created"))));
  const Answer& returned = draft.At("returned");
  if (!returned.Text("reason").empty()) {
    facts.Add(Fact(NodeWord(language, "returned"),
                   NodeSay(language, "returned.why",
                           {TimeWords(returned.Text("time")), returned.Text("reason")})));
    facts.Add(Fact(NodeWord(language, "returned.by"), returned.Text("by")));
  }
  return Html::Element("dl", {}, facts);
}

std::string PlaceOfFinding(const Answer& finding) {
  const std::string at = finding.Text("at").empty() ? finding.Text("place") : finding.Text("at");
  const std::string column = finding.Text("column");
  return column.empty() ? at : absl::StrCat(at, at.empty() ? "" : " · ", column);
}

std::string JustifiedWords(absl::string_view language, const Answer& finding) {
  if (finding.Text("severity") != "warning") return "";
  const std::string why = finding.Text("justification");
  return why.empty() ? NodeWord(language, "justification.open") : why;
}

StackRow FindingRow(const PageContext& context, const Answer& finding) {
  return {Html::Text(SeverityWord(context.language, finding)),
          Sentence(context, finding.Text("sentence")),
          Sentence(context, PlaceOfFinding(finding)),
          Html::Text(finding.Text("value")),
          Html::Text(finding.Text("id")),
          Html::Text(JustifiedWords(context.language, finding))};
}

Html FindingsPart(const PageContext& context, const Answer& check, const std::string& id) {
  const std::string& language = context.language;
  Html part = Section(NodeWord(language, "findings"));
  if (check.is_absent()) return part.Add(Paragraph(NodeWord(language, "findings.unknown")));
  if (check.List("findings").empty()) return part.Add(Paragraph(NodeWord(language, "findings.ok")));
  std::vector<StackRow> rows;
  for (const Answer& finding : check.List("findings")) {
    rows.push_back(FindingRow(context, finding));
  }
  part.Add(StackTable(
      NodeSay(language, "findings.caption", {id}),
      NodeHeads(language, {"severity", "right", "where", "value", "finding", "justification"}),
      rows));
  if (check.Number("open_warnings") > 0) {
    part.Add(Paragraph(NodeSay(language, "findings.justify", {id})));
  }
  return part;
}

}  // namespace

std::string DraftPage(const PageContext& context, const DraftAnswers& answers) {
  const std::string& language = context.language;
  const Answer drafts = Answer::Parse(answers.drafts).value_or(Answer());
  const Answer check = Answer::Parse(answers.check).value_or(Answer());
  const Answer status = Answer::Parse(answers.status).value_or(Answer());
  const Answer& draft = DraftNamed(drafts, answers.draft);
  const DraftWaits waits = WaitsOf(language, draft, check);
  Html content =
      Heading(NodeSay(language, "draft.head",
                      {answers.draft, draft.Text("provider"), waits.state, waits.findings}));
  content.Add(DraftFacts(context, draft, check, waits))
      .Add(FindingsPart(context, check, answers.draft));
  if (draft.Text("stage") != "unreadable") {
    content.Add(Paragraph(
        Link(DraftAddress(answers.draft) + "/approve", NodeWord(language, "draft.look"))));
  }
  return OfficePage(context, answers.draft, content, status);
}

}  // namespace lontar::pages
