// lontar completion: what a shell needs to complete lines of lontar.

#include "cli/completion.h"

#include "absl/strings/str_cat.h"
#include "cli/json_text.h"
#include "cli/verb/verbs.h"

namespace lontar::cli {

absl::Status Completion(const Call& call) {
  const std::string shell = call.arguments.Text("shell");
  std::string script;
  if (shell == "bash") script = BashCompletion(Commands());
  if (shell == "zsh") script = ZshCompletion(Commands());
  if (shell == "fish") script = FishCompletion(Commands());
  if (script.empty()) {
    return UsageProblem(absl::StrCat("\"", shell, "\" is no shell known here: bash, zsh or fish"));
  }
  JsonObject answer;
  answer.Put("schema", "lontar.completion.v1");
  answer.Put("shell", shell);
  answer.Put("script", script);
  call.terminal->Answer(call.is_json ? answer.Written() : script);
  return absl::OkStatus();
}

}  // namespace lontar::cli
