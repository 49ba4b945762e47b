#include "hub/service/hub_server.h"

#include <grpcpp/server_builder.h>

#include <cstdio>

#include "absl/strings/str_cat.h"
#include "core/base/diagnostics.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/space.h"
#include "core/base/status_macros.h"
#include "core/net/channel.h"
#include "core/net/local_socket.h"
#include "core/store/rocksdb/open.h"
#include "hub/service/local_service.h"
#include "hub/service/sync_service.h"

namespace lontar::hub {
namespace {

void ShutDown(std::unique_ptr<grpc::Server>* server) {
  if (*server == nullptr) return;
  (*server)->Shutdown(net::DeadlineIn(absl::Seconds(base::kStopSecondsMax)));
  (*server)->Wait();
  server->reset();
}

}  // namespace

absl::StatusOr<std::unique_ptr<HubServer>> HubServer::Start(
    const HubConfig& config, const Machine& machine,
    std::function<void(const absl::Status&)> when_broken) {
  std::unique_ptr<HubServer> server(new HubServer(config, machine));
  LONTAR_ASSIGN_OR_RETURN(server->secrets_, ReadHubSecrets(config));
  LONTAR_RETURN_IF_ERROR(server->OpenShell(std::move(when_broken)));
  LONTAR_RETURN_IF_ERROR(server->Listen());
  return server;
}

HubServer::~HubServer() { Stop(); }

absl::Status HubServer::OpenShell(std::function<void(const absl::Status&)> when_broken) {
  ShellOptions options;
  options.open_store = [path = config_.store()] { return store::OpenRocksDbStore(path, "hub"); };
  options.doors = {nullptr, machine_.clock, machine_.entropy, &sign_register_};
  options.keys = {secrets_.chain_key.get(), secrets_.log_key.get()};
  options.verifiers = &verifiers_;
  options.check_space = [folder = config_.folder] { return base::CheckSpaceOf(folder); };
  options.when_broken = std::move(when_broken);
  LONTAR_ASSIGN_OR_RETURN(shell_, HubShell::Open(std::move(options)));
  return absl::OkStatus();
}

absl::Status HubServer::Listen() {
  // One that a hub left which was killed would send callers astray.
  std::remove(config_.port_file().c_str());
  LONTAR_ASSIGN_OR_RETURN(const net::TlsIdentity identity, ReadHubTls(config_));
  sync_service_ = MakeSyncService(shell_.get(), machine_.clock);
  local_service_ = MakeLocalService(shell_.get());
  grpc::ServerBuilder builder;
  net::SetServerLimits(net::Line::kSync, &builder);
  builder.AddListeningPort(config_.listen, net::ServerCredentialsOf(identity), &port_);
  builder.RegisterService(sync_service_.get());
  sync_server_ = builder.BuildAndStart();
  if (sync_server_ == nullptr || port_ == 0) {
    return base::Problem(
        absl::StatusCode::kUnavailable, "LISTEN_FAILED",
        absl::StrCat("cannot listen at \"", config_.listen,
                     "\"; the address is taken or not this machine's, or certificate and private "
                     "key do not belong together"));
  }
  LONTAR_ASSIGN_OR_RETURN(local_server_,
                          net::StartLocalServer(config_.socket(), local_service_.get()));
  LONTAR_RETURN_IF_ERROR(base::WriteFileDurably(config_.port_file(), absl::StrCat(port_, "\n")));
  base::Diagnose(base::Severity::kNote, "listening",
                 {{"listen", config_.listen}, {"port", absl::StrCat(port_)}});
  return absl::OkStatus();
}

void HubServer::Stop() {
  // The lines first: a server waits for streams that nobody ends until its deadline.
  if (shell_ != nullptr) shell_->Stop();
  if (sync_server_ != nullptr) std::remove(config_.port_file().c_str());
  ShutDown(&sync_server_);
  ShutDown(&local_server_);
  shell_.reset();
}

}  // namespace lontar::hub
