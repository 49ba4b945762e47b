// lontar-node: the program that runs a node's folder. `lontar node init` makes one.

#include <signal.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/diagnostics.h"
#include "core/base/manual.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/net/grpc_text.h"
#include "node/service/node_server.h"

namespace lontar::node {
namespace {

constexpr char kSummary[] = "keeps a member's drafts and chain, and calls the hub when told to";
constexpr char kPassphrase[] =
    "The passphrase of the keys: passphrase_file in node.conf, else the service manager's "
    "credential \"passphrase\", else LONTAR_PASSPHRASE.";
constexpr char kDiagnostics[] =
    "SIGTERM stops it. What it says about itself goes to standard error, as JSON lines.";
constexpr char kExample[] = "lontar-node --dir /var/lib/lontar/node --hub hub.example:8443";

struct NodeFlags {
  std::string dir;
  std::string hub;
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
    return "a node runs in this folder already; lontar status --node DIR asks it";
  }
  if (reason == "STORE_ABSENT") {
    return "the folder was made, but not to its end: remove it and begin with lontar node init";
  }
  if (reason == "REGISTER_AHEAD") {
    return "put the newest store back and leave the file high-water alone; if there is none, go on "
           "in a new folder with lontar node init: what the hub holds is not lost";
  }
  if (reason == "STORE_COPIED") {
    return "run the node where it was, or begin a new one with lontar node init; two copies that "
           "both write end as a fork";
  }
  if (reason == "NODE_NOT_INITIALISED") return "name the right folder with --dir";
  if (reason == "PASSPHRASE_WRONG") return "node key and witness key open with the same passphrase";
  return "";
}

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "lontar-node: error: %s\n", std::string(status.message()).c_str());
  const std::string hint = HintFor(status);
  if (!hint.empty()) std::fprintf(stderr, "lontar-node: hint: %s\n", hint.c_str());
  return ExitCodeOf(status);
}

absl::Status CheckConfig(const NodeConfig& config) {
  LONTAR_RETURN_IF_ERROR(ReadNodeSecrets(config).status());
  return ReadNodeTls(config).status();
}

absl::Status RunNode(const NodeFlags& flags, const sigset_t& stop_signals) {
  LONTAR_ASSIGN_OR_RETURN(NodeConfig config, ReadNodeConfig(flags.dir));
  if (!flags.hub.empty()) config.hub = flags.hub;
  if (flags.is_check_only) return CheckConfig(config);
  net::DiagnoseGrpc();
  base::SystemClock clock;
  base::SystemEntropy entropy;
  LONTAR_ASSIGN_OR_RETURN(const auto server, NodeServer::Start(config, {&clock, &entropy}));
  int received = 0;
  sigwait(&stop_signals, &received);
  base::Diagnose(base::Severity::kNote, "stopping");
  server->Stop();
  base::Diagnose(base::Severity::kNote, "stopped");
  return absl::OkStatus();
}

// The page lontar-node(8), from the table that --help is made of and that of the settings.
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
      {"node.conf in the folder, \"key = value\" a line. A \"#\" begins a comment line. Paths are "
       "relative to the folder."}};
  for (const base::SettingRule& rule : NodeSettings()) {
    settings.terms.emplace_back(rule.key,
                                absl::StrCat(rule.help, rule.is_required ? " (required)" : ""));
  }
  base::Manual page{.name = app.get_name(),
                    .section = 8,
                    .summary = kSummary,
                    .version = LONTAR_VERSION,
                    .synopsis = "lontar-node --dir DIR [OPTIONS]"};
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
  page.see_also = {"lontar(1)", "lontar-hub(8)", "systemd.service(5)"};
  return base::ManualText(page);
}

int RunProgram(int argc, char** argv) {
  // Before any thread starts, so that every thread leaves them to sigwait.
  sigset_t stop_signals;
  sigemptyset(&stop_signals);
  sigaddset(&stop_signals, SIGTERM);
  sigaddset(&stop_signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);

  NodeFlags flags;
  CLI::App app(absl::StrCat("Runs a node: ", kSummary, "."), "lontar-node");
  app.add_option("--dir", flags.dir, "the node's folder, made by lontar node init")
      ->required()
      ->type_name("DIR");
  app.add_option("--hub", flags.hub, "call the hub here instead of where node.conf says")
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
  const absl::Status status = RunNode(flags, stop_signals);
  return status.ok() ? 0 : Fail(status);
}

}  // namespace
}  // namespace lontar::node

int main(int argc, char** argv) { return lontar::node::RunProgram(argc, argv); }
