#pragma once
// Why an indicator of a member is counted in a round, or is not, in one sentence: what a delegate
// asks first (user journeys, section 5). For pages, and for a mail.
//
// From lontar.docket.v1 alone, so it says nothing that not everybody may know. Pure, any thread.

#include <string>

#include "absl/strings/string_view.h"
#include "core/net/answer.h"

namespace lontar::pages {

struct WhyQuestion {
  std::string language = "en";
  const net::Answer& docket;  // lontar.docket.v1
  const net::Answer& line;    // one of its lines
  const net::Answer& answer;  // what one member has said on it
  std::string arrived = {};   // the day on which what came late arrived; empty: not known
};

// "A7 arrived on 2026-09-02, after the cut-off of 2026-08-31. It is kept and will count in the
// next evaluation." What a field does not say is left out.
std::string WhySentence(const WhyQuestion& question);

// Whether the member counts for the indicator.
bool IsCounted(const net::Answer& answer);

// The last day of this member's own: with its extension. Empty where none is named.
std::string CutOffOf(const net::Answer& docket, absl::string_view member);

}  // namespace lontar::pages
