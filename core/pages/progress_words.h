#pragma once
// A member's progress on one indicator in a sentence, for pages and terminals: the two figures and
// their difference, or why there is none. No word for good or bad.
//
// From lontar.progress.v1, as the reader may see it. Pure, any thread.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/net/answer.h"

namespace lontar::pages {

// `member`: one of an indicator's `members`. "proportion: 12.2 percent in 2012, 9.8 percent in
// 2019; difference -2.4." What a field does not say is left out.
std::string ProgressSentence(absl::string_view language, const net::Answer& member);

// What its providers state themselves, as it stands, a line each: "Limited progress (stated by
// KH.MOP, log index 12)".
std::vector<std::string> StatedLevels(absl::string_view language, const net::Answer& member);

}  // namespace lontar::pages
