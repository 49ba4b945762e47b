#pragma once
// A running hub: store, core, the line to the nodes and the local socket.
//
// Shells only. One caller at a time.

#include <grpcpp/impl/service_type.h>
#include <grpcpp/server.h>

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/base/workers.h"
#include "hub/service/hub_folder.h"
#include "hub/service/hub_shell.h"
#include "hub/service/sign_register_file.h"

namespace lontar::hub {

// What a hub needs from outside; both must outlive it.
struct Machine {
  base::Clock* clock = nullptr;
  base::Entropy* entropy = nullptr;
};

class HubServer {
 public:
  // Answers when nodes and operator are served, and the file "port" is written. Errors of
  // ReadHubSecrets, of the store (STORE_LOCKED: another hub runs) and of HubCore::Open; Unavailable
  // with LISTEN_FAILED: the address cannot be had. `when_broken` is called on a thread of the hub
  // if it cannot go on; it must not call the server.
  static absl::StatusOr<std::unique_ptr<HubServer>> Start(
      const HubConfig& config, const Machine& machine,
      std::function<void(const absl::Status&)> when_broken);
  // Stops first.
  ~HubServer();

  // Ends all lines, gives calls under way kStopSecondsMax, and closes the store.
  void Stop();

  int port() const { return port_; }
  HubShell& shell() { return *shell_; }

 private:
  HubServer(const HubConfig& config, const Machine& machine)
      : config_(config), machine_(machine), sign_register_(config.sign_register()) {}
  absl::Status OpenShell(std::function<void(const absl::Status&)> when_broken);
  absl::Status Listen();

  HubConfig config_;
  Machine machine_;
  SignRegisterFile sign_register_;
  HubSecrets secrets_;
  // Threads for the time of each turn. Measured: 30 us to start and join one, 165 us a
  // verification; a pool that stays would save a tenth of a turn at most, and a turn of one job
  // starts none.
  base::ThreadWorkers verifiers_;
  std::unique_ptr<HubShell> shell_;
  std::unique_ptr<grpc::Service> sync_service_;
  std::unique_ptr<grpc::Service> local_service_;
  std::unique_ptr<grpc::Server> sync_server_;
  std::unique_ptr<grpc::Server> local_server_;
  int port_ = 0;
};

}  // namespace lontar::hub
