#include "core/formats/narrative_text.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace lontar::formats {
namespace {

using observation::kConfirmedBy;
using observation::kCorrectedBy;
using observation::kDraftingLine;
using observation::kJustificationLine;
using observation::kLetterLine;
using observation::kOverrideLine;
using observation::kProgressLine;
using observation::kWithdrawalLine;
using observation::kWordsLine;

constexpr absl::string_view kReferencesLine = "References: ";
constexpr absl::string_view kBlankLine = "\n\n";

absl::string_view FirstLineOf(absl::string_view text) { return text.substr(0, text.find('\n')); }

Justification ReadLine(absl::string_view line) {
  Justification found;
  const size_t colon = line.find(": ");
  absl::string_view head = line.substr(0, colon);
  if (colon != absl::string_view::npos) found.sentence = std::string(line.substr(colon + 2));
  const size_t at = head.find(" at ");
  found.finding = std::string(head.substr(0, at));
  if (at != absl::string_view::npos) found.at = std::string(head.substr(at + 4));
  return found;
}

}  // namespace

std::string WordsText(const ProviderWords& words) {
  std::vector<std::string> pieces;
  if (!words.progress.empty()) pieces.push_back(absl::StrCat(kProgressLine, words.progress));
  if (!words.words.empty()) pieces.push_back(words.words);
  if (!words.references.empty()) {
    pieces.push_back(absl::StrCat(kReferencesLine, words.references));
  }
  std::string text = absl::StrJoin(pieces, kBlankLine);
  // Words that begin as another use does, and what begins as this does.
  const bool is_mistaken =
      UseOf(text) != NarrativeUse::kWords || absl::StartsWith(text, kWordsLine);
  return is_mistaken ? absl::StrCat(kWordsLine, text) : text;
}

ProviderWords ReadWordsText(absl::string_view text) {
  ProviderWords words;
  absl::ConsumePrefix(&text, kWordsLine);
  if (absl::ConsumePrefix(&text, kProgressLine)) {
    const absl::string_view line = FirstLineOf(text);
    words.progress = std::string(line);
    text.remove_prefix(line.size());
    absl::ConsumePrefix(&text, kBlankLine);
  }
  const std::string mark = absl::StrCat(kBlankLine, kReferencesLine);
  if (absl::ConsumePrefix(&text, kReferencesLine)) {
    words.references = std::string(text);
    return words;
  }
  const size_t at = text.rfind(mark);
  words.words = std::string(text.substr(0, at));
  if (at != absl::string_view::npos) words.references = std::string(text.substr(at + mark.size()));
  return words;
}

std::string JustificationText(const std::vector<Justification>& justifications) {
  std::string text(kJustificationLine);
  for (const Justification& of : justifications) {
    absl::StrAppend(&text, "\n", of.finding, of.at.empty() ? "" : " at ", of.at, ": ", of.sentence);
  }
  return text;
}

std::vector<Justification> ReadJustificationText(absl::string_view text) {
  std::vector<Justification> found;
  if (UseOf(text) != NarrativeUse::kJustification) return found;
  const std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  for (size_t i = 1; i < lines.size(); ++i) {
    if (!lines[i].empty()) found.push_back(ReadLine(lines[i]));
  }
  return found;
}

std::string WithdrawalText(observation::WithdrawReason reason, absl::string_view note) {
  return absl::StrCat(kWithdrawalLine, observation::NameOf(reason), note.empty() ? "" : kBlankLine,
                      note);
}

std::string OverrideText(const std::vector<PublishedCell>& cells) {
  std::string text(kOverrideLine);
  for (const PublishedCell& cell : cells) absl::StrAppend(&text, "\n", cell.at, ": ", cell.reason);
  return text;
}

std::vector<PublishedCell> ReadOverrideText(absl::string_view text) {
  std::vector<PublishedCell> cells;
  if (UseOf(text) != NarrativeUse::kOverride) return cells;
  const std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  for (size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string> halves = absl::StrSplit(lines[i], absl::MaxSplits(": ", 1));
    if (halves.size() == 2) cells.push_back({halves[0], halves[1]});
  }
  return cells;
}

std::string LetterText(absl::string_view number) { return absl::StrCat(kLetterLine, number); }

std::string LetterNumberOf(absl::string_view text) {
  if (!absl::ConsumePrefix(&text, kLetterLine)) return "";
  return std::string(FirstLineOf(text));
}

std::string DraftingText(const Drafting& drafting) {
  return absl::StrCat(kDraftingLine, drafting.drafter,
                      drafting.is_corrected ? kCorrectedBy : kConfirmedBy, drafting.provider);
}

std::optional<Drafting> ReadDraftingText(absl::string_view text) {
  if (UseOf(text) != NarrativeUse::kDrafting) return std::nullopt;
  absl::string_view line = FirstLineOf(text);
  absl::ConsumePrefix(&line, kDraftingLine);
  const size_t at = line.find(';');
  absl::string_view rest = line.substr(at);
  const bool is_corrected = absl::ConsumePrefix(&rest, kCorrectedBy);
  if (!is_corrected) absl::ConsumePrefix(&rest, kConfirmedBy);
  return Drafting{std::string(line.substr(0, at)), std::string(rest), is_corrected};
}

}  // namespace lontar::formats
