#pragma once
// What a shell needs to complete a line of lontar: made from the table of verbs. Pure functions.

#include <string>
#include <vector>

#include "cli/command.h"

namespace lontar::cli {

// How a value is completed: told by how it is written in the table.
enum class ValueKind {
  kNone,    // "NAME": nobody can know
  kChoice,  // "full|low": one of these
  kFolder,  // "DIR"
  kFile,    // "FILE", "FILE.pub", "FILE|DIR"
};
ValueKind KindOfValue(absl::string_view value);

// Nothing else need be installed for any of them.
std::string BashCompletion(const std::vector<Command>& commands);
std::string ZshCompletion(const std::vector<Command>& commands);
std::string FishCompletion(const std::vector<Command>& commands);

}  // namespace lontar::cli
