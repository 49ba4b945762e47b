#pragma once
// The table of verbs: for each its words, options, example and function. cli/parse.cc turns it
// into a parser and the help pages.
//
// Adding a verb: cli/verb/<verb>.cc, its declaration in cli/verb/verbs.h, one row in command.cc.
// The row's group decides where the overview names it.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "cli/terminal.h"

namespace lontar::cli {

enum class Times { kOptional, kRequired, kMany, kManyRequired };

struct Option {
  std::string name;        // "mapping"; what stands on the line is --mapping, or the bare value
  std::string value = {};  // "FILE"; empty for a flag
  std::string help = {};
  Times times = Times::kOptional;
  bool is_positional = false;
  std::string environment = {};  // the variable that stands in for it
};

// What was typed, by the names of the options. Environment variables have been taken in.
class Arguments {
 public:
  void Add(absl::string_view name, absl::string_view value);
  bool Has(absl::string_view name) const;
  // The first value; empty if there is none.
  std::string Text(absl::string_view name) const;
  std::string TextOr(absl::string_view name, absl::string_view fallback) const;
  std::vector<std::string> All(absl::string_view name) const;
  // A number without sign. InvalidArgument with USAGE; nothing if it was not given.
  absl::StatusOr<std::optional<uint64_t>> Number(absl::string_view name) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

struct Call {
  Arguments arguments;
  bool is_json = false;
  Terminal* terminal = nullptr;
};

// Its status decides the exit code (exit_code.h).
using Verb = absl::Status (*)(const Call&);

struct Command {
  std::string name;     // "draft export"
  std::string summary;  // one line, for the list of verbs
  std::vector<Option> options;
  std::string example;  // a line that can be typed
  Verb verb = nullptr;
  std::string group = {};  // "drafts": under which the overview lists it
};

// What the verbs of a group are for.
struct CommandGroup {
  std::string name;
  std::string summary;
};
// In the order of the overview. Every verb belongs to one of them.
std::vector<CommandGroup> CommandGroups();

// All verbs, in the order of the help pages. Every verb has --json and --help besides.
std::vector<Command> Commands();

// InvalidArgument with USAGE: what was typed cannot be meant.
absl::Status UsageProblem(absl::string_view sentence);

}  // namespace lontar::cli
