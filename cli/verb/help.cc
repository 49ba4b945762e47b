// lontar help: the overview, the verbs of a group, or the page of one verb.

#include "cli/help.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/json_text.h"
#include "cli/verb/verbs.h"

namespace lontar::cli {
namespace {

// A verb before a group of the same name: what can be typed comes first.
std::string PageOn(const std::vector<Command>& commands, const std::string& words) {
  if (words.empty()) return HelpOverview(commands);
  const auto verb = std::ranges::find(commands, words, &Command::name);
  return verb != commands.end() ? HelpOn(*verb) : HelpOnVerbs(commands, words);
}

JsonObject HelpJson(const std::string& page, const std::vector<Command>& commands) {
  std::vector<JsonObject> verbs;
  for (const Command& command : commands) {
    JsonObject& row = verbs.emplace_back();
    row.Put("verb", command.name);
    row.Put("group", command.group);
    row.Put("summary", command.summary);
  }
  JsonObject answer;
  answer.Put("schema", "lontar.help.v1");
  answer.Put("page", page);
  answer.PutObjects("verbs", verbs);
  return answer;
}

}  // namespace

absl::Status Help(const Call& call) {
  const std::vector<Command> commands = Commands();
  const std::string words = absl::StrJoin(call.arguments.All("words"), " ");
  const std::string page = PageOn(commands, words);
  if (page.empty()) {
    return UsageProblem(absl::StrCat("\"", words, "\" is neither a verb nor a group of verbs"));
  }
  call.terminal->Answer(call.is_json ? HelpJson(page, commands).Written() : page);
  return absl::OkStatus();
}

}  // namespace lontar::cli
