// lontar-hub: the program that runs a hub's folder. `lontar hub init` makes one.

#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/diagnostics.h"
#include "core/base/manual.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/net/grpc_text.h"
#include "hub/service/hub_server.h"

namespace lontar::hub {
namespace {

constexpr char kSummary[] = "takes the members' entries into one signed log";
constexpr char kPassphrase[] =
    "The passphrase of the keys: passphrase_file in hub.conf, else the service manager's "
    "credential \"passphrase\", else LONTAR_PASSPHRASE.";
constexpr char kDiagnostics[] =
    "SIGTERM stops it. What it says about itself goes to standard error, as JSON lines.";
constexpr char kExample[] = "lontar-hub --dir /var/lib/lontar/hub --listen 0.0.0.0:8443";

struct HubFlags {
  std::string dir;
  std::string listen;
  bool is_check_only = false;
};

// Exit codes: docs/reference/exit-codes.md.
int ExitCodeOf(const absl::Status& status) {
  const std::string reason = base::ReasonOf(status);
  if (reason == "STORE_LOCKED" || reason == "SOCKET_IN_USE") return 7;
  if (reason == "SETTINGS_INVALID") return 2;
  if (status.code() == absl::StatusCode::kDataLoss) return 4;
  if (status.code() == absl::StatusCode::kPermissionDenied) return 8;
  if (status.code() == absl::StatusCode::kNotFound) return 6;
  if (status.code() == absl::StatusCode::kFailedPrecondition) return 6;
  return 1;
}

std::string HintFor(const absl::Status& status) {
  const std::string reason = base::ReasonOf(status);
  if (reason == "STORE_LOCKED" || reason == "SOCKET_IN_USE") {
    return "a hub runs in this folder already; lontar status --hub DIR asks it";
  }
  if (reason == "STORE_ABSENT") {
    return "the folder was made, but not to its end: remove it and begin with lontar hub init";
  }
  if (reason == "HUB_NOT_INITIALISED") return "name the right folder with --dir";
  if (reason == "PASSPHRASE_WRONG") return "log key and chain key open with the same passphrase";
  if (reason == "LISTEN_FAILED") return "try another one with --listen ADDR";
  return "";
}

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "lontar-hub: error: %s\n", std::string(status.message()).c_str());
  const std::string hint = HintFor(status);
  if (!hint.empty()) std::fprintf(stderr, "lontar-hub: hint: %s\n", hint.c_str());
  return ExitCodeOf(status);
}

absl::Status CheckConfig(const HubConfig& config) {
  LONTAR_RETURN_IF_ERROR(ReadHubSecrets(config).status());
  return ReadHubTls(config).status();
}

absl::Status RunHub(const HubFlags& flags, const sigset_t& stop_signals) {
  LONTAR_ASSIGN_OR_RETURN(HubConfig config, ReadHubConfig(flags.dir));
  if (!flags.listen.empty()) config.listen = flags.listen;
  if (flags.is_check_only) return CheckConfig(config);
  net::DiagnoseGrpc();
  base::SystemClock clock;
  base::SystemEntropy entropy;
  std::atomic<bool> is_broken{false};
  LONTAR_ASSIGN_OR_RETURN(const auto server,
                          HubServer::Start(config, {&clock, &entropy}, [&](const absl::Status&) {
                            is_broken = true;
                            kill(getpid(), SIGTERM);  // the main thread waits for it
                          }));
  int received = 0;
  sigwait(&stop_signals, &received);
  base::Diagnose(base::Severity::kNote, "stopping");
  server->Stop();
  base::Diagnose(base::Severity::kNote, "stopped");
  if (!is_broken) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kUnavailable, "HUB_ENDED",
                       "the hub's store does not open any more; what was answered is in it");
}

// The page lontar-hub(8), from the table that --help is made of and that of the settings.
std::string ManualOf(const CLI::App& app) {
  base::ManualSection options{"OPTIONS"};
  for (const CLI::Option* option :
       app.get_options([](const CLI::Option* one) { return !one->get_group().empty(); })) {
    const std::string value = option->get_type_name();
    const std::string name = option->get_name(false, true);
    options.terms.emplace_back(value.empty() ? name : absl::StrCat(name, " ", value),
                               option->get_description());
  }
  base::ManualSection settings{
      "SETTINGS",
      {"hub.conf in the folder, \"key = value\" a line. A \"#\" begins a comment line. Paths are "
       "relative to the folder."}};
  for (const base::SettingRule& rule : HubSettings()) {
    settings.terms.emplace_back(rule.key,
                                absl::StrCat(rule.help, rule.is_required ? " (required)" : ""));
  }
  base::Manual page{.name = app.get_name(),
                    .section = 8,
                    .summary = kSummary,
                    .version = LONTAR_VERSION,
                    .synopsis = "lontar-hub --dir DIR [OPTIONS]"};
  page.sections = {{"DESCRIPTION", {kPassphrase, kDiagnostics}},
                   std::move(options),
                   std::move(settings),
                   {"EXIT STATUS",
                    {},
                    {{"0", "stopped by SIGTERM or SIGINT"},
                     {"1", "failed"},
                     {"2", "usage, or a setting that cannot be"},
                     {"4", "store, key or certificate contradict themselves"},
                     {"6", "no folder, or the wrong state"},
                     {"7", "another process has the folder"},
                     {"8", "a wrong passphrase"}}},
                   {"EXAMPLE", {}, {}, kExample}};
  page.see_also = {"lontar(1)", "lontar-node(8)", "systemd.service(5)"};
  return base::ManualText(page);
}

int RunProgram(int argc, char** argv) {
  // Before any thread starts, so that every thread leaves them to sigwait.
  sigset_t stop_signals;
  sigemptyset(&stop_signals);
  sigaddset(&stop_signals, SIGTERM);
  sigaddset(&stop_signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);

  HubFlags flags;
  CLI::App app(absl::StrCat("Runs a hub: ", kSummary, "."), "lontar-hub");
  app.add_option("--dir", flags.dir, "the hub's folder, made by lontar hub init")
      ->required()
      ->type_name("DIR");
  app.add_option("--listen", flags.listen, "listen here instead of where hub.conf says")
      ->type_name("ADDR");
  app.add_flag("--check-config", flags.is_check_only, "read settings, keys and certificates only");
  app.set_version_flag("--version", LONTAR_VERSION);
  app.footer(absl::StrCat(kPassphrase, "\n", kDiagnostics, "\n\nExample:\n  ", kExample));
  // --man stands alone: it needs no folder.
  if (argc == 2 && absl::string_view(argv[1]) == "--man") {
    std::fputs(ManualOf(app).c_str(), stdout);
    return 0;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  const absl::Status status = RunHub(flags, stop_signals);
  return status.ok() ? 0 : Fail(status);
}

}  // namespace
}  // namespace lontar::hub

int main(int argc, char** argv) { return lontar::hub::RunProgram(argc, argv); }
