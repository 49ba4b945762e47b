// The sections of the docket: one for each indicator below, and one for those that are met.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/paper/docket_paper.h"

namespace lontar::paper {
namespace {

constexpr absl::string_view kNotReadable = "not readable here";

bool IsSome(const std::string& count) { return !count.empty() && count != "0"; }

std::string LateWords(const LateFacts& late) {
  std::vector<std::string> words;
  if (late.has_figures) words.emplace_back("figures");
  if (late.has_narrative) words.emplace_back("narrative");
  if (!late.answer.empty()) {
    words.push_back(absl::StrCat(
        "return: ", absl::StrReplaceAll(late.answer, {{"-", " "}}),
        late.reason.empty()
            ? ""
            : absl::StrCat(" (", absl::StrReplaceAll(late.reason, {{"-", " "}}), ")")));
  }
  return absl::StrCat("came late: ", absl::StrJoin(words, ", "));
}

// What a reader has to know besides the state.
std::string NotesOf(const AnswerFacts& answer) {
  std::vector<std::string> notes;
  if (answer.is_held_back_only) notes.emplace_back("holds back all its figures");
  if (answer.is_on_behalf) notes.emplace_back("entered on behalf");
  const FiguresFacts& figures = answer.figures;
  if (IsSome(figures.provisional)) {
    notes.push_back(absl::StrCat(figures.provisional, " provisional"));
  }
  if (IsSome(figures.estimated)) notes.push_back(absl::StrCat(figures.estimated, " estimated"));
  if (IsSome(answer.disputed)) notes.push_back(absl::StrCat(answer.disputed, " disputed"));
  if (answer.is_outside_year_rule) notes.emplace_back("figures outside the year rule");
  if (answer.late.is_late) notes.push_back(LateWords(answer.late));
  return absl::StrJoin(notes, "; ");
}

Table AnswersTable(const LineFacts& line, const std::string& number) {
  Table table{.number = number,
              .caption = absl::StrCat(line.code, ": answers of the members"),
              .columns = {{"member", false, 2},
                          {"answer", false, 4},
                          {"years", false, 3},
                          {"base year", false, 2},
                          {"providers", false, 4},
                          {"notes", false, 5}}};
  for (const AnswerFacts& answer : line.members) {
    table.rows.push_back({{answer.member},
                          {StateWords(answer)},
                          {absl::StrJoin(answer.periods, ", ")},
                          {answer.base_year},
                          {absl::StrJoin(answer.providers, ", ")},
                          {NotesOf(answer)}});
  }
  return table;
}

std::string KindsOf(const FiguresFacts& figures) {
  std::vector<std::string> kinds;
  for (const KindFacts& kind : figures.deviations) {
    kinds.push_back(absl::StrCat(kind.name, " (", kind.figures, ")"));
  }
  if (figures.unreadable_blocks > 0) kinds.emplace_back(kNotReadable);
  return kinds.empty() ? "none" : absl::StrJoin(kinds, "; ");
}

Cell OwnTexts(const std::vector<std::string>& texts, const std::string& unlisted) {
  std::string text = absl::StrJoin(texts, "\n");
  if (IsSome(unlisted)) absl::StrAppend(&text, "\nand ", unlisted, " more");
  return {text, "", true};
}

Table DeviationsTable(const LineFacts& line, const std::string& number) {
  Table table{.number = number,
              .caption = absl::StrCat(line.code, ": in what the figures differ",
                                      line.age.empty() ? "" : "; specified ages ", line.age),
              .columns = {{"member", false, 2},
                          {"kinds of deviation (figures)", false, 5},
                          {"ages", false, 3},
                          {"concepts", false, 3},
                          {"definitions", false, 6},
                          {"sources", false, 5}}};
  for (const AnswerFacts& answer : line.members) {
    if (!answer.has_figures) continue;
    const FiguresFacts& figures = answer.figures;
    table.rows.push_back({{answer.member},
                          {KindsOf(figures)},
                          {absl::StrJoin(figures.ages, ", ")},
                          {absl::StrJoin(figures.concepts, ", ")},
                          OwnTexts(figures.definitions, figures.definitions_unlisted),
                          OwnTexts(figures.sources, figures.sources_unlisted)});
  }
  return table;
}

Table EvidenceTable(const LineFacts& line, const std::string& number) {
  Table table{.number = number,
              .caption = absl::StrCat(line.code, ": evidence, in numbers of figures"),
              .columns = {{"member", false, 2},
                          {"provider", false, 4},
                          {"measure", false, 3},
                          {"period", false, 2},
                          {"with a number", true, 2},
                          {"held back", true, 2},
                          {"missing", true, 2},
                          {"as specified", true, 3},
                          {"year rule", false, 2}}};
  for (const EvidenceFacts& item : line.evidence) {
    table.rows.push_back({{item.member},
                          {absl::StrCat(item.provider, item.is_on_behalf ? " \u2020" : "")},
                          {item.measure},
                          {item.period},
                          {item.with_number},
                          {item.held_back},
                          {item.missing},
                          {item.as_specified},
                          {item.is_inside_year_rule ? "inside" : "outside"}});
  }
  const bool has_on_behalf = std::ranges::count(line.evidence, true, &EvidenceFacts::is_on_behalf);
  if (has_on_behalf)
    table.footnotes.emplace_back("\u2020 Entered by another office on its behalf.");
  return table;
}

bool SaysOfFeasibility(const std::string& answer) {
  return answer == "not-available" || answer == "does-not-apply" || answer == "nil" ||
         answer == "later";
}

// What members said of whether they can report it.
Table FeasibilityTable(const LineFacts& line, const std::string& number) {
  Table table{.number = number,
              .caption = absl::StrCat(line.code, ": what members say of feasibility"),
              .columns = {{"member", false, 2}, {"answer", false, 10}}};
  for (const AnswerFacts& answer : line.members) {
    if (SaysOfFeasibility(answer.state)) {
      table.rows.push_back({{answer.member}, {StateWords(answer)}});
    } else if (SaysOfFeasibility(answer.late.answer)) {
      table.rows.push_back({{answer.member}, {LateWords(answer.late)}});
    }
  }
  return table;
}

std::string BreakdownOf(const DisputeFacts& cell) {
  std::vector<std::string> words;
  for (const auto& [dimension, code] : cell.dimensions) {
    if (code != "_T") words.push_back(absl::StrCat(dimension, " ", code));
  }
  return words.empty() ? "total" : absl::StrJoin(words, ", ");
}

// Without the figures: who may see those is another matter than that there are two.
Table DisputesTable(const DocketFacts& docket, const LineFacts& line, const std::string& number) {
  Table table{.number = number,
              .caption = absl::StrCat(line.code, ": disputed cells"),
              .columns = {{"member", false, 2},
                          {"measure", false, 3},
                          {"period", false, 2},
                          {"breakdown", false, 6},
                          {"reason", false, 5}}};
  for (const DisputeFacts& cell : docket.disputed) {
    if (cell.indicator != line.id) continue;
    table.rows.push_back(
        {{cell.member}, {cell.measure}, {cell.period}, {BreakdownOf(cell)}, {cell.reason}});
  }
  table.footnotes.emplace_back(
      "Two figures stand and none is current; the member is asked. Both count as one member.");
  return table;
}

std::string CountSentence(const DocketFacts& docket, const LineFacts& line) {
  std::string text = absl::StrCat("Reported by ", line.count, " of ", docket.members.size(),
                                  " members, as specified by ", line.as_specified, "; ",
                                  docket.threshold, " are needed.");
  if (line.without_held_back != line.count) {
    absl::StrAppend(
        &text, " Without those who hold back all their figures: ", line.without_held_back, ".");
  }
  if (const std::string clarified = ClarifiedWords(line); !clarified.empty()) {
    absl::StrAppend(&text, " Being clarified with ", clarified, ", asked on ",
                    absl::StrJoin(line.clarified_dates, ", "),
                    "; no figure and no count changes by that.");
  }
  return text;
}

// The tables of one indicator, numbered from 1. Empty ones are left out.
class Section {
 public:
  Section(const DocketFacts& docket, const LineFacts& line, Paper* paper)
      : docket_(docket), line_(line), paper_(*paper) {}

