#pragma once
// The help pages: one screen each, ending with a real example. Pure functions.

#include <string>
#include <vector>

#include "cli/command.h"

namespace lontar::cli {

// Of the program: each group with what it is for and the names of its verbs.
std::string HelpOverview(const std::vector<Command>& commands);
// Of the verbs of the group `word`, and of those that begin with it ("draft"), each with its
// summary; empty if there are none.
std::string HelpOnVerbs(const std::vector<Command>& commands, absl::string_view word);
std::string HelpOn(const Command& command);

// "--mapping FILE" or "FILE": how an option is written.
std::string SpellingOf(const Option& option);
// What it means, and the variable that stands in for it.
std::string HelpTextOf(const Option& option);
// "lontar check DRAFT --node DIR [--json]".
std::string UsageOf(const Command& command);

}  // namespace lontar::cli
