#pragma once
// A running hub: store, core, the line to the nodes and the local socket.
//
// Shells only. One caller at a time.

#include <grpcpp/impl/service_type.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/base/workers.h"
#include "core/net/health.h"
#include "core/net/http_server.h"
#include "hub/service/accept_loop.h"
#include "hub/service/doorkeeper.h"
#include "hub/service/hub_folder.h"
#include "hub/service/hub_shell.h"
#include "hub/service/hub_site.h"
#include "hub/service/role_token_file.h"
#include "hub/service/sign_register_file.h"
#include "hub/service/standing.h"

namespace lontar::hub {

// What a hub needs from outside; both must outlive it.
struct Machine {
  base::Clock* clock = nullptr;
  base::Entropy* entropy = nullptr;
};

class HubServer {
 public:
  // Answers when nodes and operator are served, and the file "port" is written. Errors of
  // ReadHubSecrets, of net::HttpServer, of the store (STORE_LOCKED: another hub runs) and of
  // HubCore::Open; Unavailable with LISTEN_FAILED: the address cannot be had; those of
  // trust::CheckKeyOfCertificate. A certificate of its own that this machine's clock does not allow
  // is a warning in the diagnostics: the operator's command line is served all the same.
  // `when_broken` is called on a thread of the hub if it cannot go on; it must not call the server.
  static absl::StatusOr<std::unique_ptr<HubServer>> Start(
      const HubConfig& config, const Machine& machine,
      std::function<void(const absl::Status&)> when_broken);
  // Stops first.
  ~HubServer();

  // Accepts no more, ends all lines, gives them and the operator's calls under way kStopSecondsMax,
  // and closes the store. A caller that does not answer gRPC's goodbye is not waited for.
  void Stop();

  int port() const { return port_; }
  // 0 without HTTP.
  int http_port() const { return http_server_ == nullptr ? 0 : http_server_->port(); }
  HubShell& shell() { return *shell_; }

 private:
  HubServer(const HubConfig& config, const Machine& machine)
      : config_(config),
        machine_(machine),
        doorkeeper_(std::make_shared<Doorkeeper>(config.limits, machine.clock)),
        sign_register_(config.sign_register()),
        role_tokens_(config.role_tokens(), machine.clock, machine.entropy) {}
  absl::Status OpenShell(std::function<void(const absl::Status&)> when_broken);
  absl::Status Listen();
  absl::Status StartSyncServer(const net::TlsIdentity& identity);
  absl::Status StartAccepting(int listener);
  // Nothing where hub.conf does not ask for it.
  absl::Status StartHttp();
  absl::StatusOr<std::string> Metrics() const;

  HubConfig config_;
  Machine machine_;
  // Shared with the check of certificates: gRPC may hold that a moment longer than its server.
  std::shared_ptr<Doorkeeper> doorkeeper_;
  net::HealthSign health_;
  SignRegisterFile sign_register_;
  HubSecrets secrets_;
  // Threads for the time of each turn. Measured: 30 us to start and join one, 165 us a
  // verification; a pool that stays would save a tenth of a turn at most, and a turn of one job
  // starts none.
  base::ThreadWorkers verifiers_;
  std::unique_ptr<HubShell> shell_;
  std::unique_ptr<grpc::Service> sync_service_;
  std::unique_ptr<grpc::Service> local_service_;
  // Takes the sockets that the loop accepts; ends after its server.
  std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> acceptor_;
  std::unique_ptr<grpc::Server> sync_server_;
  std::unique_ptr<grpc::Server> local_server_;
  std::unique_ptr<AcceptLoop> accept_loop_;
  std::unique_ptr<HubStanding> standing_;
  RoleTokenFile role_tokens_;
  std::unique_ptr<HubSite> site_;
  std::unique_ptr<net::HttpServer> http_server_;  // calls the site
  int open_files_ = 0;
  int port_ = 0;
};

}  // namespace lontar::hub
