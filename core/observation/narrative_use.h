#pragma once
// What the text of a narrative part is for: its first line says it (docs/formats/narrative.md).
//
// Only what several rooms must tell apart; core/formats/narrative_text.h writes and reads the
// rest. Pure, any thread.

#include <string>

#include "absl/strings/string_view.h"

namespace lontar::observation {

enum class NarrativeUse { kWords, kJustification, kWithdrawal, kLetter, kOverride, kDrafting };
NarrativeUse UseOf(absl::string_view text);

// Constant, whatever the language of the words: programs look for them.
inline constexpr absl::string_view kProgressLine = "Progress level as stated: ";
inline constexpr absl::string_view kWordsLine = "In words: ";
inline constexpr absl::string_view kJustificationLine = "Justification of warnings:";
inline constexpr absl::string_view kWithdrawalLine = "Withdrawn: ";
inline constexpr absl::string_view kLetterLine = "Entered from letter: ";
inline constexpr absl::string_view kOverrideLine = "Published against disclosure control:";
inline constexpr absl::string_view kDraftingLine = "Drafted by ";
inline constexpr absl::string_view kConfirmedBy = "; confirmed by ";
inline constexpr absl::string_view kCorrectedBy = "; corrected by ";

// The level that a provider states of itself in its words, as it stands; empty: it states none.
std::string StatedLevelOf(absl::string_view text);

}  // namespace lontar::observation