  void Append() {
    AppendIfAny(AnswersTable(line_, NextNumber()));
    AppendIfAny(DeviationsTable(line_, NextNumber()));
    if (!line_.is_met) {
      AppendIfAny(EvidenceTable(line_, NextNumber()));
      AppendIfAny(FeasibilityTable(line_, NextNumber()));
    }
    AppendIfAny(DisputesTable(docket_, line_, NextNumber()));
  }

 private:
  std::string NextNumber() const { return absl::StrCat(line_.code, ".", tables_ + 1); }
  void AppendIfAny(Table table) {
    if (table.rows.empty()) return;
    ++tables_;
    paper_.blocks.emplace_back(std::move(table));
  }

  const DocketFacts& docket_;
  const LineFacts& line_;
  Paper& paper_;
  int tables_ = 0;
};

std::string OptionsSentence(const DocketFacts& docket, const LineFacts& line) {
  std::vector<std::string> options;
  for (const std::string& option : line.options) {
    options.push_back(option == "stay" ? absl::StrCat("stay in list ", docket.list)
                                       : absl::StrCat("move to list ", option));
  }
  return absl::StrCat("Options: ", absl::StrJoin(options, ", or "), ".");
}

void AppendBelow(const DocketFacts& docket, const LineFacts& line, Paper* paper) {
  paper->blocks.emplace_back(Heading{absl::StrCat(line.code, ". ", line.name), true});
  if (!line.definition.empty()) {
    paper->blocks.emplace_back(Paragraph{absl::StrCat("Definition: ", line.definition)});
  }
  paper->blocks.emplace_back(Paragraph{CountSentence(docket, line)});
  paper->blocks.emplace_back(Paragraph{OptionsSentence(docket, line)});
  Section(docket, line, paper).Append();
}

}  // namespace

void AppendSections(const DocketFacts& docket, Paper* paper) {
  for (const LineFacts& line : docket.lines) {
    if (!line.is_met) AppendBelow(docket, line, paper);
  }
  bool is_first = true;
  for (const LineFacts& line : docket.lines) {
    if (!line.is_met) continue;
    if (std::exchange(is_first, false)) {
      paper->blocks.emplace_back(Heading{"Indicators that are met", true});
    }
    paper->blocks.emplace_back(Heading{absl::StrCat(line.code, ". ", line.name), false});
    paper->blocks.emplace_back(Paragraph{CountSentence(docket, line)});
    Section(docket, line, paper).Append();
  }
}

}  // namespace lontar::paper
