#pragma once
// Options that many verbs take, and short names to make others.

#include <string>
#include <utility>

#include "cli/command.h"

namespace lontar::cli {

inline Option Word(std::string name, std::string value, std::string help) {
  return {std::move(name), std::move(value), std::move(help), Times::kRequired, true};
}

inline Option Wanted(std::string name, std::string value, std::string help) {
  return {std::move(name), std::move(value), std::move(help), Times::kRequired};
}

inline Option Maybe(std::string name, std::string value, std::string help) {
  return {std::move(name), std::move(value), std::move(help)};
}

inline Option Flag(std::string name, std::string help) {
  return {std::move(name), "", std::move(help)};
}

inline Option DryRun() { return Flag("dry-run", "only look; nothing is stored"); }
inline Option DryRunOfAct() {
  return Flag("dry-run", "only ask whether it would be accepted; an act is for ever");
}
inline Option Draft() { return Word("draft", "DRAFT", "its name: lontar drafts lists them"); }
inline Option Collection() { return Wanted("collection", "ID", "the collection, by its id"); }
inline Option Round() { return Maybe("round", "ID", "the round; without it the one opened last"); }
inline Option AsOf() { return Maybe("as-of", "N", "as the log was when it had N entries"); }
inline Option OtherCollection() {
  return Maybe("collection", "ID", "where the log holds more than one collection");
}
inline Option Days() { return Maybe("days", "N", "how long it is valid"); }

// Parts of the table, from files of their own: how figures come in; what a report carries beside
// figures, and how figures are taken back; the group `return`; files of figures; tokens.
std::vector<Command> InputCommands();
std::vector<Command> ReportCommands();
std::vector<Command> ReturnCommands();
// Rounds, and what is decided on them.
std::vector<Command> RoundCommands();
std::vector<Command> DecisionCommands();
std::vector<Command> QuestionCommands();
std::vector<Command> ReleaseCommands();
// Members beside their own baselines, and all members together.
std::vector<Command> ProgressCommands();
std::vector<Command> ExportCommands();
std::vector<Command> TokenCommands();

}  // namespace lontar::cli
