// lontar-hub: the program that runs a hub's folder. `lontar hub init` makes one.

#include <signal.h>
#include <unistd.h>

#include <atomic>

#include "core/base/diagnostics.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/net/daemon.h"
#include "core/net/grpc_text.h"
#include "hub/service/hub_server.h"

namespace lontar::hub {
namespace {

absl::StatusOr<HubConfig> ConfigOf(const net::DaemonFlags& flags) {
  LONTAR_ASSIGN_OR_RETURN(HubConfig config, ReadHubConfig(flags.dir));
  if (!flags.address.empty()) config.listen = flags.address;
  return config;
}

absl::Status CheckConfig(const net::DaemonFlags& flags) {
  LONTAR_ASSIGN_OR_RETURN(const HubConfig config, ConfigOf(flags));
  LONTAR_RETURN_IF_ERROR(ReadHubSecrets(config).status());
  return ReadHubTls(config).status();
}

absl::Status RunHub(const net::DaemonFlags& flags, const std::function<void()>& await_stop) {
  LONTAR_ASSIGN_OR_RETURN(const HubConfig config, ConfigOf(flags));
  net::DiagnoseGrpc();
  base::SystemClock clock;
  base::SystemEntropy entropy;
  std::atomic<bool> is_broken{false};
  LONTAR_ASSIGN_OR_RETURN(const auto server,
                          HubServer::Start(config, {&clock, &entropy}, [&](const absl::Status&) {
                            is_broken = true;
                            kill(getpid(), SIGTERM);  // the main thread waits for it
                          }));
  await_stop();
  server->Stop();
  base::Diagnose(base::Severity::kNote, "stopped");
  if (!is_broken) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kUnavailable, "HUB_ENDED",
                       "the hub's store does not open any more; what was answered is in it");
}

net::DaemonProgram HubDaemon() {
  return {.noun = "hub",
          .summary = "takes the members' entries into one signed log",
          .address_flag = "--listen",
          .address_help = "listen here instead of where hub.conf says",
          .example = "lontar-hub --dir /var/lib/lontar/hub --listen 0.0.0.0:8443",
          .other = "lontar-node",
          .settings = HubSettings(),
          .hints = {{"HUB_NOT_INITIALISED", "name the right folder with --dir"},
                    {"PASSPHRASE_WRONG", "log key and chain key open with the same passphrase"},
                    {"LISTEN_FAILED", "try another one with --listen ADDR"}},
          .check = CheckConfig,
          .run = RunHub};
}

}  // namespace
}  // namespace lontar::hub

int main(int argc, char** argv) {
  return lontar::net::RunDaemon(lontar::hub::HubDaemon(), argc, argv);
}
