#include "core/net/http_listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"

namespace lontar::net {
namespace {

constexpr int kPortMost = 65535;

// An address of one of the two families, as bind takes it.
struct Place {
  sockaddr_storage address = {};
  socklen_t length = 0;
  int family = AF_INET;
  bool is_loopback = false;
};

absl::Status AddressInvalid(absl::string_view address, absl::string_view why) {
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "HTTP_ADDRESS_INVALID",
      absl::StrCat("http = ", base::Quoted(address), ": ", why, "; write 127.0.0.1:8080"));
}

Place PlaceOf(const in_addr& host, int port) {
  sockaddr_in facts = {};
  facts.sin_family = AF_INET;
  facts.sin_addr = host;
  facts.sin_port = htons(static_cast<uint16_t>(port));
  Place place{.length = sizeof(facts), .family = AF_INET};
  std::memcpy(&place.address, &facts, sizeof(facts));
  // RFC 1122, 3.2.1.3: all of 127/8.
  place.is_loopback = (ntohl(host.s_addr) >> 24) == 127;
  return place;
}

Place PlaceOf(const in6_addr& host, int port) {
  sockaddr_in6 facts = {};
  facts.sin6_family = AF_INET6;
  facts.sin6_addr = host;
  facts.sin6_port = htons(static_cast<uint16_t>(port));
  Place place{.length = sizeof(facts), .family = AF_INET6};
  std::memcpy(&place.address, &facts, sizeof(facts));
  place.is_loopback = IN6_IS_ADDR_LOOPBACK(&host) != 0;
  return place;
}

absl::StatusOr<Place> ReadPlace(absl::string_view address, bool may_leave_machine) {
  const size_t colon = address.rfind(':');
  int port = 0;
  if (colon == absl::string_view::npos || !absl::SimpleAtoi(address.substr(colon + 1), &port) ||
      port < 0 || port > kPortMost) {
    return AddressInvalid(address, "it has no port from 0 to 65535");
  }
  std::string host(address.substr(0, colon));
  const bool is_bracketed = absl::StartsWith(host, "[") && absl::EndsWith(host, "]");
  if (is_bracketed) host = host.substr(1, host.size() - 2);
  in_addr four = {};
  in6_addr six = {};
  Place place;
  if (!is_bracketed && inet_pton(AF_INET, host.c_str(), &four) == 1) {
    place = PlaceOf(four, port);
  } else if (is_bracketed && inet_pton(AF_INET6, host.c_str(), &six) == 1) {
    place = PlaceOf(six, port);
  } else {
    return AddressInvalid(address, "it is no address in figures");
  }
  if (!place.is_loopback && !may_leave_machine) {
    return AddressInvalid(address,
                          "only this machine's own addresses are served without TLS; put a web "
                          "server with TLS in front");
  }
  return place;
}

// The socket, or -1 with errno.
int OpenListener(const Place& place) {
  const int fd = socket(place.family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  const auto* address = reinterpret_cast<const sockaddr*>(&place.address);
  if (bind(fd, address, place.length) == 0 && listen(fd, base::kListenBacklog) == 0) return fd;
  const int why = errno;
  close(fd);
  errno = why;
  return -1;
}

int BoundPort(int fd) {
  sockaddr_storage bound = {};
  socklen_t length = sizeof(bound);
  if (getsockname(fd, reinterpret_cast<sockaddr*>(&bound), &length) != 0) return 0;
  // The port stands at the same place in both families.
  sockaddr_in facts = {};
  std::memcpy(&facts, &bound, sizeof(facts));
  return ntohs(facts.sin_port);
}

}  // namespace

absl::StatusOr<HttpListener> ListenForHttp(absl::string_view address, bool may_leave_machine) {
  LONTAR_ASSIGN_OR_RETURN(const Place place, ReadPlace(address, may_leave_machine));
  const int fd = OpenListener(place);
  if (fd < 0) {
    return base::Problem(absl::StatusCode::kUnavailable, "HTTP_LISTEN_FAILED",
                         absl::StrCat("cannot serve HTTP at ", base::Quoted(address), ": ",
                                      std::strerror(errno), "; name a port that is free"));
  }
  return HttpListener{fd, BoundPort(fd)};
}

absl::Status CheckHttpAddress(absl::string_view address, bool may_leave_machine) {
  return ReadPlace(address, may_leave_machine).status();
}

}  // namespace lontar::net
