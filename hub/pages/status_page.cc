// How the hub stands, in words.

#include "absl/strings/str_cat.h"
#include "core/net/answer.h"
#include "core/pages/parts.h"
#include "core/pages/words.h"
#include "hub/pages/hub_words.h"
#include "hub/pages/pages.h"

namespace lontar::pages {
namespace {

using net::Answer;

Html Line(absl::string_view name, absl::string_view value) {
  Html line = Html::Element("dt", {}, Html::Text(name));
  return line.Add(Html::Element("dd", {}, Html::Text(value)));
}

// Who has confirmed what stands on the log page, under its proper name.
std::string SettledWords(absl::string_view language, const Answer& settled) {
  return HubSay(language, settled.Flag("is_settled") ? "status.settled_yes" : "status.settled_no",
                {{"{count}", settled.Text("cosignatures")},
                 {"{all}", settled.Text("witnesses")},
                 {"{quorum}", settled.Text("quorum")}});
}

Html MembersTable(absl::string_view language, const Answer& status) {
  Html heads = Head(HubWord(language, "status.code"));
  heads.Add(Head(Word(language, "member"))).Add(Head(HubWord(language, "status.since")));
  Html rows;
  for (const Answer& member : status.List("members")) {
    Html row = RowHead(Html::Text(member.Text("code")));
    row.Add(Cell(member.Text("name"))).Add(Cell(member.Text("from")));
    rows.Add(Html::Element("tr", {}, row));
  }
  return Table(HubWord(language, "status.members"), "plain", heads, rows);
}

}  // namespace

std::string StatusPage(const PageContext& context, absl::string_view status_json) {
  const Answer status = Answer::Parse(status_json).value_or(Answer());
  const std::string& language = context.language;
  const Answer& settled = status.At("settled");
  Html content =
      Html::Element("h1", {},
                    Html::Text(HubSay(language, "status.head",
                                      {{"{size}", Grouped(status.Number("log_size"))}})));
  Html lines;
  const auto add = [&](absl::string_view key, absl::string_view text) {
    lines.Add(Line(HubWord(language, key), text));
  };
  add("status.settled", SettledWords(language, settled));
  add("status.settled_to",
      absl::StrCat(Word(language, "foot.log_size"), " ", Grouped(settled.Number("size"))));
  add("status.waiting", HubSay(language, "status.waits", {{"{count}", status.Text("queued")}}));
  add("status.running", status.Text("started"));
  add("status.version", status.Text("version"));
  add("status.origin", status.Text("origin"));
  content.Add(Html::Element("dl", {}, lines)).Add(MembersTable(language, status));
  return WholePage(context, {.title = std::string(Word(context.language, "status")),
                             .notice = status.Text("notice"),
                             .content = content,
                             .foot = FootOf(status, context.language)});
}

}  // namespace lontar::pages
