#pragma once
// A member's return for people: lines in the terminal, and the paper that a minister signs.

#include <string>

#include "cli/answer.h"

namespace lontar::cli {

// What lontar.return.v1 says: a row for each indicator, what is open, what comes next.
std::string ReturnText(const Answer& answer);

// lontar.return-paper.v1 as one HTML file with a print style: numbered tables, notes, deviations,
// changes, and the fingerprint at the foot of each page. No script, nothing from outside.
std::string ReturnPage(const Answer& paper);

// lontar.returns.v1: who has answered, in the fixed order of members.
std::string ReturnsText(const Answer& answer);

}  // namespace lontar::cli
