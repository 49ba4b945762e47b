#include "bench/whole/federation.h"

#include <chrono>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "bench/load/load.h"
#include "bench/whole/relay.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"

namespace lontar::bench {
namespace {

namespace fs = std::filesystem;

constexpr char kCollection[] = "asean-child-labour";
constexpr char kRound[] = "baseline-now";
constexpr char kAssignments[] = "assignments.csv";
// A daemon that folds a long log when it starts may take this long.
constexpr std::chrono::seconds kStartPatience(120);

absl::Status FromSystem(const std::error_code& error, absl::string_view what) {
  if (!error) return absl::OkStatus();
  return absl::InternalError(absl::StrCat(what, ": ", error.message()));
}

// Asks until it is answered or the daemon has ended.
template <class Ask>
absl::Status AwaitAnswer(Daemon* daemon, const std::string& diagnostics, Ask ask) {
  const auto until = std::chrono::steady_clock::now() + kStartPatience;
  while (true) {
    const absl::Status answer = ask();
    if (answer.ok()) return answer;
    if (daemon->HasEnded()) {
      return absl::InternalError(absl::StrCat("a program has ended; it said: ", diagnostics));
    }
    if (std::chrono::steady_clock::now() > until) return answer;
    WaitAMoment();
  }
}

absl::Status CopyFolder(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::remove_all(to, error);
  LONTAR_RETURN_IF_ERROR(FromSystem(error, to));
  fs::create_directories(fs::path(to).parent_path(), error);
  LONTAR_RETURN_IF_ERROR(FromSystem(error, to));
  fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::skip_symlinks, error);
  return FromSystem(error, absl::StrCat("copying ", from, " to ", to));
}

}  // namespace

uint64_t BytesBelow(const std::string& folder) {
  uint64_t bytes = 0;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    if (entry.is_regular_file(error)) bytes += entry.file_size(error);
  }
  return bytes;
}

absl::StatusOr<std::unique_ptr<Federation>> Federation::Create(const Places& places,
                                                               std::vector<std::string> members) {
  std::unique_ptr<Federation> made(new Federation(places, std::move(members)));
  std::error_code error;
  fs::create_directories(made->live(), error);
  LONTAR_RETURN_IF_ERROR(FromSystem(error, made->live()));
  LONTAR_RETURN_IF_ERROR(made->MakeHub());
  LONTAR_RETURN_IF_ERROR(made->StartHub());
  LONTAR_RETURN_IF_ERROR(made->OpenCollection());
  for (const std::string& member : made->members_) {
    LONTAR_RETURN_IF_ERROR(made->MakeMember(member));
    LONTAR_RETURN_IF_ERROR(made->LaunchNode(member, 0));
    LONTAR_RETURN_IF_ERROR(made->AwaitNode(member));
    LONTAR_RETURN_IF_ERROR(made->JoinMember(member));
  }
  return made;
}

absl::StatusOr<CommandAnswer> Federation::Lontar(std::vector<std::string> words) const {
  words.insert(words.begin(), places_.bin + "/lontar");
  return RunCommand({std::move(words), live()});
}

absl::Status Federation::NewKey(const std::string& file) {
  return Lontar({"key", "new", file, "--kdf-cost", "low"}).status();
}

absl::Status Federation::Authority(std::vector<std::string> words) {
  for (const char* key : {"keys/authority-1.key", "keys/authority-2.key"}) {
    words.emplace_back("--authority-key");
    words.emplace_back(key);
  }
  return Lontar(std::move(words)).status();
}

