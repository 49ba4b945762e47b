#pragma once
// The manual pages of lontar: one for the program, one for each verb, from the table of verbs.
// Pure functions.

#include <vector>

#include "cli/command.h"
#include "core/base/manual.h"

namespace lontar::cli {

std::vector<base::Manual> Manuals(const std::vector<Command>& commands, absl::string_view version);

}  // namespace lontar::cli
