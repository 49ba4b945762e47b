// How far a round is, what is overdue, and the calendar of all rounds.

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "node/pages/node_pages.h"
#include "node/pages/node_parts.h"
#include "node/pages/node_words.h"

namespace lontar::pages {
namespace {

using net::Answer;

// "12 days are left"; days that cannot be counted say nothing.
std::string DaysWords(absl::string_view language, const Answer& round) {
  int days = 0;
  if (!absl::SimpleAtoi(round.Text("days_left"), &days)) return "";
  if (days == 0) return NodeWord(language, "days.today");
  return days > 0 ? NodeCount(language, "days.left", static_cast<uint64_t>(days))
                  : NodeCount(language, "days.past", static_cast<uint64_t>(-days));
}

std::string RoundState(absl::string_view language, const Answer& round) {
  if (!round.Flag("closed")) return NodeWord(language, "round.open");
  return NodeWord(language, round.Flag("extension") ? "round.extension" : "round.closed");
}

std::string CutOffWords(absl::string_view language, const Answer& round) {
  const std::string cut_off = round.Text("cut_off");
  const std::string first = round.Text("first_cut_off");
  return first.empty() || first == cut_off
             ? cut_off
             : NodeSay(language, "cut_off.extended", {cut_off, first});
}

std::string RoundAddress(const Answer& round) {
  return absl::StrCat("/completeness?collection=", EncodeSegment(round.Text("collection")),
                      "&round=", EncodeSegment(round.Text("round")));
}

Html Calendar(const PageContext& context, const Answer& rounds) {
  const std::string& language = context.language;
  Html part = Section(NodeWord(language, "calendar"));
  if (rounds.List("rounds").empty()) {
    return part.Add(Paragraph(NodeWord(language, "calendar.none")));
  }
  std::vector<StackRow> rows;
  for (const Answer& round : rounds.List("rounds")) {
    rows.push_back({Link(RoundAddress(round), round.Text("title")),
                    Html::Text(CutOffWords(language, round)),
                    Html::Text(DaysWords(language, round)), Html::Text(RoundState(language, round)),
                    Sentence(context, round.Text("collection_name"))});
  }
  return part.Add(
      StackTable(NodeSay(language, "calendar.caption", {rounds.Text("today")}),
                 NodeHeads(language, {"round", "cut_off", "days", "state", "collection"}), rows));
}

const Answer& RoundOf(const Answer& rounds, const Answer& completeness) {
  static const Answer kNone;
  const std::vector<Answer>& all = rounds.List("rounds");
  const auto found = std::ranges::find_if(all, [&completeness](const Answer& one) {
    return one.Text("round") == completeness.Text("round") &&
           one.Text("collection") == completeness.Text("collection");
  });
  return found == all.end() ? kNone : *found;
}

std::string StageWords(absl::string_view language, const std::string& stage) {
  if (stage == "approved") return StateWord(language, "waits");
  return StateWord(language, stage == "synced" ? "arrived" : stage);
}

std::string RowWords(absl::string_view language, const Answer& row) {
  std::vector<std::string> notes;
  if (row.Flag("overdue")) notes.push_back(NodeWord(language, "overdue"));
  if (row.Text("stage") == "nothing" && row.Flag("other_years")) {
    notes.push_back(NodeWord(language, "other_years"));
  }
  if (row.Flag("late")) notes.push_back(NodeWord(language, "late"));
  if (row.At("provider").is_absent()) notes.push_back(NodeWord(language, "no_provider"));
  return absl::StrJoin(notes, "; ");
}

Html DraftLinks(const Answer& row) {
  Html links;
  for (const Answer& draft : row.List("drafts")) {
    if (!links.markup().empty()) links.AddText(", ");
    links.Add(Link(DraftAddress(draft.Text("draft")), draft.Text("draft")));
  }
  return links;
}

// "A1 Children 5-17 in child labour": as the catalogue has it in English.
Html IndicatorWords(const PageContext& context, const Answer& row) {
  return Sentence(context, absl::StrCat(row.Text("code"), " ", row.Text("name")));
}

Html RowsTable(const PageContext& context, const Answer& completeness) {
  const std::string& language = context.language;
  std::vector<StackRow> rows;
  for (const Answer& one : completeness.List("rows")) {
    const std::string name = one.Text("provider_name");
    rows.push_back({IndicatorWords(context, one),
                    Html::Text(StageWords(language, one.Text("stage"))),
                    Html::Text(RowWords(language, one)),
                    Html::Text(absl::StrCat(one.Text("provider"), name.empty() ? "" : ", ", name)),
                    DraftLinks(one)});
  }
  return StackTable(NodeSay(language, "completeness.caption", {completeness.Text("title")}),
                    NodeHeads(language, {"indicator", "state", "notes", "provider", "drafts"}),
                    rows);
}

Html OverduePart(const PageContext& context, const Answer& completeness) {
  std::vector<Html> items;
  for (const Answer& row : completeness.List("rows")) {
    if (!row.Flag("overdue")) continue;
    const std::string provider = row.At("provider").is_absent()
                                     ? NodeWord(context.language, "no_provider")
                                     : row.Text("provider");
    Html item = IndicatorWords(context, row);
    item.AddText(
        absl::StrCat(": ", provider, ", ", StageWords(context.language, row.Text("stage"))));
    items.push_back(item);
  }
  if (items.empty()) return Html();
  return Section(NodeWord(context.language, "overdue.list")).Add(ListOf(items));
}

std::string CompletenessHead(absl::string_view language, const Answer& completeness,
                             const Answer& round) {
  const Answer& stages = completeness.At("stages");
  const uint64_t arrived = stages.Number("synced") + stages.Number("settled");
  const std::string days = DaysWords(language, round);
  return NodeSay(language, "completeness.head",
                 {absl::StrCat(arrived), absl::StrCat(completeness.List("rows").size()),
                  absl::StrCat(completeness.Number("overdue")),
                  days.empty() ? RoundState(language, completeness) : days});
}

}  // namespace

std::string CompletenessPage(const PageContext& context, const CompletenessAnswers& answers) {
  const std::string& language = context.language;
  const Answer completeness = Answer::Parse(answers.completeness).value_or(Answer());
  const Answer rounds = Answer::Parse(answers.rounds).value_or(Answer());
  const Answer status = Answer::Parse(answers.status).value_or(Answer());
  Html content;
  if (completeness.Text("round").empty()) {
    const bool has_rounds = !rounds.List("rounds").empty();
    content = Heading(NodeWord(language, has_rounds ? "completeness.choose" : "completeness.none"));
    if (!has_rounds) content.Add(Paragraph(NodeWord(language, "completeness.next")));
  } else {
    const Answer& round = RoundOf(rounds, completeness);
    content = Heading(CompletenessHead(language, completeness, round));
    Html facts = Fact(NodeWord(language, "round"), completeness.Text("title"));
    facts.Add(Fact(NodeWord(language, "cut_off"), CutOffWords(language, completeness)));
    facts.Add(Fact(NodeWord(language, "state"), RoundState(language, completeness)));
    facts.Add(Fact(NodeWord(language, "membership"), completeness.Text("membership_date")));
    content.Add(Html::Element("dl", {}, facts)).Add(OverduePart(context, completeness));
    content.Add(RowsTable(context, completeness));
  }
  content.Add(Calendar(context, rounds));
  return OfficePage(context, NodeWord(language, "completeness"), content, status);
}

}  // namespace lontar::pages
