#pragma once
// A running node: store, core and the local socket. It calls the hub by its timer, and when it is
// told to.
//
// Shells only. One caller at a time.

#include <grpcpp/impl/service_type.h>
#include <grpcpp/server.h>

#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/net/health.h"
#include "node/service/conversation.h"
#include "node/service/high_water_file.h"
#include "node/service/node_folder.h"
#include "node/service/node_shell.h"
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
  // another node runs), of NodeCore::Open and of net::StartLocalServer.
  static absl::StatusOr<std::unique_ptr<NodeServer>> Start(const NodeConfig& config,
                                                           const Machine& machine);
  // Stops first.
  ~NodeServer();

  // Ends a conversation under way, gives other calls kStopSecondsMax, and closes the store.
  void Stop();

  NodeShell& shell() { return *shell_; }

 private:
  NodeServer() = default;
  void StartCalls(const NodeConfig& config, const Machine& machine);

  NodeSecrets secrets_;
  net::HealthSign health_;
  std::unique_ptr<HighWaterFile> high_water_;
  std::unique_ptr<NodeShell> shell_;
  std::unique_ptr<Caller> caller_;
  std::unique_ptr<SyncTimer> timer_;
  std::optional<NodeStanding> standing_;
  std::unique_ptr<grpc::Service> service_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace lontar::node
