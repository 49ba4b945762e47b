#pragma once
// lontar.region.v1 as people read it: all members together, or why not. Pure.

#include <string>

#include "cli/answer.h"

namespace lontar::cli {

std::string RegionText(const Answer& answer);

}  // namespace lontar::cli
