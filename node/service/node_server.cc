#include "node/service/node_server.h"

#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/diagnostics.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/resident_memory.h"
#include "core/base/space.h"
#include "core/base/status_macros.h"
#include "core/net/channel.h"
#include "core/net/http_watch.h"
#include "core/net/local_socket.h"
#include "core/store/rocksdb/open.h"
#include "node/service/local_service.h"
#include "node/service/node_metrics.h"
#include "node/service/node_status.h"

namespace lontar::node {

absl::StatusOr<std::unique_ptr<NodeServer>> NodeServer::Start(const NodeConfig& config,
                                                              const Machine& machine) {
  std::unique_ptr<NodeServer> server(new NodeServer());
  LONTAR_ASSIGN_OR_RETURN(server->secrets_, ReadNodeSecrets(config));
  ShellOptions options;
  options.open_store = [path = config.store()] { return store::OpenRocksDbStore(path, "node"); };
  server->high_water_ = std::make_unique<HighWaterFile>(config.high_water());
  options.doors = {nullptr, machine.clock, machine.entropy, server->high_water_.get()};
  options.keys = {server->secrets_.node_key.get(), server->secrets_.witness_key.get()};
  options.rules.disclosure_minimum = config.disclosure_minimum;
  options.rules.clearers = config.clearers;
  options.rules.approvers = config.approvers;
  options.rules.wants_justification = config.justify_warnings;
  options.when_up = [sign = &server->health_](bool is_up) { sign->Set(is_up); };
  options.check_space = [folder = config.folder] {
    return base::CheckSpaceOf(folder, base::SpaceFor::kNewWork);
  };
  LONTAR_ASSIGN_OR_RETURN(server->shell_, NodeShell::Open(std::move(options)));
  server->StartCalls(config, machine);
  server->standing_.emplace(config, machine.clock);
  server->tokens_ =
      std::make_unique<PageTokenFile>(config.page_tokens(), machine.clock, machine.entropy);
  server->service_ =
      MakeLocalService({server->shell_.get(), server->caller_.get(), server->timer_.get(),
                        &*server->standing_, server->tokens_.get()});
  LONTAR_ASSIGN_OR_RETURN(server->server_,
                          net::StartLocalServer(config.socket(), server->service_.get()));
  server->health_.Add(server->server_.get());
  LONTAR_RETURN_IF_ERROR(server->StartHttp(config, machine.clock));
  base::Diagnose(base::Severity::kNote, "listening", {{"socket", config.socket()}});
  return server;
}

absl::Status NodeServer::StartHttp(const NodeConfig& config, base::Clock* clock) {
  http_port_file_ = config.http_port_file();
  std::remove(http_port_file_.c_str());
  if (config.http.empty()) return absl::OkStatus();
  net::HttpWatch watch;
  watch.ready = [this] {
    if (health_.is_serving()) return absl::OkStatus();
    return base::Problem(absl::StatusCode::kUnavailable, "NODE_ENDED",
                         "the node's store is not open at the moment");
  };
  watch.metrics = [this] { return Metrics(); };
  site_ = std::make_unique<NodeSite>(NodeSite::Parts{
      {shell_.get(), timer_.get(), &*standing_, clock}, tokens_.get(), std::move(watch)});
  net::HttpOptions options;
  options.address = config.http;
  options.form_paths = NodeSite::FormPaths();
  options.respond = [this](const net::HttpRequest& request) { return site_->Respond(request); };
  options.refuse = NodeSite::Refuse;
  LONTAR_ASSIGN_OR_RETURN(http_server_, net::HttpServer::Start(std::move(options)));
  base::Diagnose(base::Severity::kNote, "serving_http",
                 {{"http", config.http}, {"port", absl::StrCat(http_port())}});
  return base::WriteFileDurably(http_port_file_, absl::StrCat(http_port(), "\n"));
}

absl::StatusOr<std::string> NodeServer::Metrics() const {
  LONTAR_ASSIGN_OR_RETURN(const std::string status, WholeStatus(shell_.get(), *timer_, *standing_));
  const absl::StatusOr<size_t> memory = base::ResidentBytes();
  return NodeMetrics(status, memory.ok() ? std::optional<size_t>(*memory) : std::nullopt);
}

void NodeServer::StartCalls(const NodeConfig& config, const Machine& machine) {
  caller_ = std::make_unique<Caller>(config, shell_.get(), machine.clock,
                                     [this](const absl::Status& end) { timer_->NoteRound(end); });
  SyncTimer::Options options;
  options.regular = absl::Minutes(config.sync_minutes);
  options.clock = machine.clock;
  options.entropy = machine.entropy;
  options.sync = [this] { caller_->Sync([](const Progress&) {}).status().IgnoreError(); };
  timer_ = std::make_unique<SyncTimer>(std::move(options));
  timer_->Start();
}

NodeServer::~NodeServer() { Stop(); }

void NodeServer::Stop() {
  health_.Set(false);
  health_.Clear();
  // Its answers ask all that is taken down below.
  if (http_server_ != nullptr) {
    http_server_->Stop();
    std::remove(http_port_file_.c_str());
  }
  // First the round under way, then the timer that waits for its end.
  if (caller_ != nullptr) caller_->Stop();
  if (timer_ != nullptr) timer_->Stop();
  if (server_ != nullptr) {
    server_->Shutdown(net::DeadlineIn(absl::Seconds(base::kStopSecondsMax)));
    server_->Wait();
    server_.reset();
  }
  service_.reset();
  caller_.reset();
  timer_.reset();
  shell_.reset();
}

}  // namespace lontar::node
