#include "cli/parse.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/help.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

// Where the values of one verb go while its line is read.
struct Sink {
  std::map<std::string, std::vector<std::string>> texts;
  std::map<std::string, bool> flags;
  bool is_json = false;
};

bool TakesMany(const Option& option) {
  return option.times == Times::kMany || option.times == Times::kManyRequired;
}

bool IsRequired(const Option& option) {
  return option.times == Times::kRequired || option.times == Times::kManyRequired;
}

// A word of the line that is the last one of its verb takes what is left.
void DeclareOption(const Option& option, bool is_last_word, CLI::App* app, Sink* sink) {
  const std::string spelling = option.is_positional ? option.name : absl::StrCat("--", option.name);
  if (option.value.empty()) {
    app->add_flag(spelling, sink->flags[option.name]);
    return;
  }
  CLI::Option* declared = app->add_option(spelling, sink->texts[option.name]);
  // Words that belong to no option are counted by Gather, which names the one too many.
  if (option.is_positional && is_last_word) {
    declared->expected(0, CLI::detail::expected_max_vector_size);
    return;
  }
  // One value for each time that an option is written, so that what follows stays positional.
  declared->expected(1);
  declared->allow_extra_args(false);
  declared->multi_option_policy(TakesMany(option) ? CLI::MultiOptionPolicy::TakeAll
                                                  : CLI::MultiOptionPolicy::Throw);
}

void DeclareOptions(const std::vector<Option>& options, CLI::App* app, Sink* sink) {
  const Option* last_word = nullptr;
  for (const Option& option : options) {
    if (option.is_positional) last_word = &option;
  }
  for (const Option& option : options) DeclareOption(option, &option == last_word, app, sink);
}

// The application for the verb's words, made where it is new: "draft export" lies within "draft".
CLI::App* AppFor(const std::vector<Command>& commands, const std::string& name, CLI::App* root) {
  const size_t space = name.find(' ');
  const std::string first = name.substr(0, space);
  const auto is_first = [&first](CLI::App* known) { return known->get_name() == first; };
  const std::vector<CLI::App*> known = root->get_subcommands(is_first);
  CLI::App* app = known.empty() ? root->add_subcommand(first) : known.front();
  if (known.empty()) {
    if (space != std::string::npos) {
      const std::string page = HelpOnVerbs(commands, first);
      app->formatter_fn(
          [page](const CLI::App*, const std::string&, CLI::AppFormatMode) { return page; });
    }
  }
  return space == std::string::npos ? app : app->add_subcommand(name.substr(space + 1));
}

bool IsPlace(absl::string_view option) {
  return option == "node" || option == "hub" || option == "mirror";
}

void TakeEnvironment(const Command& command, Arguments* arguments) {
  const bool has_place =
      arguments->Has("node") || arguments->Has("hub") || arguments->Has("mirror");
  for (const Option& option : command.options) {
    if (option.environment.empty() || arguments->Has(option.name)) continue;
    if (has_place && IsPlace(option.name)) continue;
    const char* value = std::getenv(option.environment.c_str());
    if (value != nullptr && *value != '\0') arguments->Add(option.name, value);
  }
}

absl::StatusOr<Parsed> Gather(const Command& command, const Sink& sink) {
  Parsed parsed;
  parsed.command = &command;
  parsed.is_json = sink.is_json;
  for (const auto& [name, texts] : sink.texts) {
    for (const std::string& text : texts) parsed.arguments.Add(name, text);
  }
  for (const auto& [name, is_set] : sink.flags) {
    if (is_set) parsed.arguments.Add(name, "");
  }
  TakeEnvironment(command, &parsed.arguments);
  for (const Option& option : command.options) {
    const std::vector<std::string> all = parsed.arguments.All(option.name);
    if (option.is_positional && !TakesMany(option) && all.size() > 1)
      return UsageProblem(absl::StrCat("\"", all[1], "\" is one word too many"));
    if (!IsRequired(option) || parsed.arguments.Has(option.name)) continue;
    const std::string dashes = option.is_positional ? "" : absl::StrCat("--", option.name, " ");
    return UsageProblem(
        absl::StrCat("lontar ", command.name, " wants ", dashes, option.value, ": ", option.help));
  }
  return parsed;
}

}  // namespace

absl::StatusOr<Parsed> Parse(const std::vector<Command>& commands,
                             const std::vector<std::string>& words) {
  CLI::App root("lontar");
  root.allow_extras();
  // A word behind a verb is no other verb: "help draft", a file named "sign".
  root.require_subcommand(0, 1);
  const std::string overview = HelpOverview(commands);
  root.formatter_fn(
      [overview](const CLI::App*, const std::string&, CLI::AppFormatMode) { return overview; });
  std::vector<std::pair<CLI::App*, std::unique_ptr<Sink>>> apps;
  for (const Command& command : commands) {
    CLI::App* app = AppFor(commands, command.name, &root);
    auto sink = std::make_unique<Sink>();
    DeclareOptions(command.options, app, sink.get());
    app->add_flag("--json", sink->is_json);
    app->allow_extras();
    const std::string page = HelpOn(command);
    app->formatter_fn(
        [page](const CLI::App*, const std::string&, CLI::AppFormatMode) { return page; });
    apps.emplace_back(app, std::move(sink));
  }
  if (words.empty()) return Parsed{nullptr, {}, false, overview};
  try {
    // The library takes the words from the back.
    root.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::CallForHelp&) {
    return Parsed{nullptr, {}, false, root.help()};
  } catch (const CLI::Error& error) {
    return UsageProblem(error.what());
  }
  for (size_t i = 0; i < apps.size(); ++i) {
    CLI::App* app = apps[i].first;
    // "receipt" was read too where "receipt verify" stands.
    if (!app->parsed() || !app->get_subcommands().empty()) continue;
    const std::vector<std::string> unknown = root.remaining(true);
    if (unknown.empty()) return Gather(commands[i], *apps[i].second);
    return UsageProblem(
        absl::StrCat("lontar ", commands[i].name, " does not know \"", unknown.front(), "\""));
  }
  return UsageProblem(absl::StrCat("\"", absl::StrJoin(words, " "), "\" names no verb"));
}

}  // namespace lontar::cli
