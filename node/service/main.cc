// lontar-node: the program that runs a node's folder. `lontar node init` makes one.

#include "core/base/diagnostics.h"
#include "core/base/status_macros.h"
#include "core/net/daemon.h"
#include "core/net/grpc_text.h"
#include "node/service/node_server.h"

namespace lontar::node {
namespace {

absl::StatusOr<NodeConfig> ConfigOf(const net::DaemonFlags& flags) {
  LONTAR_ASSIGN_OR_RETURN(NodeConfig config, ReadNodeConfig(flags.dir));
  if (!flags.address.empty()) config.hub = flags.address;
  return config;
}

absl::Status CheckConfig(const net::DaemonFlags& flags) {
  LONTAR_ASSIGN_OR_RETURN(const NodeConfig config, ConfigOf(flags));
  LONTAR_RETURN_IF_ERROR(ReadNodeSecrets(config).status());
  return ReadNodeTls(config).status();
}

absl::Status RunNode(const net::DaemonFlags& flags, const std::function<void()>& await_stop) {
  LONTAR_ASSIGN_OR_RETURN(const NodeConfig config, ConfigOf(flags));
  net::DiagnoseGrpc();
  base::SystemClock clock;
  base::SystemEntropy entropy;
  LONTAR_ASSIGN_OR_RETURN(const auto server, NodeServer::Start(config, {&clock, &entropy}));
  await_stop();
  server->Stop();
  base::Diagnose(base::Severity::kNote, "stopped");
  return absl::OkStatus();
}

net::DaemonProgram NodeDaemon() {
  return {.noun = "node",
          .summary = "keeps a member's drafts and chain, and syncs it with the hub",
          .address_flag = "--hub",
          .address_help = "call the hub here instead of where node.conf says",
          .example = "lontar-node --dir /var/lib/lontar/node --hub hub.example:8443",
          .other = "lontar-hub",
          .settings = NodeSettings(),
          .hints = {{"REGISTER_AHEAD",
                     "put the newest store back and leave the file high-water alone; if there is "
                     "none, go on in a new folder with lontar node init: what the hub holds is not "
                     "lost"},
                    {"STORE_COPIED",
                     "run the node where it was, or begin a new one with lontar node init; two "
                     "copies that both write end as a fork"},
                    {"NODE_NOT_INITIALISED", "name the right folder with --dir"},
                    {"PASSPHRASE_WRONG", "node key and witness key open with the same passphrase"}},
          .check = CheckConfig,
          .run = RunNode};
}

}  // namespace
}  // namespace lontar::node

int main(int argc, char** argv) {
  return lontar::net::RunDaemon(lontar::node::NodeDaemon(), argc, argv);
}
