#pragma once
// One run of the command line: parse, call the verb, say what went wrong, answer the exit code.

#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/terminal.h"

namespace lontar::cli {

// `words` without the program's name.
ExitCode Run(const std::vector<std::string>& words, Terminal* terminal);

// What is said on stderr when somebody interrupts it: the error, and with --json its line.
std::string InterruptedText(const std::vector<std::string>& words);

}  // namespace lontar::cli
