#pragma once
// lontar.progress.v1 as people read it: each member beside its own baseline, a sentence for each
// indicator. Members in their fixed order, nothing is ranked. Pure.

#include <string>

#include "cli/answer.h"

namespace lontar::cli {

std::string ProgressOfMembersText(const Answer& answer);

}  // namespace lontar::cli
