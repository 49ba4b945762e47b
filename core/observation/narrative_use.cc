#include "core/observation/narrative_use.h"

#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace lontar::observation {
namespace {

absl::string_view FirstLineOf(absl::string_view text) { return text.substr(0, text.find('\n')); }

// "Drafted by ILO; confirmed by KH.MOLVT".
bool SaysWhoDrafted(absl::string_view text) {
  const absl::string_view line = FirstLineOf(text);
  const size_t at = line.find(';');
  if (!absl::StartsWith(line, kDraftingLine) || at == absl::string_view::npos) return false;
  const absl::string_view rest = line.substr(at);
  return absl::StartsWith(rest, kConfirmedBy) || absl::StartsWith(rest, kCorrectedBy);
}

}  // namespace

NarrativeUse UseOf(absl::string_view text) {
  if (FirstLineOf(text) == kJustificationLine) return NarrativeUse::kJustification;
  if (FirstLineOf(text) == kOverrideLine) return NarrativeUse::kOverride;
  if (absl::StartsWith(text, kWithdrawalLine)) return NarrativeUse::kWithdrawal;
  if (absl::StartsWith(text, kLetterLine)) return NarrativeUse::kLetter;
  if (SaysWhoDrafted(text)) return NarrativeUse::kDrafting;
  return NarrativeUse::kWords;
}

std::string StatedLevelOf(absl::string_view text) {
  if (UseOf(text) != NarrativeUse::kWords) return "";
  absl::ConsumePrefix(&text, kWordsLine);
  return absl::ConsumePrefix(&text, kProgressLine) ? std::string(FirstLineOf(text)) : "";
}

}  // namespace lontar::observation
