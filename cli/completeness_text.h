#pragma once
// How far a member is with a round, as people read it in a terminal: at most 100 columns, by the
// catalogue's order. A pure function of the documented JSON (lontar.completeness.v1).

#include <string>

#include "cli/answer.h"

namespace lontar::cli {

std::string CompletenessText(const Answer& answer);

}  // namespace lontar::cli
