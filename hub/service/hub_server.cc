#include "hub/service/hub_server.h"

#include <grpcpp/server_builder.h>

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <thread>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/diagnostics.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/resident_memory.h"
#include "core/base/space.h"
#include "core/base/status_macros.h"
#include "core/net/channel.h"
#include "core/net/local_socket.h"
#include "core/store/rocksdb/open.h"
#include "core/trust/certificate_check.h"
#include "hub/service/hub_metrics.h"
#include "hub/service/listener.h"
#include "hub/service/local_service.h"
#include "hub/service/site_pages.h"
#include "hub/service/sync_service.h"

namespace lontar::hub {
namespace {

// What a caller has to answer gRPC's goodbye, once its line has ended. gRPC would wait for it until
// the deadline, and a node that is being stopped too, or is gone, never answers.
constexpr absl::Duration kGoodbye = absl::Milliseconds(500);

void ShutDown(std::unique_ptr<grpc::Server>* server, absl::Duration longest) {
  if (*server == nullptr) return;
  (*server)->Shutdown(net::DeadlineIn(longest));
  (*server)->Wait();
  server->reset();
}

// No reason not to start: only nodes are kept out, and it may be the clock that is wrong (T46).
absl::Status WarnOfDates(const net::TlsIdentity& identity, absl::Time now) {
  const auto own = trust::ReadCertificate(identity.certificate_pem);
  LONTAR_RETURN_IF_ERROR(own.status());
  const auto authority = trust::ReadCertificate(identity.authority_pem);
  LONTAR_RETURN_IF_ERROR(authority.status());
  for (const absl::Status& dates : {trust::CheckDates(*own, "this hub's", now),
                                    trust::CheckDates(*authority, "the authority's", now)}) {
    if (dates.ok()) continue;
    base::Diagnose(base::Severity::kWarning, absl::AsciiStrToLower(base::ReasonOf(dates)),
                   {{"sentence", std::string(dates.message())}});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<HubServer>> HubServer::Start(
    const HubConfig& config, const Machine& machine,
    std::function<void(const absl::Status&)> when_broken) {
  std::unique_ptr<HubServer> server(new HubServer(config, machine));
  // Before anything opens many: the store is one of those.
  server->open_files_ = RaiseOpenFiles();
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
  options.check_space = [folder = config_.folder] {
    return base::CheckSpaceOf(folder, base::SpaceFor::kNewWork);
  };
  options.when_broken = std::move(when_broken);
  options.when_up = [this](bool is_up) { health_.Set(is_up); };
  LONTAR_ASSIGN_OR_RETURN(shell_, HubShell::Open(std::move(options)));
  return absl::OkStatus();
}

absl::Status HubServer::Listen() {
  // One that a hub left which was killed would send callers astray.
  std::remove(config_.port_file().c_str());
  LONTAR_ASSIGN_OR_RETURN(const net::TlsIdentity identity, ReadHubTls(config_));
  LONTAR_RETURN_IF_ERROR(
      trust::CheckKeyOfCertificate(identity.certificate_pem, identity.private_key_pem));
  LONTAR_RETURN_IF_ERROR(WarnOfDates(identity, machine_.clock->Now()));
  LONTAR_ASSIGN_OR_RETURN(const Listener listener, hub::Listen(config_.listen));
  port_ = listener.port;
  absl::Status started = StartSyncServer(identity);
  if (!started.ok()) {
    close(listener.socket);
    return started;
  }
  LONTAR_RETURN_IF_ERROR(StartAccepting(listener.socket));
  standing_ = std::make_unique<HubStanding>(config_, machine_.clock);
  local_service_ = MakeLocalService(shell_.get(), *standing_, &role_tokens_);
  LONTAR_ASSIGN_OR_RETURN(local_server_,
                          net::StartLocalServer(config_.socket(), local_service_.get()));
  health_.Add(local_server_.get());
  LONTAR_RETURN_IF_ERROR(StartHttp());
  LONTAR_RETURN_IF_ERROR(base::WriteFileDurably(config_.port_file(), absl::StrCat(port_, "\n")));
  base::Diagnose(base::Severity::kNote, "listening",
                 {{"listen", config_.listen}, {"port", absl::StrCat(port_)}});
  return absl::OkStatus();
}

absl::Status HubServer::StartSyncServer(const net::TlsIdentity& identity) {
  sync_service_ = MakeSyncService(shell_.get(), doorkeeper_.get(), machine_.clock);
  const auto check = [doorkeeper = doorkeeper_, clock = machine_.clock,
                      authority = identity.authority_pem](absl::string_view chain_pem) {
    absl::Status status = trust::CheckClientCertificate(chain_pem, authority, clock->Now());
    if (status.ok()) return doorkeeper->AdmitConnection(chain_pem);
    doorkeeper->Complain(status, "", "");
    return status;
  };
  net::OfferHealth();
  grpc::ServerBuilder builder;
  net::SetServerLimits(net::Line::kSync, &builder, config_.limits.times);
  acceptor_ = builder.experimental().AddExternalConnectionAcceptor(
      grpc::ServerBuilder::experimental_type::ExternalConnectionType::FROM_FD,
      net::ServerCredentialsOf(identity, check));
  builder.RegisterService(sync_service_.get());
  sync_server_ = builder.BuildAndStart();
  if (sync_server_ == nullptr) {
    return base::Problem(absl::StatusCode::kUnavailable, "LISTEN_FAILED",
                         "cannot serve the nodes; tls_certificate, tls_private_key and "
                         "tls_authority must be PEM files that belong together");
  }
  health_.Add(sync_server_.get());
  return absl::OkStatus();
}

absl::Status HubServer::StartAccepting(int listener) {
  AcceptOptions options;
  options.listener = listener;
  options.limits = config_.limits.admission;
  options.limits.connections_max = ConnectionsFor(open_files_, options.limits.connections_max);
  options.clock = machine_.clock;
  options.hand_over = [taker = acceptor_.get()](int socket) {
    grpc::experimental::ExternalConnectionAcceptor::NewConnectionParameters connection;
    connection.fd = socket;
    taker->HandleNewConnection(&connection);
  };
  options.every_second = [this] { doorkeeper_->WatchMemory([this] { shell_->EndLargestLine(); }); };
  LONTAR_ASSIGN_OR_RETURN(accept_loop_, AcceptLoop::Start(std::move(options)));
  doorkeeper_->Guard(accept_loop_.get());
  return absl::OkStatus();
}

absl::Status HubServer::StartHttp() {
  std::remove(config_.http_port_file().c_str());
  if (config_.http.empty()) return absl::OkStatus();
  net::HttpWatch watch;
  watch.ready = [this] {
    if (health_.is_serving()) return absl::OkStatus();
    return base::Problem(absl::StatusCode::kUnavailable, "HUB_ENDED",
                         "the hub's store is not open at the moment");
  };
  watch.metrics = [this] { return Metrics(); };
  site_ = std::make_unique<HubSite>(HubSite::Parts{shell_.get(), &role_tokens_, standing_.get(),
                                                   machine_.clock, std::move(watch)});
  net::HttpOptions options;
  options.address = config_.http;
  options.form_paths = HubSite::FormPaths();
  options.respond = [site = site_.get()](const net::HttpRequest& request) {
    return site->Respond(request);
  };
  options.refuse = [](const net::HttpRequest& request, const absl::Status& error, int status) {
    return ProblemOf(request, Reader(), error, status);
  };
  LONTAR_ASSIGN_OR_RETURN(http_server_, net::HttpServer::Start(std::move(options)));
  base::Diagnose(base::Severity::kNote, "serving_http",
                 {{"http", config_.http}, {"port", absl::StrCat(http_port())}});
  return base::WriteFileDurably(config_.http_port_file(), absl::StrCat(http_port(), "\n"));
}

absl::StatusOr<std::string> HubServer::Metrics() const {
  LONTAR_ASSIGN_OR_RETURN(const std::string status, shell_->StatusJson());
  const HubShell::Lines lines = shell_->lines();
  HubGauges gauges;
  gauges.connections = accept_loop_->connections();
  gauges.lines = lines.open;
  gauges.last_lines = lines.last_begun;
  const absl::StatusOr<size_t> memory = base::ResidentBytes();
  if (memory.ok()) gauges.resident_bytes = *memory;
  return HubMetrics(standing_->AddTo(status), gauges);
}

void HubServer::Stop() {
  health_.Set(false);
  // Its answers ask all that is taken down below.
  if (http_server_ != nullptr) {
    http_server_->Stop();
    std::remove(config_.http_port_file().c_str());
  }
  if (sync_server_ != nullptr) std::remove(config_.port_file().c_str());
  // First nothing more is handed over: gRPC leaks a socket that comes after its Shutdown.
  if (accept_loop_ != nullptr) accept_loop_->Stop();
  // Then the lines: a server waits for streams that nobody ends until its deadline.
  if (shell_ != nullptr) {
    shell_->Stop();
    shell_->WaitForLines(std::chrono::seconds(base::kStopSecondsMax));
  }
  health_.Clear();
  // Both at once: each may take its time for calls under way.
  std::thread local([this] { ShutDown(&local_server_, absl::Seconds(base::kStopSecondsMax)); });
  ShutDown(&sync_server_, kGoodbye);
  local.join();
  acceptor_.reset();
  doorkeeper_->Guard(nullptr);
  accept_loop_.reset();
  shell_.reset();
}

}  // namespace lontar::hub