absl::Status Federation::MakeHub() {
  LONTAR_ASSIGN_OR_RETURN(hub_port_, FreePort());
  LONTAR_RETURN_IF_ERROR(Lontar({"ca", "new", "ca", "--name", "Lontar benchmark"}).status());
  LONTAR_RETURN_IF_ERROR(
      Lontar({"ca", "issue", "ca", "--server", "localhost", "--out", "tls/hub"}).status());
  for (const char* key : {"root", "authority-1", "authority-2", "log", "chain"}) {
    LONTAR_RETURN_IF_ERROR(NewKey(absl::StrCat("keys/", key, ".key")));
  }
  LONTAR_RETURN_IF_ERROR(Lontar({"hub",
                                 "init",
                                 "--hub",
                                 "hub",
                                 "--origin",
                                 "benchmark.lontar.example/made-up",
                                 "--notice",
                                 "BENCHMARK: figures made up by a random generator",
                                 "--root-key",
                                 "keys/root.key",
                                 "--authority-key",
                                 "keys/authority-1.key.pub",
                                 "--authority-key",
                                 "keys/authority-2.key.pub",
                                 "--log-key",
                                 "keys/log.key",
                                 "--chain-key",
                                 "keys/chain.key",
                                 "--tls",
                                 "tls/hub",
                                 "--listen",
                                 absl::StrCat("127.0.0.1:", hub_port_)})
                             .status());
  LONTAR_ASSIGN_OR_RETURN(const std::string hub_id,
                          base::ReadWholeFile(live() + "/hub/hub-id", 1024));
  hub_id_ = std::string(absl::StripSuffix(hub_id, "\n"));
  return absl::OkStatus();
}

absl::Status Federation::OpenCollection() {
  const std::string catalogue = places_.root + "/catalogues/child-labour-2025";
  LONTAR_RETURN_IF_ERROR(
      Authority({"collection", "add", "--hub", "hub", "--catalogue", catalogue}));
  LONTAR_RETURN_IF_ERROR(Authority({"catalogue", "add", "--hub", "hub", "--catalogue", catalogue}));
  LONTAR_RETURN_IF_ERROR(
      Authority({"round", "open", "--hub", "hub", "--collection", kCollection, "--rounds",
                 places_.root + "/catalogues/asean/rounds.yaml", "--round", kRound}));
  std::string assignments = "member,provider,provider_name,indicators\n";
  for (const std::string& member : members_) {
    absl::StrAppend(&assignments, member, ",", Load::ProviderOf(member), ",Office of ", member, ",",
                    Load::kIndicatorCode, "\n");
  }
  return base::WriteFileDurably(absl::StrCat(live(), "/", kAssignments), assignments);
}

absl::Status Federation::MakeMember(const std::string& member) {
  const std::string keys = absl::StrCat("keys/", member, "/");
  for (const char* key : {"administrator", "node", "witness", "provider"}) {
    LONTAR_RETURN_IF_ERROR(NewKey(absl::StrCat(keys, key, ".key")));
  }
  const std::string tls = absl::StrCat("tls/", member);
  LONTAR_RETURN_IF_ERROR(Lontar({"ca", "issue", "ca", "--member", member, "--out", tls}).status());
  LONTAR_RETURN_IF_ERROR(
      Lontar({"node", "init", "--node", absl::StrCat("nodes/", member), "--member", member,
              "--hub-id", hub_id_, "--hub-address", absl::StrCat("127.0.0.1:", hub_port_),
              "--node-key", keys + "node.key", "--witness-key", keys + "witness.key", "--tls", tls,
              "--sync-minutes", "0"})
          .status());
  return Authority({"enrol", "member", member, "--hub", "hub", "--members",
                    places_.root + "/catalogues/asean/members.yaml", "--administrator",
                    keys + "administrator.key.pub"});
}

// The node fetches the catalogue; its administrator enrols its keys.
absl::Status Federation::JoinMember(const std::string& member) {
  const std::string keys = absl::StrCat("keys/", member, "/");
  const std::string node = absl::StrCat("nodes/", member);
  LONTAR_RETURN_IF_ERROR(Lontar({"sync", "--node", node}).status());
  LONTAR_RETURN_IF_ERROR(
      Lontar({"enrol", "keys", "--node", node, "--administrator", keys + "administrator.key",
              "--node-key", keys + "node.key", "--witness-key", keys + "witness.key", "--provider",
              absl::StrCat(Load::ProviderOf(member), "=", keys, "provider.key"), "--assignments",
              kAssignments, "--catalogue", places_.root + "/catalogues/child-labour-2025"})
          .status());
  return Lontar({"sync", "--node", node}).status();
}

