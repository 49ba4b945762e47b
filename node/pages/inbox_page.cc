// Drafts, what waits on whom, and what was approved lately.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "node/pages/draft_waits.h"
#include "node/pages/node_pages.h"
#include "node/pages/node_parts.h"
#include "node/pages/node_words.h"

namespace lontar::pages {
namespace {

using net::Answer;

constexpr size_t kLatelyApproved = 10;

struct InboxDraft {
  const Answer* draft;
  Answer check;
  DraftWaits waits;
};

std::vector<InboxDraft> InboxDrafts(const PageContext& context, const Answer& drafts,
                                    const std::vector<std::string>& checks) {
  std::vector<InboxDraft> all;
  const std::vector<Answer>& listed = drafts.List("drafts");
  for (size_t i = 0; i < listed.size(); ++i) {
    Answer check = i < checks.size() ? Answer::Parse(checks[i]).value_or(Answer()) : Answer();
    DraftWaits waits = WaitsOf(context.language, listed[i], check);
    all.push_back({&listed[i], std::move(check), std::move(waits)});
  }
  return all;
}

std::string InboxHead(absl::string_view language, const std::vector<InboxDraft>& drafts) {
  if (drafts.empty()) return NodeWord(language, "inbox.none");
  const auto here = static_cast<uint64_t>(std::ranges::count_if(
      drafts, [](const InboxDraft& one) { return one.waits.is_for_approval; }));
  return NodeSay(
      language, "inbox.head",
      {NodeCount(language, "drafts", drafts.size()),
       here == 0 ? NodeWord(language, "approvals.none") : NodeCount(language, "approvals", here)});
}

StackRow InboxRow(const PageContext& context, const InboxDraft& one) {
  const std::string id = one.draft->Text("draft");
  Html waits = Html::Text(one.waits.waits);
  if (one.waits.is_for_approval) waits = Link(DraftAddress(id) + "/approve", one.waits.waits);
  return {Link(DraftAddress(id), id),
          waits,
          Html::Text(one.waits.state),
          Html::Text(one.waits.findings),
          SuppliedBy(context, *one.draft, one.check),
          Html::Text(Joined(one.draft->Texts("indicators")))};
}

Html InboxTable(const PageContext& context, const std::vector<InboxDraft>& drafts) {
  const std::string& language = context.language;
  std::vector<StackRow> rows;
  for (const InboxDraft& one : drafts) rows.push_back(InboxRow(context, one));
  return StackTable(
      NodeWord(language, "inbox.caption"),
      NodeHeads(language, {"draft", "waits", "state", "findings", "supplied_by", "indicators"}),
      rows);
}

Html LatelyApproved(const PageContext& context, const Answer& entries) {
  const std::string& language = context.language;
  std::vector<StackRow> rows;
  for (const Answer& entry : entries.List("entries")) {
    if (entry.Text("kind") != "submission" || rows.size() == kLatelyApproved) continue;
    rows.push_back({Html::Text(entry.Text("number")),
                    Html::Text(StateWord(language, entry.Text("state"))),
                    Html::Text(TimeWords(entry.Text("sealed"))), Html::Text(entry.Text("provider")),
                    Html::Text(Joined(entry.Texts("indicators")))});
  }
  if (rows.empty()) return Html();
  Html part = Section(NodeWord(language, "approved_lately"));
  part.Add(StackTable(
      NodeWord(language, "approved_lately.caption"),
      NodeHeads(language, {"entry", "state", "sealed", "supplied_by", "indicators"}), rows));
  return part.Add(Paragraph(Link("/queue", NodeWord(language, "queue.all"))));
}

Html WaitingLine(const PageContext& context, const Answer& entries) {
  const uint64_t queued = entries.Number("queued");
  if (queued == 0) return Html();
  return Paragraph(Link("/queue", NodeSay(context.language, "queue.waits",
                                          {NodeCount(context.language, "entries_wait", queued),
                                           TimeWords(entries.Text("oldest_waiting"))})));
}

}  // namespace

std::string InboxPage(const PageContext& context, const InboxAnswers& answers) {
  const Answer drafts_answer = Answer::Parse(answers.drafts).value_or(Answer());
  const Answer entries = Answer::Parse(answers.entries).value_or(Answer());
  const Answer status = Answer::Parse(answers.status).value_or(Answer());
  const std::vector<InboxDraft> drafts = InboxDrafts(context, drafts_answer, answers.checks);
  const uint64_t asked = status.Number("questions_for_member");
  std::string head = InboxHead(context.language, drafts);
  if (asked > 0) absl::StrAppend(&head, " ", NodeCount(context.language, "inbox.asked", asked));
  Html content = Heading(head);
  if (asked > 0)
    content.Add(Paragraph(Link("/questions", NodeWord(context.language, "questions"))));
  content.Add(WaitingLine(context, entries));
  if (drafts.empty()) {
    content.Add(Paragraph(NodeWord(context.language, "inbox.next")));
  } else {
    content.Add(InboxTable(context, drafts));
  }
  content.Add(LatelyApproved(context, entries));
  return OfficePage(context, NodeWord(context.language, "inbox"), content, status);
}

}  // namespace lontar::pages
