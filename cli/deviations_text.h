#pragma once
// lontar.deviations.v1 as people read it: what makes members' figures differ. At most 100 columns,
// members in their fixed order, no value, no ranking. Pure.

#include <string>

#include "cli/answer.h"

namespace lontar::cli {

std::string DeviationsText(const Answer& answer);

}  // namespace lontar::cli
