#include "bench/whole/relay.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/base/status_macros.h"

namespace lontar::bench {
namespace {

absl::Status NoSocket() { return absl::UnavailableError("no socket on 127.0.0.1 could be had"); }

sockaddr_in Loopback(int port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// A socket bound to a free port, and which.
absl::StatusOr<int> BindToFreePort(int* port) {
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = Loopback(0);
  socklen_t length = sizeof address;
  const bool is_bound =
      descriptor >= 0 && bind(descriptor, reinterpret_cast<sockaddr*>(&address), length) == 0 &&
      getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &length) == 0;
  if (!is_bound) {
    if (descriptor >= 0) close(descriptor);
    return NoSocket();
  }
  *port = ntohs(address.sin_port);
  return descriptor;
}

void SendAtOnce(int descriptor) {
  const int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

bool WriteAll(int descriptor, const char* bytes, size_t count) {
  while (count > 0) {
    const ssize_t sent = send(descriptor, bytes, count, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes += sent;
    count -= static_cast<size_t>(sent);
  }
  return true;
}

}  // namespace

absl::StatusOr<int> FreePort() {
  int port = 0;
  LONTAR_ASSIGN_OR_RETURN(const int descriptor, BindToFreePort(&port));
  close(descriptor);
  return port;
}

absl::StatusOr<std::unique_ptr<Relay>> Relay::Start(int port) {
  std::unique_ptr<Relay> relay(new Relay());
  relay->hub_port_ = port;
  LONTAR_ASSIGN_OR_RETURN(relay->listener_, BindToFreePort(&relay->port_));
  if (listen(relay->listener_, SOMAXCONN) != 0) return NoSocket();
  relay->acceptor_ = std::thread([&relay = *relay] { relay.AcceptAll(); });
  return relay;
}

void Relay::AcceptAll() {
  while (true) {
    const int node = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (node < 0) return;
    const int hub = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = Loopback(hub_port_);
    base::MutexLock lock(&mutex_);
    sockets_.push_back(node);
    sockets_.push_back(hub);
    if (connect(hub, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      shutdown(node, SHUT_RDWR);
      continue;
    }
    ++connections_;
    SendAtOnce(node);
    SendAtOnce(hub);
    threads_.emplace_back([this, node, hub] { Pass(node, hub, &to_hub_); });
    threads_.emplace_back([this, node, hub] { Pass(hub, node, &to_nodes_); });
  }
}

void Relay::Pass(int from, int to, std::atomic<uint64_t>* count) {
  char buffer[64 * 1024];
  ssize_t got = 0;
  while ((got = recv(from, buffer, sizeof buffer, 0)) > 0) {
    *count += static_cast<uint64_t>(got);
    if (!WriteAll(to, buffer, static_cast<size_t>(got))) break;
  }
  shutdown(to, SHUT_WR);
}

Relay::~Relay() {
  shutdown(listener_, SHUT_RDWR);  // accept ends
  if (acceptor_.joinable()) acceptor_.join();
  std::vector<std::thread> threads;
  {
    base::MutexLock lock(&mutex_);
    for (const int descriptor : sockets_) shutdown(descriptor, SHUT_RDWR);
    threads.swap(threads_);
  }
  for (std::thread& thread : threads) thread.join();
  base::MutexLock lock(&mutex_);
  for (const int descriptor : sockets_) close(descriptor);
  if (listener_ >= 0) close(listener_);
}

}  // namespace lontar::bench
