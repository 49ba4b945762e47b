// How the hub stands, in words.

#include "absl/strings/str_cat.h"
#include "core/net/answer.h"
#include "core/pages/parts.h"
#include "core/pages/words.h"
#include "hub/pages/pages.h"

namespace lontar::pages {
namespace {

using net::Answer;

Html Line(absl::string_view name, absl::string_view value) {
  Html line = Html::Element("dt", {}, Html::Text(name));
  return line.Add(Html::Element("dd", {}, Html::Text(value)));
}

std::string SettledWords(const Answer& settled) {
  const std::string counted =
      absl::StrCat(settled.Text("cosignatures"), " of ", settled.Text("witnesses"),
                   " witnesses have cosigned; ", settled.Text("quorum"), " settle it");
  if (settled.Flag("is_settled")) return absl::StrCat("yes: ", counted);
  return absl::StrCat("not yet: ", counted, ". Figures and counts are not affected.");
}

Html MembersTable(const Answer& status) {
  Html heads = Head("Code");
  heads.Add(Head("Member")).Add(Head("Since"));
  Html rows;
  for (const Answer& member : status.List("members")) {
    Html row = RowHead(Html::Text(member.Text("code")));
    row.Add(Cell(member.Text("name"))).Add(Cell(member.Text("from")));
    rows.Add(Html::Element("tr", {}, row));
  }
  return Table("Members", "plain", heads, rows);
}

}  // namespace

std::string StatusPage(const PageContext& context, absl::string_view status_json) {
  const Answer status = Answer::Parse(status_json).value_or(Answer());
  const Answer& settled = status.At("settled");
  Html content =
      Html::Element("h1", {},
                    Html::Text(absl::StrCat("The hub answers; its log has ",
                                            Grouped(status.Number("log_size")), " entries.")));
  Html lines = Line("Settled", SettledWords(settled));
  lines.Add(Line("Settled up to", absl::StrCat("log size ", Grouped(settled.Number("size")))));
  lines.Add(Line("Waiting", absl::StrCat(status.Text("queued"), " entries wait to be sequenced")));
  lines.Add(Line("Running since", status.Text("started")));
  lines.Add(Line("Version", status.Text("version")));
  lines.Add(Line("Origin of the log", status.Text("origin")));
  content.Add(Html::Element("dl", {}, lines)).Add(MembersTable(status));
  return WholePage(context, {.title = std::string(Word(context.language, "status")),
                             .notice = status.Text("notice"),
                             .content = content,
                             .foot = FootOf(status)});
}

}  // namespace lontar::pages
