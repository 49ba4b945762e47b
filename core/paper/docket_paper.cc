#include "core/paper/docket_paper.h"

#include <algorithm>
#include <array>
#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace lontar::paper {
namespace {

struct StateMark {
  absl::string_view state;
  absl::string_view mark;
  absl::string_view words;
};

// Source of the marks: reference pages, principle 4.
constexpr std::array<StateMark, 8> kMarks = {{
    {"as-specified", "\u25cf", "reported as specified"},
    {"otherwise", "\u25d0", "reported otherwise"},
    {"narrative", "\u25cb", "narrative only"},
    {"nil", "\u2013", "nil return"},
    {"not-available", "n/a", "not available"},
    {"does-not-apply", "\u00d7", "does not apply"},
    {"later", "\u2026", "later"},
    {"nothing-yet", "", "nothing yet"},
}};

const StateMark& MarkOf(const std::string& state) {
  const auto* found = std::ranges::find(kMarks, absl::string_view(state), &StateMark::state);
  return found == kMarks.end() ? kMarks.back() : *found;
}

// What stands beside a mark: withheld, disputed, on behalf, late.
struct SideMark {
  bool applies = false;
  absl::string_view mark;
  absl::string_view words;
};

std::vector<SideMark> SideMarksOf(const AnswerFacts& answer) {
  const bool is_disputed = !answer.disputed.empty() && answer.disputed != "0";
  return {{answer.is_held_back_only, "\u25a8", "held back"},
          {is_disputed, "\u2260", "disputed"},
          {answer.is_on_behalf, "\u2020", "entered on behalf"},
          {answer.late.is_late, "\u25b7", "something came late"}};
}

Cell MatrixCell(const AnswerFacts& answer) {
  Cell cell{std::string(MarkOf(answer.state).mark), StateWords(answer)};
  for (const SideMark& side : SideMarksOf(answer)) {
    if (!side.applies) continue;
    absl::StrAppend(&cell.text, side.mark);
    absl::StrAppend(&cell.words, ", ", side.words);
  }
  if (answer.is_counted_late) {
    absl::StrAppend(&cell.text, "+");
    absl::StrAppend(&cell.words, ", late for evaluation 1");
  }
  return cell;
}

std::string Legend() {
  std::vector<std::string> words;
  for (const StateMark& mark : kMarks) {
    words.push_back(absl::StrCat(mark.mark.empty() ? "(blank)" : mark.mark, " ", mark.words));
  }
  AnswerFacts all;
  for (const SideMark& side : SideMarksOf(all)) {
    words.push_back(absl::StrCat(side.mark, " ", side.words));
  }
  return absl::StrJoin(words, " \u00b7 ");
}

std::string ShortName(const LineFacts& line) {
  return line.short_name.empty() ? line.name : line.short_name;
}

size_t BelowCount(const DocketFacts& docket) {
  return static_cast<size_t>(std::ranges::count(docket.lines, false, &LineFacts::is_met));
}

std::string NumberWord(uint64_t number) {
  constexpr std::array<absl::string_view, 13> kWords = {"no",   "one",    "two",   "three", "four",
                                                        "five", "six",    "seven", "eight", "nine",
                                                        "ten",  "eleven", "twelve"};
  return number < kWords.size() ? std::string(kWords[number]) : absl::StrCat(number);
}

std::string LeadSentence(const DocketFacts& docket) {
  return absl::StrCat(BelowCount(docket), " of ", docket.lines.size(),
                      " indicators have data from fewer than ", NumberWord(docket.threshold),
                      docket.threshold == 1 ? " member" : " members",
                      docket.counts == "as-specified" ? " as specified." : ".");
}

std::string MembersSentence(const DocketFacts& docket) {
  std::vector<std::string> named;
  for (const std::string& member : docket.members) {
    const auto name = docket.names.find(member);
    named.push_back(name == docket.names.end() || name->second == member
                        ? member
                        : absl::StrCat(member, " ", name->second));
  }
  return absl::StrCat(docket.members.size(), " members by membership on ", docket.membership_date,
                      ": ", absl::StrJoin(named, ", "), ". Data from ",
                      NumberWord(docket.threshold), " of them are needed.");
}

std::string RuleSentence(const DocketFacts& docket) {
  return absl::StrCat("Collection ", docket.collection_name, " (", docket.collection, ")",
                      docket.led_by.empty() ? "" : ", led by ", docket.led_by, ", catalogue ",
                      docket.catalogue_version, ". Year rule: nearest to ", docket.target, ", ",
                      docket.tie, " on a tie, from ", docket.from.empty() ? "open" : docket.from,
                      ", to ", docket.to.empty() ? "open" : docket.to, ".");
}

// Members whose announced cut-off is another; empty where there is none.
std::string ExtensionWords(const DocketFacts& docket) {
  std::vector<std::string> members;
  for (const auto& [member, day] : docket.extensions) {
    members.push_back(absl::StrCat(member, " ", day));
  }
  return members.empty() ? "" : absl::StrCat(" (extended: ", absl::StrJoin(members, ", "), ")");
}

// The later evaluation that this is; null of the first, whose result stands.
const EvaluationFacts* LaterOf(const DocketFacts& docket) {
  const auto found =
      std::ranges::find(docket.evaluations, docket.evaluation, &EvaluationFacts::number);
  return found == docket.evaluations.end() ? nullptr : &*found;
}

std::string LaterBand(const EvaluationFacts& later) {
  return absl::StrCat("EVALUATION ", later.number, " of ", later.day, ": ", later.reason,
                      ". It counts what had come by entry ", later.index,
                      " of the log, also what was late. The result of evaluation 1 stands "
                      "unchanged.");
}

// Of evaluation 1: that the round was counted again.
std::string CountedAgainSentence(const DocketFacts& docket) {
  std::vector<std::string> later;
  for (const EvaluationFacts& evaluation : docket.evaluations) {
    later.push_back(absl::StrCat("evaluation ", evaluation.number, " of ", evaluation.day, " (",
                                 evaluation.reason, ")"));
  }
  return absl::StrCat("This is evaluation 1, the result that stands. Counted again since: ",
                      absl::StrJoin(later, "; "), ".");
}

std::string CloseSentence(const DocketFacts& docket) {
  const std::string cut_off = absl::StrCat(docket.cut_off, ExtensionWords(docket));
  if (docket.closes.empty()) {
    return absl::StrCat("The round is open, announced cut-off ", cut_off,
                        ". This is how it stands, and no edition.");
  }
  std::vector<std::string> closes;
  for (const CloseFacts& close : docket.closes) {
    closes.push_back(
        absl::StrCat("entry ", close.index,
                     close.except_members.empty()
                         ? ""
                         : absl::StrCat(" (not for ", absl::StrJoin(close.except_members, ", "),
                                        ", with more time)")));
  }
  const EvaluationFacts* later = LaterOf(docket);
  return absl::StrCat(
      "Announced cut-off ", cut_off, "; closed by ", absl::StrJoin(closes, ", "),
      later == nullptr ? "" : absl::StrCat("; counted again by entry ", later->index),
      " of the log. What came later is kept, shown as late, and not counted.");
}

Table LinesTable(const DocketFacts& docket) {
  Table table{.number = "1",
              .caption = absl::StrCat("The indicators of list ", docket.list),
              .columns = {{"no"},
                          {"indicator", false, 8},
                          {"reported", true, 2},
                          {"as specified", true, 2},
                          {"without held back", true, 2},
                          {absl::StrCat(NumberWord(docket.threshold), "?"), false, 2}}};
  bool has_guess = false;
  std::vector<std::string> clarified;
  for (const LineFacts& line : docket.lines) {
    has_guess |= line.is_guess;
    const std::string members = ClarifiedWords(line);
    if (!members.empty()) clarified.push_back(absl::StrCat(line.code, " with ", members));
    table.rows.push_back({{line.code},
                          {absl::StrCat(ShortName(line), line.is_guess ? " \u00b9" : "")},
                          {line.count},
                          {line.as_specified},
                          {line.without_held_back},
                          {line.is_met ? "met" : "below"}});
  }
  table.footnotes.push_back(
      absl::StrCat("Numbers of members, of ", docket.members.size(),
                   ". As specified: with a figure at total, of the indicator's own ages, without a "
                   "deviation in age, concept or coverage. Without held back: without members who "
                   "have figures and withhold all of them."));
  if (!clarified.empty()) {
    table.footnotes.push_back(absl::StrCat("Being clarified: ", absl::StrJoin(clarified, ", "),
                                           "; no figure and no count changes by that."));
  }
  if (has_guess) {
    table.footnotes.push_back("\u00b9 Name or number is not stated in a source.");
  }
  return table;
}

Table MatrixTable(const DocketFacts& docket) {
  Table table{.number = "2", .caption = "What each member has answered", .columns = {{"no"}}};
  for (const std::string& member : docket.members) table.columns.push_back({member, false, 1});
  for (const LineFacts& line : docket.lines) {
    std::vector<Cell> row = {{line.code}};
    for (const AnswerFacts& answer : line.members) row.push_back(MatrixCell(answer));
    if (row.size() == table.columns.size()) table.rows.push_back(std::move(row));
  }
  table.footnotes.push_back(Legend());
  if (LaterOf(docket) != nullptr) {
    table.footnotes.push_back("+ counted here by what was late for evaluation 1");
  }
  return table;
}

// A box to tick. Short: with fourteen lines of it the summary stays on two pages.
std::string OptionWords(const std::string& option) { return absl::StrCat("\u2610 ", option); }

std::string MembersWith(const LineFacts& line, const std::set<std::string>& states) {
  std::vector<std::string> members;
  for (const AnswerFacts& answer : line.members) {
    if (states.contains(answer.state)) members.push_back(answer.member);
  }
  return members.empty() ? "\u2013" : absl::StrJoin(members, ", ");
}

Table ProposalsTable(const DocketFacts& docket) {
  Table table{.number = "3",
              .caption = "For deliberation by SLOM",
              .columns = {{"no"},
                          {"indicator", false, 4},
                          {"reported by", false, 2},
                          {"not available or does not apply", false, 2},
                          {"stay, or move to list", false, 3}}};
  for (const LineFacts& line : docket.lines) {
    if (line.is_met) continue;
    std::vector<std::string> options;
    for (const std::string& option : line.options) options.push_back(OptionWords(option));
    table.rows.push_back({{line.code},
                          {ShortName(line)},
                          {MembersWith(line, {"as-specified", "otherwise"})},
                          {MembersWith(line, {"not-available", "does-not-apply", "nil"})},
                          {absl::StrJoin(options, "   ")}});
  }
  table.footnotes.push_back(
      "No option is proposed: SLOM decides, and only a recorded decision moves an indicator.");
  return table;
}

// One row for all indicators of which an edition says the same of a member.
void AppendChanges(const EditionFacts& edition, Table* table) {
  const auto before = static_cast<std::ptrdiff_t>(table->rows.size());
  for (const ChangeFacts& change : edition.changes) {
    const auto same = [&change](const std::vector<Cell>& row) {
      return row[2].text == change.member && row[4].text == change.before &&
             row[5].text == change.after;
    };
    const auto found = std::find_if(table->rows.begin() + before, table->rows.end(), same);
    if (found != table->rows.end()) {
      absl::StrAppend(&(*found)[3].text, ", ", change.code);
    } else {
      table->rows.push_back({{edition.number},
                             {edition.log_size},
                             {change.member},
                             {change.code},
                             {change.before},
                             {change.after}});
    }
  }
}

Table ChangesTable(const DocketFacts& docket) {
  Table table{.number = "4",
              .caption = "What changed since edition 1",
              .columns = {{"edition", false, 2},
                          {"log size", true, 2},
                          {"member", false, 2},
                          {"indicators", false, 4},
                          {"before", false, 6},
                          {"after", false, 6}}};
  for (const EditionFacts& edition : docket.editions) AppendChanges(edition, &table);
  return table;
}

std::string DecisionWords(const DecisionFacts& made) {
  const std::string words = made.from == made.to
                                ? absl::StrCat("stays in ", made.from)
                                : absl::StrCat("moves from ", made.from, " to ", made.to);
  if (made.evaluation.empty()) return words;
  return absl::StrCat(words, ", on evaluation ", made.evaluation);
}

Table DecisionsTable(const DocketFacts& docket) {
  Table table{.number = "5",
              .caption = "What SLOM has decided on this round",
              .columns = {{"no"},
                          {"indicator", false, 4},
                          {"decision", false, 3},
                          {"meeting", false, 3},
                          {"date", false, 2},
                          {"reason", false, 5}}};
  for (const DecisionFacts& made : docket.decisions) {
    const auto line = std::ranges::find(docket.lines, made.indicator, &LineFacts::id);
    const bool is_listed = line != docket.lines.end();
    table.rows.push_back(
        {{is_listed ? line->code : ""},
         {is_listed ? ShortName(*line) : made.indicator},
         {DecisionWords(made)},
         {made.document.empty() ? made.meeting
                                : absl::StrCat(made.meeting, ", document ", made.document)},
         {made.date},
         {made.reason}});
  }
  table.footnotes.push_back("An indicator moves with the next catalogue version, by its decision.");
  return table;
}

std::string CheckpointRoot(const DocketFacts& docket) {
  return absl::Base64Escape(absl::HexStringToBytes(docket.root));
}

// How anybody makes the same paper.
std::string ReproduceSentence(const DocketFacts& docket) {
  return absl::StrCat("Any holder of the log makes this paper again: lontar docket --round ",
                      docket.round, " --collection ", docket.collection, " --as-of ",
                      docket.log_size, docket.unreadable_blocks == 0 ? "" : " --reports-only",
                      LaterOf(docket) == nullptr ? "" : " --evaluation ",
                      LaterOf(docket) == nullptr ? "" : docket.evaluation,
                      docket.what_if.empty() ? "" : ", with what is supposed above",
                      ". The log at that size has the root ", docket.root,
                      "; its checkpoint says: ", docket.origin, " / ", docket.log_size, " / ",
                      CheckpointRoot(docket), ".");
}

std::string UnreadableSentence(const DocketFacts& docket) {
  return absl::StrCat(docket.unreadable_blocks,
                      " blocks of figures are not readable where this paper was made. Counts and "
                      "states do not depend on them; kinds of deviation, definitions, statuses and "
                      "disputes are of the others.");
}

std::string FootOf(const DocketFacts& docket) {
  return absl::StrCat(
      docket.collection, " \u00b7 round ", docket.round, " \u00b7 ",
      LaterOf(docket) == nullptr ? "" : absl::StrCat("evaluation ", docket.evaluation, " \u00b7 "),
      docket.edition.empty() ? "no edition" : absl::StrCat("edition ", docket.edition),
      " \u00b7 log size ", docket.log_size, " \u00b7 root ", docket.root.substr(0, 4), "-",
      docket.root.size() < 8 ? "" : docket.root.substr(4, 4));
}

}  // namespace

