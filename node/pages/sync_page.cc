// Contact with the hub: the last, the next, the hub's words; who has cosigned, under the details.

#include "absl/strings/str_cat.h"
#include "node/pages/node_pages.h"
#include "node/pages/node_parts.h"
#include "node/pages/node_words.h"

namespace lontar::pages {
namespace {

using net::Answer;

std::string SyncHead(absl::string_view language, const Answer& sync) {
  const uint64_t failures = sync.Number("failures");
  if (sync.Flag("stuck")) return NodeWord(language, "sync.stuck");
  if (failures > 0) return NodeCount(language, "sync.failed", failures);
  const std::string last = sync.Text("last_done");
  if (last.empty()) return NodeWord(language, "sync.never");
  return NodeSay(language, "sync.done", {TimeWords(last)});
}

std::string NextTry(absl::string_view language, const Answer& sync) {
  if (sync.Flag("stuck")) return NodeWord(language, "sync.next.stuck");
  if (!sync.Flag("automatic")) return NodeWord(language, "sync.next.told");
  const std::string next = sync.Text("next");
  return next.empty() ? NodeWord(language, "sync.next.now") : TimeWords(next);
}

Html SyncFacts(const PageContext& context, const Answer& status, const Answer& entries) {
  const std::string& language = context.language;
  const Answer& sync = status.At("sync");
  const std::string last = sync.Text("last_done");
  Html facts = Fact(NodeWord(language, "sync.last"),
                    last.empty() ? NodeWord(language, "sync.since_start") : TimeWords(last));
  facts.Add(Fact(NodeWord(language, "sync.last_failed"), TimeWords(sync.Text("last_failed"))));
  if (const std::string said = sync.Text("sentence"); !said.empty()) {
    Html words = Sentence(context, said);
    facts.Add(Fact(NodeWord(language, "sync.words"),
                   words.AddText(absl::StrCat(" (", sync.Text("reason"), ")"))));
  }
  facts.Add(Fact(NodeWord(language, "sync.next"), NextTry(language, sync)));
  facts.Add(Fact(NodeWord(language, "sync.waits"),
                 NodeCount(language, "entries_wait", entries.Number("queued"))));
  const Answer& certificate = status.At("certificate");
  if (!certificate.is_absent()) {
    facts.Add(
        Fact(NodeWord(language, "certificate"),
             NodeSay(language, "certificate.until",
                     {TimeWords(certificate.Text("not_after")), certificate.Text("days_left")})));
  }
  facts.Add(Fact(NodeWord(language, "version"), status.Text("version")));
  return Html::Element("dl", {}, facts);
}

Html Warnings(const PageContext& context, const Answer& status) {
  std::vector<Html> items;
  for (const Answer& warning : status.List("warnings")) {
    items.push_back(Sentence(context, warning.Text("sentence")));
  }
  if (items.empty()) return Html();
  return Section(NodeWord(context.language, "warnings.head")).Add(ListOf(items));
}

std::string CosignedWords(absl::string_view language, const Answer& cosigned) {
  const std::string names = Joined(cosigned.Texts("by"));
  return absl::StrCat(
      NodeSay(language, cosigned.Flag("is_settled") ? "cosigned.yes" : "cosigned.no",
              {absl::StrCat(cosigned.List("by").size()), cosigned.Text("witnesses"),
               cosigned.Text("wanted")}),
      names.empty() ? "" : ": ", names);
}

Html SyncDetails(const PageContext& context, const Answer& status, const Answer& entries) {
  const std::string& language = context.language;
  Html details = Html::Element("summary", {}, Html::Text(NodeWord(language, "details")));
  const Answer& cosigned = entries.At("cosigned");
  Html facts = Fact(NodeWord(language, "log"), status.Text("origin"));
  facts.Add(Fact(NodeWord(language, "log_size"), Grouped(status.Number("log_size"))));
  facts.Add(Fact(NodeWord(language, "root"), status.Text("root")));
  facts.Add(Fact(NodeWord(language, "checkpoint"), Grouped(cosigned.Number("size"))));
  facts.Add(Fact(NodeWord(language, "cosigned"), CosignedWords(language, cosigned)));
  facts.Add(Fact(NodeWord(language, "incarnation"), status.Text("incarnation")));
  facts.Add(Fact(NodeWord(language, "hub_id"), status.Text("hub_id")));
  details.Add(Html::Element("dl", {{"class", "long"}}, facts));
  return Html::Element("details", {}, details);
}

}  // namespace

std::string SyncPage(const PageContext& context, absl::string_view status_json,
                     absl::string_view entries_json) {
  const Answer status = Answer::Parse(status_json).value_or(Answer());
  const Answer entries = Answer::Parse(entries_json).value_or(Answer());
  Html content = Heading(SyncHead(context.language, status.At("sync")));
  content.Add(Paragraph(NodeWord(context.language, "sync.safe")));
  content.Add(SyncFacts(context, status, entries)).Add(Warnings(context, status));
  content.Add(SyncDetails(context, status, entries));
  return OfficePage(context, NodeWord(context.language, "sync"), content, status);
}

}  // namespace lontar::pages
