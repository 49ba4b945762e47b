#include "hub/service/listener.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::hub {
namespace {

constexpr int kPortMax = 65535;

absl::Status ListenFailed(absl::string_view address, absl::string_view why) {
  return base::Problem(
      absl::StatusCode::kUnavailable, "LISTEN_FAILED",
      absl::StrCat("cannot listen at \"", address, "\": ", why,
                   "; write an address of this machine and a port that is free: 127.0.0.1:8443"));
}

struct HostAndPort {
  std::string host;
  std::string port;
};

HostAndPort Split(absl::string_view address) {
  const size_t colon = address.rfind(':');
  if (colon == absl::string_view::npos) return {std::string(address), ""};
  absl::string_view host = address.substr(0, colon);
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  return {std::string(host), std::string(address.substr(colon + 1))};
}

// The socket, or -1 with errno.
int ListenOn(const addrinfo& place) {
  const int fd = socket(place.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  const int on = 1;
  // A hub that starts anew takes its port back although old connections still linger.
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  // "[::]" takes callers of both kinds, whatever the system's default is.
  const int off = 0;
  if (place.ai_family == AF_INET6) {
    setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
  }
  const bool is_listening =
      bind(fd, place.ai_addr, place.ai_addrlen) == 0 && listen(fd, base::kListenBacklog) == 0;
  if (is_listening) return fd;
  const int why = errno;
  close(fd);
  errno = why;
  return -1;
}

int PortOf(int fd) {
  sockaddr_storage bound = {};
  socklen_t length = sizeof(bound);
  if (getsockname(fd, reinterpret_cast<sockaddr*>(&bound), &length) != 0) return 0;
  // The port stands at the same place in both families.
  sockaddr_in facts = {};
  std::memcpy(&facts, &bound, sizeof(facts));
  return ntohs(facts.sin_port);
}

}  // namespace

absl::StatusOr<Listener> Listen(absl::string_view address) {
  const HostAndPort place = Split(address);
  int port = 0;
  // The system's own reading takes 99999 for 34463.
  const bool is_port = absl::SimpleAtoi(place.port, &port) && port >= 0 && port <= kPortMax;
  if (place.host.empty() || !is_port) {
    return ListenFailed(address, "it has no host, or no port from 0 to 65535");
  }
  addrinfo hints = {};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int result = getaddrinfo(place.host.c_str(), place.port.c_str(), &hints, &found);
  if (result != 0) return ListenFailed(address, gai_strerror(result));
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> places(found, freeaddrinfo);
  std::string why;
  for (const addrinfo* candidate = found; candidate != nullptr; candidate = candidate->ai_next) {
    const int fd = ListenOn(*candidate);
    if (fd >= 0) return Listener{fd, PortOf(fd)};
    why = std::strerror(errno);
  }
  return ListenFailed(address, why);
}

int RaiseOpenFiles() {
  rlimit limit = {};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return base::kOpenFilesForOthers;
  const rlim_t wanted = std::min<rlim_t>(limit.rlim_max, base::kOpenFilesWanted);
  if (limit.rlim_cur < wanted) {
    const rlimit raised = {wanted, limit.rlim_max};
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  return static_cast<int>(std::min<rlim_t>(limit.rlim_cur, base::kOpenFilesWanted));
}

}  // namespace lontar::hub
