// What was sealed, how far each is, and its receipt.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/fingerprint.h"
#include "node/pages/node_pages.h"
#include "node/pages/node_parts.h"
#include "node/pages/node_words.h"

namespace lontar::pages {
namespace {

using net::Answer;

// A kind that is not known is shown as it is.
std::string KindWord(absl::string_view language, const std::string& kind) {
  const std::string key = absl::StrCat("kind.", kind);
  const auto words = NodeWords();
  const bool is_known = std::ranges::find(words, key, &WordEntry::key) != words.end();
  return is_known ? NodeWord(language, key) : kind;
}

std::string QueueHead(absl::string_view language, const Answer& entries) {
  const uint64_t queued = entries.Number("queued");
  if (queued > 0) {
    return NodeSay(
        language, "queue.waits",
        {NodeCount(language, "entries_wait", queued), TimeWords(entries.Text("oldest_waiting"))});
  }
  return NodeWord(language, entries.List("entries").empty() ? "queue.none" : "queue.empty");
}

// When what waits goes out, in a sentence.
std::string NextWords(absl::string_view language, const Answer& sync) {
  if (sync.Flag("stuck")) return NodeWord(language, "next.stuck");
  if (!sync.Flag("automatic")) return NodeWord(language, "next.told");
  const std::string next = sync.Text("next");
  return next.empty() ? NodeWord(language, "next.now")
                      : NodeSay(language, "next.at", {TimeWords(next)});
}

StackRow QueueRow(const PageContext& context, const Answer& entry) {
  const std::string& language = context.language;
  const std::string number = entry.Text("number");
  std::string state = StateWord(language, entry.Text("state"));
  if (entry.Text("state") == "rejected") absl::StrAppend(&state, ": ", entry.Text("verdict"));
  Html receipt;
  if (!entry.At("index").is_absent()) {
    receipt = Link(absl::StrCat("/receipts/", EncodeSegment(number)),
                   NodeSay(language, "receipt.of", {number}));
  }
  return {Html::Text(number),
          Html::Text(state),
          Html::Text(KindWord(language, entry.Text("kind"))),
          Html::Text(entry.Text("provider")),
          Html::Text(Joined(entry.Texts("indicators"))),
          Html::Text(TimeWords(entry.Text("sealed"))),
          Html::Text(TimeWords(entry.Text("arrived"))),
          receipt};
}

Html QueueTable(const PageContext& context, const Answer& entries) {
  const std::string& language = context.language;
  std::vector<StackRow> rows;
  for (const Answer& entry : entries.List("entries")) rows.push_back(QueueRow(context, entry));
  Html part = StackTable(NodeWord(language, "queue.caption"),
                         NodeHeads(language, {"entry", "state", "what", "supplied_by", "indicators",
                                              "sealed", "arrived", "receipt"}),
                         rows);
  if (const uint64_t more = entries.Number("entries_left_out"); more > 0) {
    part.Add(Paragraph(NodeSay(language, "queue.older", {absl::StrCat(more)})));
  }
  return part;
}

std::string ReceiptHead(absl::string_view language, const Answer& receipt) {
  if (receipt.Text("verdict") != "accepted") {
    return NodeSay(language, "receipt.rejected", {receipt.Text("number"), receipt.Text("verdict")});
  }
  return NodeSay(language, receipt.Flag("settled") ? "receipt.settled" : "receipt.arrived",
                 {receipt.Text("number")});
}

}  // namespace

std::string QueuePage(const PageContext& context, const QueueAnswers& answers) {
  const std::string& language = context.language;
  const Answer entries = Answer::Parse(answers.entries).value_or(Answer());
  const Answer status = Answer::Parse(answers.status).value_or(Answer());
  Html content = Heading(QueueHead(language, entries));
  // An address says nothing that is not so.
  const auto& all = entries.List("entries");
  const bool is_here = std::ranges::any_of(all, [&answers](const Answer& one) {
    return one.Text("kind") == "submission" && one.Text("number") == answers.sealed;
  });
  if (is_here) {
    content.Add(Html::Element("p", {{"role", "status"}, {"class", "done"}},
                              Html::Text(NodeSay(language, "queue.sealed", {answers.sealed}))));
  }
  if (entries.Number("queued") > 0) {
    const Answer& sync = status.At("sync");
    const uint64_t failures = sync.Number("failures");
    if (failures > 0) content.Add(Paragraph(NodeCount(language, "sync.failed", failures)));
    content.Add(Paragraph(NextWords(language, sync)));
  }
  if (!entries.List("entries").empty()) content.Add(QueueTable(context, entries));
  return OfficePage(context, NodeWord(language, "queue"), content, status);
}

std::string EntryReceiptPage(const PageContext& context, absl::string_view receipt_json,
                             absl::string_view status_json) {
  const std::string& language = context.language;
  const Answer receipt = Answer::Parse(receipt_json).value_or(Answer());
  const Answer status = Answer::Parse(status_json).value_or(Answer());
  Html content = Heading(ReceiptHead(language, receipt));
  Html facts = Fact(NodeWord(language, "what"), KindWord(language, receipt.Text("kind")));
  facts.Add(Fact(NodeWord(language, "member"), receipt.Text("member_name")));
  facts.Add(Fact(NodeWord(language, "supplied_by"), receipt.Text("provider")));
  facts.Add(Fact(NodeWord(language, "indicators"), Joined(receipt.Texts("indicators"))));
  facts.Add(Fact(NodeWord(language, "collection"), receipt.Text("collection")));
  if (const std::string id = receipt.Text("payload_id"); !id.empty()) {
    facts.Add(Fact(NodeWord(language, "fingerprint"), base::ShortFingerprint(id)));
  }
  facts.Add(Fact(NodeWord(language, "arrived"), TimeWords(receipt.Text("arrived"))));
  content.Add(Html::Element("dl", {}, facts));
  Html details = Html::Element("summary", {}, Html::Text(NodeWord(language, "details")));
  Html log = Fact(NodeWord(language, "log"), receipt.Text("origin"));
  log.Add(Fact(NodeWord(language, "log_index"), receipt.Text("index")));
  log.Add(Fact(NodeWord(language, "log_size"), receipt.Text("log_size")));
  details.Add(Html::Element("dl", {}, log)).Add(Paragraph(NodeWord(language, "receipt.proof")));
  details.Add(Html::Element("pre", {{"tabindex", "0"}}, Html::Text(receipt.Text("receipt"))));
  content.Add(Html::Element("details", {}, details));
  content.Add(Paragraph(Link("/queue", NodeWord(language, "queue.all"))));
  return OfficePage(context, NodeSay(language, "receipt.of", {receipt.Text("number")}), content,
                    status);
}

}  // namespace lontar::pages
