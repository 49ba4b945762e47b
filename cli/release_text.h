#pragma once
// Releases as people read them. Pure functions of lontar.releases.v1.

#include <string>

#include "absl/strings/string_view.h"
#include "cli/answer.h"

namespace lontar::cli {

// "A1 2016 2018, 24 figures by PH.PSA": a part in one line.
std::string ReleasePartWords(const Answer& part);

// The list with its heading; `only_released`: without what is shown to nobody.
std::string ReleaseListText(const Answer& answer, bool only_released);
// The same choice as JSON.
std::string OnlyReleased(absl::string_view json);

}  // namespace lontar::cli
