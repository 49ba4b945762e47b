#include "cli/manual.h"

#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "cli/help.h"

namespace lontar::cli {
namespace {

std::string PageName(const Command& command) {
  return absl::StrCat("lontar-", absl::StrReplaceAll(command.name, {{" ", "-"}}));
}

base::ManualSection ExitSection() {
  return {"EXIT STATUS",
          {},
          {{"0", "done"},
           {"1", "failed"},
           {"2", "usage"},
           {"3", "data rejected, findings given"},
           {"4", "verification failed"},
           {"5", "offline; nothing is lost"},
           {"6", "wrong state, or absent"},
           {"7", "locked"},
           {"8", "not entitled"},
           {"9", "partly done; the same command goes on where it stopped"},
           {"130", "interrupted"}}};
}

base::Manual OfProgram(const std::vector<Command>& commands, absl::string_view version) {
  base::ManualSection verbs{"VERBS", {"Each has a page of its own: lontar-hub-init(1)."}};
  std::map<std::string, std::string> variables = {
      {"LONTAR_PASSPHRASE", "the passphrase of key files, where no file is named"},
      {"LC_ALL, LC_CTYPE, LANG", "whether marks that are not ASCII may be used"}};
  std::vector<std::string> see_also;
  for (const Command& command : commands) {
    verbs.terms.emplace_back(command.name, command.summary);
    see_also.push_back(absl::StrCat(PageName(command), "(1)"));
    for (const Option& option : command.options) {
      if (option.environment.empty()) continue;
      variables[option.environment] = absl::StrCat("stands in for --", option.name);
    }
  }
  see_also.emplace_back("lontar-hub(8)");
  see_also.emplace_back("lontar-node(8)");
  base::Manual page{.name = "lontar",
                    .summary = "report, check and audit indicator data",
                    .version = std::string(version),
                    .synopsis = "lontar VERB [OPTIONS] [--json]"};
  page.sections = {
      {"DESCRIPTION",
       {"The command line of a node, which a member's statistical office runs, and of the hub. "
        "Both "
        "are asked over a socket in their folder; a mirror of the log is read and verified here.",
        "The answer goes to standard output and nothing else does. With --json it is one JSON "
        "object, and an error is the last line of standard error, as JSON too."}},
      std::move(verbs),
      {"OPTIONS",
       {},
       {{"--help", "the verbs; behind a verb, its options and an example"},
        {"--json", "the answer for programs, on every verb"},
        {"--version", "the version"}}},
      {"ENVIRONMENT", {}, {variables.begin(), variables.end()}},
      ExitSection()};
  page.see_also = std::move(see_also);
  return page;
}

base::Manual OfVerb(const Command& command, absl::string_view version) {
  base::ManualSection options{"OPTIONS"};
  for (const Option& option : command.options)
    options.terms.emplace_back(SpellingOf(option), HelpTextOf(option));
  options.terms.emplace_back("--json", "the answer as JSON, for programs");
  base::Manual page{.name = PageName(command),
                    .summary = command.summary,
                    .version = std::string(version),
                    .synopsis = UsageOf(command)};
  page.sections = {std::move(options),
                   {"EXIT STATUS", {"As of every verb: lontar(1)."}},
                   {"EXAMPLE", {}, {}, command.example}};
  page.see_also = {"lontar(1)"};
  return page;
}

}  // namespace

std::vector<base::Manual> Manuals(const std::vector<Command>& commands, absl::string_view version) {
  std::vector<base::Manual> pages = {OfProgram(commands, version)};
  for (const Command& command : commands) pages.push_back(OfVerb(command, version));
  return pages;
}

}  // namespace lontar::cli
