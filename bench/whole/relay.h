#pragma once
// Stands between the nodes and the hub on loopback and counts the bytes that pass: what a line
// between them would carry, TLS records included, TCP and IP headers not.

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "core/base/mutex.h"

namespace lontar::bench {

class Relay {
 public:
  // Listens on a free port of 127.0.0.1 and passes on to `port` there. Unavailable without sockets.
  static absl::StatusOr<std::unique_ptr<Relay>> Start(int port);
  // Ends every connection.
  ~Relay();

  int port() const { return port_; }
  uint64_t bytes_to_hub() const { return to_hub_; }
  uint64_t bytes_to_nodes() const { return to_nodes_; }
  int connections() const { return connections_; }

 private:
  Relay() = default;
  void AcceptAll();
  void Pass(int from, int to, std::atomic<uint64_t>* count);

  int listener_ = -1;
  int port_ = 0;
  int hub_port_ = 0;
  std::atomic<uint64_t> to_hub_ = 0;
  std::atomic<uint64_t> to_nodes_ = 0;
  std::atomic<int> connections_ = 0;
  base::Mutex mutex_;
  std::vector<int> sockets_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::thread> threads_ ABSL_GUARDED_BY(mutex_);
  std::thread acceptor_;
};

// A port of 127.0.0.1 on which nobody listens at this moment.
absl::StatusOr<int> FreePort();

}  // namespace lontar::bench
