#include "cli/help.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/text_layout.h"

namespace lontar::cli {
namespace {

constexpr int kNameColumns = 26;
constexpr int kGroupColumns = 10;
constexpr absl::string_view kOverviewEnd =
    "\nExample: lontar threshold --hub hub --round baseline-2021\n";

std::string UsageWord(const Option& option) {
  std::string word = SpellingOf(option);
  const bool many = option.times == Times::kMany || option.times == Times::kManyRequired;
  if (many) absl::StrAppend(&word, "...");
  const bool required = option.times == Times::kRequired || option.times == Times::kManyRequired;
  return required ? word : absl::StrCat("[", word, "]");
}

std::string HelpRow(absl::string_view left, absl::string_view right) {
  std::string rows;
  std::string name(left);
  for (const std::string& line : WrapWords(right, kLineColumns - kNameColumns - 3)) {
    absl::StrAppend(&rows, absl::StrFormat("  %-*s %s\n", kNameColumns, name, line));
    name.clear();
  }
  return rows;
}

}  // namespace

std::string HelpOverview(const std::vector<Command>& commands) {
  std::string page = "lontar: report, check and audit indicator data\n\n";
  std::vector<CommandGroup> groups = CommandGroups();
  groups.emplace_back();  // of verbs without a group
  for (const CommandGroup& group : groups) {
    std::vector<std::string> names;
    for (const Command& command : commands) {
      if (command.group == group.name) names.push_back(command.name);
    }
    if (names.empty()) continue;
    absl::StrAppend(&page,
                    absl::StrFormat("  %-*s %s\n", kGroupColumns, group.name, group.summary));
    for (const std::string& line : WrapItems(names, kLineColumns - kGroupColumns - 5)) {
      absl::StrAppend(&page, std::string(kGroupColumns + 5, ' '), line, "\n");
    }
  }
  absl::StrAppend(&page,
                  "\nlontar help GROUP says what its verbs do, lontar help VERB what one takes. "
                  "--json on every verb\ngives the answer for programs.\n",
                  kOverviewEnd);
  return page;
}

std::string HelpOnVerbs(const std::vector<Command>& commands, absl::string_view word) {
  std::string rows;
  for (const Command& command : commands) {
    const bool is_meant = command.group == word || command.name == word ||
                          absl::StartsWith(command.name, absl::StrCat(word, " "));
    if (is_meant) absl::StrAppend(&rows, HelpRow(command.name, command.summary));
  }
  if (rows.empty()) return "";
  std::string title = absl::StrCat("lontar ", word);
  for (const CommandGroup& group : CommandGroups()) {
    if (group.name == word) title = absl::StrCat(word, ": ", group.summary);
  }
  return absl::StrCat(title, "\n\n", rows,
                      "\nlontar help VERB shows a verb's options. --json on every verb gives the "
                      "answer for programs.\n",
                      kOverviewEnd);
}

std::string SpellingOf(const Option& option) {
  if (option.is_positional) return option.value;
  if (option.value.empty()) return absl::StrCat("--", option.name);
  return absl::StrCat("--", option.name, " ", option.value);
}

std::string HelpTextOf(const Option& option) {
  if (option.environment.empty()) return option.help;
  return absl::StrCat(option.help, " (or set ", option.environment, ")");
}

std::string UsageOf(const Command& command) {
  std::string usage = absl::StrCat("lontar ", command.name);
  for (const Option& option : command.options) absl::StrAppend(&usage, " ", UsageWord(option));
  return absl::StrCat(usage, " [--json]");
}

std::string HelpOn(const Command& command) {
  std::string page = absl::StrCat("lontar ", command.name, ": ", command.summary, "\n\n");
  for (const std::string& line :
       WrapWords(absl::StrCat("usage: ", UsageOf(command)), kLineColumns)) {
    absl::StrAppend(&page, line, "\n");
  }
  absl::StrAppend(&page, "\n");
  for (const Option& option : command.options)
    absl::StrAppend(&page, HelpRow(SpellingOf(option), HelpTextOf(option)));
  absl::StrAppend(&page, HelpRow("--json", "the answer as JSON: docs/reference/json.md"),
                  "\nExample: ", command.example, "\n");
  return page;
}

}  // namespace lontar::cli
