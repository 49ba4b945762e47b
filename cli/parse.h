#pragma once
// From what was typed to a call. The only file that knows the library that parses it is parse.cc.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/command.h"

namespace lontar::cli {

struct Parsed {
  const Command* command = nullptr;  // null: only `help` is wanted
  Arguments arguments;
  bool is_json = false;
  std::string help;
};

// `words` without the program's name. InvalidArgument with USAGE, with a sentence that names the
// word. Environment variables fill what was not typed; where hub, node and mirror are alternatives
// and one was typed, the others' variables do not count. `commands` must outlive the result.
absl::StatusOr<Parsed> Parse(const std::vector<Command>& commands,
                             const std::vector<std::string>& words);

}  // namespace lontar::cli
