#pragma once
// What stands in the text of a narrative part, so that a program finds it again.
//
// A narrative has one text and no field for its use (report.proto), so the first line says it: see
// docs/formats/narrative.md. All texts are for people first. What was written by these functions is
// read back as it was; a text of another form is the provider's words. Pure, any thread.

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/observation/narrative_use.h"
#include "core/observation/report.h"

namespace lontar::formats {

using observation::NarrativeUse;
using observation::UseOf;

// On one indicator, as a template has it. Each may be empty, not all of them.
struct ProviderWords {
  std::string progress;  // the level that the provider states of itself; one line
  std::string words;
  std::string references;
  friend bool operator==(const ProviderWords&, const ProviderWords&) = default;
};
std::string WordsText(const ProviderWords& words);
ProviderWords ReadWordsText(absl::string_view text);

// Why a warning stands and the figure is right all the same.
struct Justification {
  std::string finding;   // its id: "YEAR_JUMP"
  std::string at;        // "number/2019/F.Y5T17", or the beginning of it; empty: wherever it stands
  std::string sentence;  // one line
  friend bool operator==(const Justification&, const Justification&) = default;
};
std::string JustificationText(const std::vector<Justification>& justifications);
std::vector<Justification> ReadJustificationText(absl::string_view text);

// Why figures are withdrawn; `note` may be empty.
std::string WithdrawalText(observation::WithdrawReason reason, absl::string_view note);

// Why a cell is published although disclosure control would hold it back.
struct PublishedCell {
  std::string at;      // "number/2019/F.Y5T17"
  std::string reason;  // one line
  friend bool operator==(const PublishedCell&, const PublishedCell&) = default;
};
std::string OverrideText(const std::vector<PublishedCell>& cells);
std::vector<PublishedCell> ReadOverrideText(absl::string_view text);

// The number that a provider's letter bears, one line; and back, empty for another text.
std::string LetterText(absl::string_view number);
std::string LetterNumberOf(absl::string_view text);

// Whose the words on an indicator were before its provider signed them.
struct Drafting {
  std::string drafter;   // "ILO"; one line without a semicolon
  std::string provider;  // "KH.MOLVT"
  bool is_corrected = false;
  friend bool operator==(const Drafting&, const Drafting&) = default;
};
// "Drafted by ILO; confirmed by KH.MOLVT"; and back, nothing for another text.
std::string DraftingText(const Drafting& drafting);
std::optional<Drafting> ReadDraftingText(absl::string_view text);

}  // namespace lontar::formats
