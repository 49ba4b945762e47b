#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/table_text.h"
#include "cli/text_layout.h"

namespace lontar::cli {
namespace {

// Enough to tell reports of one cell apart; --json has them whole.
constexpr size_t kShortIdDigits = 12;

std::string Indented(absl::string_view text, int indent) { return Hanging("", indent, text); }

// "12 with a number, 4 of them as specified, 2 held back".
std::string CountsWords(const Answer& counts) {
  std::string words = absl::StrCat(counts.Text("with_number"), " with a number, ",
                                   counts.Text("as_specified"), " as specified");
  if (counts.Number("held_back") > 0)
    absl::StrAppend(&words, ", ", counts.Text("held_back"), " held back");
  if (counts.Number("missing") > 0)
    absl::StrAppend(&words, ", ", counts.Text("missing"), " missing");
  return words;
}

std::string EvidenceRow(const Answer& evidence) {
  return absl::StrCat(evidence.Text("member"), " ", evidence.Text("provider"),
                      evidence.Flag("on_behalf") ? " (entered on behalf)" : "", ", ",
                      evidence.Text("measure"), " ", evidence.Text("period"), ": ",
                      CountsWords(evidence.At("counts")),
                      evidence.Flag("inside_year_rule") ? "" : "; outside the year rule");
}

// "not available (no system): SG", one line for each state but those that the evidence shows.
std::string AnswerRows(const Answer& line) {
  std::string rows;
  std::vector<std::pair<std::string, std::vector<std::string>>> groups;
  for (const Answer& answer : line.List("members")) {
    const std::string words = answer.Text("words");
    const std::string state = answer.Text("state");
    if (state == "as-specified" || state == "otherwise" || words == "nothing yet") continue;
    const auto found = std::ranges::find(groups, words, [](const auto& g) { return g.first; });
    if (found == groups.end()) {
      groups.push_back({words, {answer.Text("member")}});
    } else {
      found->second.push_back(answer.Text("member"));
    }
  }
  for (const auto& [words, named] : groups) {
    absl::StrAppend(&rows, Indented(absl::StrCat(words, ": ", absl::StrJoin(named, ", ")), 7));
  }
  return rows;
}

std::string WithoutHeldBack(const Answer& line) {
  const std::string without = line.Text("count_without_held_back");
  if (without.empty() || without == line.Text("count")) return "";
  return absl::StrCat(", by ", without, " without those who hold back all");
}

// Of the whole list, the one of an item; an empty answer from a hub that does not say it.
const Answer& LineOf(const Answer& answer, const std::string& id) {
  static const Answer absent;
  for (const Answer& line : answer.List("lines")) {
    if (line.Text("id") == id) return line;
  }
  return absent;
}

// "LA nothing yet -> not available (no system)", and of which indicators.
std::vector<std::pair<std::string, std::string>> GroupedChanges(const Answer& edition) {
  std::vector<std::pair<std::string, std::string>> groups;
  for (const Answer& change : edition.List("changes")) {
    const std::string before = change.Text("before");
    const std::string words =
        absl::StrCat(change.Text("member"), " ", before.empty() ? "no member" : before, " -> ",
                     change.Text("after"));
    const auto found = std::ranges::find(groups, words, [](const auto& g) { return g.first; });
    if (found == groups.end()) {
      groups.emplace_back(words, change.Text("code"));
    } else {
      absl::StrAppend(&found->second, ", ", change.Text("code"));
    }
  }
  return groups;
}

std::string EditionLine(const Answer& answer) {
  const std::string edition = answer.Text("edition");
  if (edition.empty()) return "";
  std::string text = absl::StrCat("Edition ", edition, ".\n");
  const std::vector<Answer>& editions = answer.List("editions");
  if (editions.size() < 2) return text;
  absl::StrAppend(&text, "Changed since edition ", editions.size() - 1, ":\n");
  for (const auto& [words, codes] : GroupedChanges(editions.back())) {
    absl::StrAppend(&text, Indented(absl::StrCat(words, ": ", codes), 2));
  }
  return text;
}

std::string BelowItem(const Answer& item, const Answer& line, size_t members) {
  std::string text = Hanging(item.Text("code"), 5, item.Text("name"));
  absl::StrAppend(&text, Indented(absl::StrCat("reported by ", item.Text("count"), " of ", members,
                                               WithoutHeldBack(line), ", as specified by ",
                                               item.Texts("comparable").size(), "; options: ",
                                               absl::StrJoin(item.Texts("options"), ", ")),
                                  5));
  const std::string answers = AnswerRows(line);
  if (item.List("evidence").empty() && answers.empty())
    absl::StrAppend(&text, Indented("nothing yet", 5));
  absl::StrAppend(&text, answers);
  for (const Answer& evidence : item.List("evidence"))
    absl::StrAppend(&text, Indented(EvidenceRow(evidence), 7));
  return text;
}

std::string ReasonWords(const std::string& reason) {
  if (reason == "definitions differ") return "the definitions differ, both may be right";
  if (reason == "same definition") return "the same definition with two numbers, possibly an error";
  return reason;
}

// "concept EA, sex F": what breaks the figure down; totals are left out.
std::string DimensionWords(const Answer& dimensions) {
  std::vector<std::string> words;
  for (size_t i = 0; i < dimensions.keys().size(); ++i) {
    const std::string& code = dimensions.items()[i].text();
    if (code != "_T") words.push_back(absl::StrCat(dimensions.keys()[i], " ", code));
  }
  return absl::StrJoin(words, ", ");
}

std::string CellAddress(const Answer& cell) {
  const std::string code = cell.Text("code");
  const std::string dimensions = DimensionWords(cell.At("dimensions"));
  return absl::StrCat(cell.Text("member"), " ", code.empty() ? cell.Text("indicator") : code, " ",
                      cell.Text("measure"), " ", cell.Text("period"),
                      dimensions.empty() ? "" : ", ", dimensions);
}

std::string ValueWords(const Answer& holder) {
  return holder.At("value").is_absent() ? "no number" : holder.Text("value");
}

std::string FlagWords(const Answer& holder) {
  const std::vector<std::string> flags = holder.Texts("flags");
  return flags.empty() ? "" : absl::StrCat(" (", absl::StrJoin(flags, ", "), ")");
}

// "KH.MOJ", or "KH.MOJ (entered by KH.NIS)".
std::string ProviderWords(const Answer& holder) {
  const Answer& office = holder.At("on_behalf");
  if (office.is_absent()) return holder.Text("provider");
  return absl::StrCat(holder.Text("provider"), " (entered by ", office.text(), ")");
}

std::string CandidateRows(const Answer& cell) {
  std::string rows;
  for (const Answer& candidate : cell.List("candidates")) {
    absl::StrAppend(
        &rows, Indented(absl::StrCat(ProviderWords(candidate), " ", ValueWords(candidate),
                                     FlagWords(candidate), ", log index ", candidate.Text("index"),
                                     candidate.Text("definition").empty() ? "" : ": ",
                                     candidate.Text("definition")),
                        7));
    if (const std::string comment = candidate.Text("comment"); !comment.empty())
      absl::StrAppend(&rows, Indented(absl::StrCat("comment: ", comment), 9));
  }
  return rows;
}

// "12 on" or "12 to 40": log indexes.
std::string StretchWords(const Answer& past) {
  const bool lasts = past.At("until").is_absent();
  return absl::StrCat(past.Text("from"), lasts ? " on" : " to ", past.Text("until"));
}

std::string HistoryRows(const Answer& cell) {
  std::string rows;
  for (const Answer& past : cell.List("history")) {
    const Answer& entry = past.At("entry");
    absl::StrAppend(
        &rows, Hanging(absl::StrCat("       ", StretchWords(past)), 20,
                       absl::StrCat(ProviderWords(past), " ", ValueWords(past), FlagWords(past),
                                    ", entry ", entry.Text("number"), " of ", entry.Text("author"),
                                    ", report ", past.Text("report").substr(0, kShortIdDigits))));
    if (const std::string comment = past.Text("comment"); !comment.empty())
      absl::StrAppend(&rows, Indented(absl::StrCat("comment: ", comment), 22));
  }
  return rows;
}

std::string DisputedItem(const Answer& cell) {
  return absl::StrCat(
      Indented(absl::StrCat(CellAddress(cell), ": disputed; ", ReasonWords(cell.Text("reason"))),
               0),
      CandidateRows(cell));
}

std::string UnreadableLine(const Answer& answer) {
  const uint64_t count = answer.Number("unreadable_blocks");
  if (count == 0) return "";
  return absl::StrCat(Counted(count, "block is", "blocks are"),
                      " not readable here: counted in the table, not shown.\n");
}

// Of all indicators of the list, met or below.
std::string ClarifiedLine(const Answer& answer) {
  std::vector<std::string> clarified;
  for (const Answer& line : answer.List("lines")) {
    const uint64_t members = line.At("being_clarified").Number("members");
    if (members == 0) continue;
    clarified.push_back(
        absl::StrCat(line.Text("code"), " with ", Counted(members, "member", "members")));
  }
  if (clarified.empty()) return "";
  return absl::StrCat("\n",
                      Hanging("", 0,
                              absl::StrCat("Being clarified: ", absl::StrJoin(clarified, ", "),
                                           "; no figure and no count changes by that.")));
}

}  // namespace

std::string DocketText(const Answer& answer) {
  const std::vector<Answer>& below = answer.List("below");
  std::string text = RoundHeading(answer);
  absl::StrAppend(&text, "\nDocket: ", below.size(), " of ", answer.Text("indicators_on_list"),
                  " indicators have figures from fewer than ",
                  NumberWord(answer.Number("threshold")), " members.\n", EditionLine(answer));
  for (const Answer& item : below)
    absl::StrAppend(
        &text, "\n",
        BelowItem(item, LineOf(answer, item.Text("id")), answer.Texts("members").size()));
  absl::StrAppend(&text, ClarifiedLine(answer));
  const std::vector<Answer>& disputed = answer.List("disputed");
  absl::StrAppend(&text, "\nDisputed cells: ", disputed.size(),
                  disputed.empty() ? ".\n" : ". No value is current; the member is asked.\n");
  for (const Answer& cell : disputed) absl::StrAppend(&text, DisputedItem(cell));
  absl::StrAppend(&text, "\n", UnreadableLine(answer), LogLine(answer));
  return text;
}

std::string CellsText(const Answer& answer) {
  std::string text;
  const std::vector<Answer>& cells = answer.List("cells");
  absl::StrAppend(&text, Counted(cells.size(), "cell", "cells"), " of ", answer.Text("collection"),
                  "\n");
  for (const Answer& cell : cells) {
    if (cell.Text("state") == "disputed") {
      absl::StrAppend(&text, DisputedItem(cell));
    } else if (cell.Text("state") == "past") {
      absl::StrAppend(&text, Indented(absl::StrCat(CellAddress(cell), ": nothing stands"), 0));
    } else {
      absl::StrAppend(&text, Indented(absl::StrCat(CellAddress(cell), ": ", ValueWords(cell),
                                                   FlagWords(cell), ", by ", ProviderWords(cell)),
                                      0));
    }
    absl::StrAppend(&text, HistoryRows(cell));
  }
  absl::StrAppend(&text, "\n", UnreadableLine(answer), LogLine(answer));
  return text;
}

}  // namespace lontar::cli
