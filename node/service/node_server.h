#pragma once
// A running node: store, core and the local socket. It calls the hub by its timer, and when it is
// told to.
//
// Shells only. One caller at a time.

#include <grpcpp/impl/service_type.h>
#include <grpcpp/server.h>

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/net/health.h"
#include "core/net/http_server.h"
#include "node/service/conversation.h"
#include "node/service/high_water_file.h"
#include "node/service/node_folder.h"
#include "node/service/node_shell.h"
#include "node/service/node_site.h"
#include "node/service/page_token_file.h"
#include "node/service/standing.h"
#include "node/service/sync_timer.h"

namespace lontar::node {

// What a node needs from outside; both must outlive it.
struct Machine {
  base::Clock* clock = nullptr;
  base::Entropy* entropy = nullptr;
};

class NodeServer {
 public:
  // Answers when the office is served. Errors of ReadNodeSecrets, of the store (STORE_LOCKED:
  // another node runs), of NodeCore::Open, of net::StartLocalServer and of
  // net::HttpServer.
  static absl::StatusOr<std::unique_ptr<NodeServer>> Start(const NodeConfig& config,
                                                           const Machine& machine);
  // Stops first.
  ~NodeServer();

  // Ends a conversation under way, gives other calls kStopSecondsMax, and closes the store.
  void Stop();

  NodeShell& shell() { return *shell_; }
  // 0 without HTTP.
  int http_port() const { return http_server_ == nullptr ? 0 : http_server_->port(); }

 private:
  NodeServer() = default;
  void StartCalls(const NodeConfig& config, const Machine& machine);
  // Nothing where node.conf does not ask for it.
  absl::Status StartHttp(const NodeConfig& config, base::Clock* clock);
  absl::StatusOr<std::string> Metrics() const;

  NodeSecrets secrets_;
  net::HealthSign health_;
  std::unique_ptr<HighWaterFile> high_water_;
  std::unique_ptr<NodeShell> shell_;
  std::unique_ptr<Caller> caller_;
  std::unique_ptr<SyncTimer> timer_;
  std::optional<NodeStanding> standing_;
  std::unique_ptr<PageTokenFile> tokens_;
  std::unique_ptr<grpc::Service> service_;
  std::unique_ptr<grpc::Server> server_;
  std::string http_port_file_;
  std::unique_ptr<NodeSite> site_;
  std::unique_ptr<net::HttpServer> http_server_;
};

}  // namespace lontar::node
