#pragma once
// The help pages: one screen each, ending with a real example. Pure functions.

#include <string>
#include <vector>

#include "cli/command.h"

namespace lontar::cli {

// Of the program, or of the verbs that begin with `word` ("draft").
std::string HelpOnVerbs(const std::vector<Command>& commands, absl::string_view word);
std::string HelpOn(const Command& command);

// "--mapping FILE" or "FILE": how an option is written.
std::string SpellingOf(const Option& option);
// What it means, and the variable that stands in for it.
std::string HelpTextOf(const Option& option);
// "lontar check DRAFT --node DIR [--json]".
std::string UsageOf(const Command& command);

}  // namespace lontar::cli