absl::Status Federation::StartHub() {
  const std::string said = live() + "/hub.txt";
  LONTAR_ASSIGN_OR_RETURN(
      Daemon hub, Daemon::Start({{places_.bin + "/lontar-hub", "--dir", "hub"}, live()}, said));
  hub_.emplace(std::move(hub));
  // A client that finds nobody waits before it tries again: each question gets a new one.
  return AwaitAnswer(&*hub_, said, [this]() -> absl::Status {
    LONTAR_ASSIGN_OR_RETURN(hub_client_, net::HubClient::Open(live() + "/hub/hub.sock"));
    return hub_client_->Status().status();
  });
}

absl::Status Federation::LaunchNode(const std::string& member, int relay_port) {
  std::vector<std::string> words = {places_.bin + "/lontar-node", "--dir",
                                    absl::StrCat("nodes/", member)};
  if (relay_port != 0) {
    words.emplace_back("--hub");
    words.push_back(absl::StrCat("127.0.0.1:", relay_port));
  }
  LONTAR_ASSIGN_OR_RETURN(
      Daemon node,
      Daemon::Start({std::move(words), live()}, absl::StrCat(live(), "/node-", member, ".txt")));
  nodes_.insert_or_assign(member, std::move(node));
  LONTAR_ASSIGN_OR_RETURN(node_clients_[member], net::NodeClient::Open(absl::StrCat(
                                                     live(), "/nodes/", member, "/node.sock")));
  return absl::OkStatus();
}

absl::Status Federation::AwaitNode(const std::string& member) {
  const std::string socket = absl::StrCat(live(), "/nodes/", member, "/node.sock");
  return AwaitAnswer(
      &nodes_.at(member), absl::StrCat(live(), "/node-", member, ".txt"), [&]() -> absl::Status {
        LONTAR_ASSIGN_OR_RETURN(node_clients_[member], net::NodeClient::Open(socket));
        return node_client(member).Status().status();
      });
}

absl::Status Federation::StartAll(int relay_port) {
  LONTAR_RETURN_IF_ERROR(StartHub());
  for (const std::string& member : members_) {
    LONTAR_RETURN_IF_ERROR(LaunchNode(member, relay_port));
  }
  for (const std::string& member : members_) LONTAR_RETURN_IF_ERROR(AwaitNode(member));
  return absl::OkStatus();
}

absl::Status Federation::StopAll() {
  absl::Status status;
  node_clients_.clear();
  for (auto& [member, node] : nodes_) status.Update(node.Stop());
  nodes_.clear();
  hub_client_.reset();
  if (hub_) status.Update(hub_->Stop());
  hub_.reset();
  return status;
}

absl::Status Federation::Save() {
  for (const char* folder : {"/hub", "/nodes"}) {
    LONTAR_RETURN_IF_ERROR(CopyFolder(live() + folder, places_.dir + "/prepared" + folder));
  }
  return absl::OkStatus();
}

absl::Status Federation::Restore() {
  for (const char* folder : {"/hub", "/nodes"}) {
    LONTAR_RETURN_IF_ERROR(CopyFolder(places_.dir + "/prepared" + folder, live() + folder));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Usage>> Federation::NodesUsed() const {
  std::vector<Usage> all;
  for (const auto& [member, node] : nodes_) {
    LONTAR_ASSIGN_OR_RETURN(all.emplace_back(), node.Used());
  }
  return all;
}

StoreBytes Federation::StoresNow() const {
  StoreBytes bytes;
  bytes.hub = BytesBelow(hub_store());
  for (const std::string& member : members_) {
    bytes.nodes += BytesBelow(absl::StrCat(live(), "/nodes/", member, "/store"));
  }
  return bytes;
}

absl::StatusOr<std::unique_ptr<trust::PrivateKey>> Federation::ProviderKey(
    const std::string& member) const {
  LONTAR_ASSIGN_OR_RETURN(
      const std::string pem,
      base::ReadWholeFile(absl::StrCat(live(), "/keys/", member, "/provider.key"),
                          base::kConfigurationBytesMax));
  return trust::ReadKeyFile(pem, kPassphrase);
}

}  // namespace lontar::bench
