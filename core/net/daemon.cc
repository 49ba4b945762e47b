#include "core/net/daemon.h"

#include <signal.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/diagnostics.h"
#include "core/base/manual.h"
#include "core/base/problem.h"

namespace lontar::net {
namespace {

constexpr char kDiagnosed[] =
    "SIGTERM stops it. What it says about itself goes to standard error, as JSON lines.";

std::string NameOf(const DaemonProgram& daemon) { return absl::StrCat("lontar-", daemon.noun); }

std::string PassphraseOf(const DaemonProgram& daemon) {
  return absl::StrCat("The passphrase of the keys: passphrase_file in ", daemon.noun,
                      ".conf, else the service manager's credential \"passphrase\", else "
                      "LONTAR_PASSPHRASE.");
}

int ExitCodeOf(const absl::Status& status) {
  const std::string reason = base::ReasonOf(status);
  if (reason == "STORE_LOCKED" || reason == "SOCKET_IN_USE") return 7;
  if (reason == "SETTINGS_INVALID" || reason == "HTTP_ADDRESS_INVALID") return 2;
  if (status.code() == absl::StatusCode::kDataLoss) return 4;
  if (status.code() == absl::StatusCode::kPermissionDenied) return 8;
  if (status.code() == absl::StatusCode::kNotFound) return 6;
  if (status.code() == absl::StatusCode::kFailedPrecondition) return 6;
  return 1;
}

std::string HintFor(const DaemonProgram& daemon, absl::string_view reason) {
  if (reason == "STORE_LOCKED" || reason == "SOCKET_IN_USE") {
    return absl::StrCat("a ", daemon.noun, " runs in this folder already; lontar status --",
                        daemon.noun, " DIR asks it");
  }
  if (reason == "STORE_ABSENT") {
    return absl::StrCat("the folder was made, but not to its end: remove it and begin with lontar ",
                        daemon.noun, " init");
  }
  for (const DaemonHint& one : daemon.hints) {
    if (one.reason == reason) return std::string(one.hint);
  }
  return "";
}

int Fail(const DaemonProgram& daemon, const absl::Status& status) {
  const std::string name = NameOf(daemon);
  std::fprintf(stderr, "%s: error: %s\n", name.c_str(), std::string(status.message()).c_str());
  const std::string hint = HintFor(daemon, base::ReasonOf(status));
  if (!hint.empty()) std::fprintf(stderr, "%s: hint: %s\n", name.c_str(), hint.c_str());
  return ExitCodeOf(status);
}

base::ManualSection OptionsOf(const CLI::App& app) {
  base::ManualSection options{"OPTIONS"};
  for (const CLI::Option* option :
       app.get_options([](const CLI::Option* one) { return !one->get_group().empty(); })) {
    const std::string value = option->get_type_name();
    const std::string name = option->get_name(false, true);
    options.terms.emplace_back(value.empty() ? name : absl::StrCat(name, " ", value),
                               option->get_description());
  }
  return options;
}

base::ManualSection SettingsOf(const DaemonProgram& daemon) {
  base::ManualSection settings{
      "SETTINGS",
      {absl::StrCat(daemon.noun,
                    ".conf in the folder, \"key = value\" a line. A \"#\" begins a comment line. "
                    "Paths are relative to the folder.")}};
  for (const base::SettingRule& rule : daemon.settings) {
    settings.terms.emplace_back(rule.key,
                                absl::StrCat(rule.help, rule.is_required ? " (required)" : ""));
  }
  return settings;
}

// The page of section 8, from the table that --help is made of and that of the settings.
std::string ManualOf(const DaemonProgram& daemon, const CLI::App& app) {
  base::Manual page{.name = app.get_name(),
                    .section = 8,
                    .summary = std::string(daemon.summary),
                    .version = LONTAR_VERSION,
                    .synopsis = absl::StrCat(NameOf(daemon), " --dir DIR [OPTIONS]")};
  page.sections = {{"DESCRIPTION", {PassphraseOf(daemon), kDiagnosed}},
                   OptionsOf(app),
                   SettingsOf(daemon),
                   {"EXIT STATUS",
                    {},
                    {{"0", "stopped by SIGTERM or SIGINT"},
                     {"1", "failed"},
                     {"2", "usage, or a setting that cannot be"},
                     {"4", "store, key or certificate contradict themselves"},
                     {"6", "no folder, or the wrong state"},
                     {"7", "another process has the folder"},
                     {"8", "a wrong passphrase"}}},
                   {"EXAMPLE", {}, {}, std::string(daemon.example)}};
  page.see_also = {"lontar(1)", absl::StrCat(daemon.other, "(8)"), "systemd.service(5)"};
  return base::ManualText(page);
}

// SIGTERM and SIGINT, left by every thread that is started later to who waits for them.
sigset_t BlockStopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

void AwaitStop(const sigset_t& signals) {
  int received = 0;
  sigwait(&signals, &received);
  base::Diagnose(base::Severity::kNote, "stopping");
}

}  // namespace

int RunDaemon(const DaemonProgram& daemon, int argc, char** argv) {
  const sigset_t stop_signals = BlockStopSignals();
  DaemonFlags flags;
  bool is_check_only = false;
  CLI::App app(absl::StrCat("Runs a ", daemon.noun, ": ", daemon.summary, "."), NameOf(daemon));
  app.add_option(
         "--dir", flags.dir,
         absl::StrCat("the ", daemon.noun, "'s folder, made by lontar ", daemon.noun, " init"))
      ->required()
      ->type_name("DIR");
  app.add_option(std::string(daemon.address_flag), flags.address, std::string(daemon.address_help))
      ->type_name("ADDR");
  app.add_flag("--check-config", is_check_only, "read settings, keys and certificates only");
  app.set_version_flag("--version", LONTAR_VERSION);
  app.footer(
      absl::StrCat(PassphraseOf(daemon), "\n", kDiagnosed, "\n\nExample:\n  ", daemon.example));
  // --man stands alone: it needs no folder.
  if (argc == 2 && absl::string_view(argv[1]) == "--man") {
    std::fputs(ManualOf(daemon, app).c_str(), stdout);
    return 0;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  const auto await_stop = [&stop_signals] { AwaitStop(stop_signals); };
  const absl::Status status = is_check_only ? daemon.check(flags) : daemon.run(flags, await_stop);
  return status.ok() ? 0 : Fail(daemon, status);
}

}  // namespace lontar::net