std::string StateWords(const AnswerFacts& answer) {
  std::string words(MarkOf(answer.state).words);
  if (!answer.reason.empty()) {
    absl::StrAppend(&words, " (", absl::StrReplaceAll(answer.reason, {{"-", " "}}), ")");
  }
  return words;
}

Paper DocketPaper(const DocketFacts& docket) {
  Paper paper;
  paper.title =
      absl::StrCat("Docket of round ", docket.round, ", list ", docket.list, ": ", docket.title);
  if (!docket.what_if.empty()) {
    paper.bands.push_back(absl::StrCat("WHAT-IF: ", absl::StrJoin(docket.what_if, "; "),
                                       ". Nothing of this is on the record."));
  }
  const EvaluationFacts* later = LaterOf(docket);
  if (later != nullptr) paper.bands.push_back(LaterBand(*later));
  if (!docket.notice.empty()) paper.bands.push_back(docket.notice);
  paper.foot = FootOf(docket);
  paper.date = docket.cut_off;
  const auto say = [&paper](std::string text) {
    paper.blocks.emplace_back(Paragraph{std::move(text)});
  };
  say(LeadSentence(docket));
  if (!docket.edition.empty()) say(absl::StrCat("Edition ", docket.edition, "."));
  say(MembersSentence(docket));
  say(RuleSentence(docket));
  say(CloseSentence(docket));
  if (later == nullptr && !docket.evaluations.empty()) say(CountedAgainSentence(docket));
  paper.blocks.emplace_back(LinesTable(docket));
  paper.blocks.emplace_back(MatrixTable(docket));
  if (BelowCount(docket) > 0) paper.blocks.emplace_back(ProposalsTable(docket));
  if (!docket.decisions.empty()) paper.blocks.emplace_back(DecisionsTable(docket));
  if (docket.unreadable_blocks > 0) say(UnreadableSentence(docket));
  say(ReproduceSentence(docket));
  if (docket.editions.size() > 1) {
    paper.blocks.emplace_back(Heading{"Changes", true});
    paper.blocks.emplace_back(ChangesTable(docket));
  }
  AppendSections(docket, &paper);
  return paper;
}

}  // namespace lontar::paper
