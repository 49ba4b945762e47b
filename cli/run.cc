#include "cli/run.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "cli/command.h"
#include "cli/parse.h"
#include "core/base/problem.h"

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

bool WantsJson(const std::vector<std::string>& words) {
  return std::ranges::find(words, "--json") != words.end();
}

}  // namespace

ExitCode Run(const std::vector<std::string>& words, Terminal* terminal) {
  if (words.size() == 1 && words.front() == "--version") {
    terminal->Answer("lontar " LONTAR_VERSION);
    return ExitCode::kDone;
  }
  const std::vector<Command> commands = Commands();
  const absl::StatusOr<Parsed> parsed = Parse(commands, words);
  if (!parsed.ok()) {
    return Report(parsed.status(), WantsJson(words), terminal);
  }
  if (parsed->command == nullptr) {
    terminal->Answer(parsed->help);
    return ExitCode::kDone;
  }
  const Call call{parsed->arguments, parsed->is_json, terminal};
  return Report(parsed->command->verb(call), parsed->is_json, terminal);
}

std::string InterruptedText(const std::vector<std::string>& words) {
  const absl::Status status = base::Problem(absl::StatusCode::kCancelled, "INTERRUPTED",
                                            "interrupted; no file is half written, and what a node "
                                            "or hub has begun it brings to its end");
  std::string text = absl::StrCat("\nlontar: error: ", status.message(), "\n");
  if (WantsJson(words)) absl::StrAppend(&text, ErrorJson(status), "\n");
  return text;
}

}  // namespace lontar::cli
