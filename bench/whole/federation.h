#pragma once
// A hub and its members' nodes, as real processes in one folder, made by the command line as an
// operator would make them.
//
//   DIR/live/      hub/, nodes/BN/ …, keys, certificates: what the daemons work on
//   DIR/prepared/  a copy of all stores at one moment, to begin each repetition from
//
// Errors are those of the commands, with what they said. Thread-compatible.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "bench/whole/process.h"
#include "core/net/hub_client.h"
#include "core/net/node_client.h"
#include "core/trust/key_file.h"

namespace lontar::bench {

struct Places {
  std::string bin;   // lontar, lontar-hub, lontar-node
  std::string root;  // of the sources: catalogues
  std::string dir;   // everything that is made
};

// Where a run found what it made.
struct StoreBytes {
  uint64_t hub = 0;
  uint64_t nodes = 0;  // all together
};

class Federation {
 public:
  // Makes keys, certificates, hub and nodes, enrols members and keys, and leaves all running with
  // the catalogue at every node.
  static absl::StatusOr<std::unique_ptr<Federation>> Create(const Places& places,
                                                            std::vector<std::string> members);
  // Stops what runs.
  ~Federation() = default;

  // Starts all, and answers when every one of them answers. `relay_port`: nodes call the hub there;
  // 0: directly.
  absl::Status StartAll(int relay_port);
  // The nodes first, so that the hub has nobody to wait for.
  absl::Status StopAll();
  // All stores as they stand while nothing runs.
  absl::Status Save();
  absl::Status Restore();

  const std::vector<std::string>& members() const { return members_; }
  int hub_port() const { return hub_port_; }
  std::string live() const { return places_.dir + "/live"; }
  std::string hub_store() const { return live() + "/hub/store"; }

  net::HubClient& hub_client() { return *hub_client_; }
  net::NodeClient& node_client(const std::string& member) { return *node_clients_.at(member); }
  absl::StatusOr<Usage> HubUsed() const { return hub_->Used(); }
  absl::StatusOr<std::vector<Usage>> NodesUsed() const;
  // The sizes of the files in the stores.
  StoreBytes StoresNow() const;

  // The key with which the member's provider signs.
  absl::StatusOr<std::unique_ptr<trust::PrivateKey>> ProviderKey(const std::string& member) const;
  // `lontar WORDS…` in the live folder.
  absl::StatusOr<CommandAnswer> Lontar(std::vector<std::string> words) const;

 private:
  Federation(Places places, std::vector<std::string> members)
      : places_(std::move(places)), members_(std::move(members)) {}
  absl::Status MakeHub();
  absl::Status OpenCollection();
  absl::Status MakeMember(const std::string& member);
  absl::Status JoinMember(const std::string& member);
  absl::Status NewKey(const std::string& file);
  // A command of the authority, with its two keys.
  absl::Status Authority(std::vector<std::string> words);
  absl::Status StartHub();
  absl::Status LaunchNode(const std::string& member, int relay_port);
  absl::Status AwaitNode(const std::string& member);

  const Places places_;
  const std::vector<std::string> members_;
  std::string hub_id_;
  int hub_port_ = 0;
  std::optional<Daemon> hub_;
  std::map<std::string, Daemon> nodes_;
  std::unique_ptr<net::HubClient> hub_client_;
  std::map<std::string, std::unique_ptr<net::NodeClient>> node_clients_;
};

// What keys of the benchmark are encrypted with; the daemons read it from the environment.
inline constexpr char kPassphrase[] = "benchmark";

// The sizes of all files below a folder.
uint64_t BytesBelow(const std::string& folder);

}  // namespace lontar::bench
