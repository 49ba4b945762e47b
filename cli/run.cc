#include "cli/run.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "cli/command.h"
#include "cli/parse.h"

namespace lontar::cli {
namespace {

ExitCode Report(const absl::Status& status, bool is_json, Terminal* terminal) {
  const ExitCode exit = ExitCodeOf(status);
  if (status.ok()) return exit;
  terminal->Error(std::string(status.message()));
  if (const std::string hint = HintFor(status); !hint.empty()) terminal->Hint(hint);
  if (exit == ExitCode::kUsage) terminal->Hint("lontar --help, or lontar VERB --help");
  if (is_json) terminal->ErrorLine(ErrorJson(status));
  return exit;
}

}  // namespace

ExitCode Run(const std::vector<std::string>& words, Terminal* terminal) {
  const std::vector<Command> commands = Commands();
  const absl::StatusOr<Parsed> parsed = Parse(commands, words);
  if (!parsed.ok()) {
    const bool is_json = std::ranges::find(words, "--json") != words.end();
    return Report(parsed.status(), is_json, terminal);
  }
  if (parsed->command == nullptr) {
    terminal->Answer(parsed->help);
    return ExitCode::kDone;
  }
  const Call call{parsed->arguments, parsed->is_json, terminal};
  return Report(parsed->command->verb(call), parsed->is_json, terminal);
}

}  // namespace lontar::cli
