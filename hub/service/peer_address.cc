#include "hub/service/peer_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace lontar::hub {
namespace {

constexpr char kUnknown[] = "unknown";
constexpr size_t kNetworkBytes = 8;  // of a /64

std::string TextOf(int family, const void* address) {
  char text[INET6_ADDRSTRLEN] = {};
  if (inet_ntop(family, address, text, sizeof(text)) == nullptr) return kUnknown;
  return text;
}

// An IPv4 address, also one inside IPv6.
bool IsIpv4(const sockaddr_storage& socket_address, in_addr* address, in_port_t* port) {
  if (socket_address.ss_family == AF_INET) {
    sockaddr_in facts = {};
    std::memcpy(&facts, &socket_address, sizeof(facts));
    *address = facts.sin_addr;
    *port = facts.sin_port;
    return true;
  }
  sockaddr_in6 facts = {};
  std::memcpy(&facts, &socket_address, sizeof(facts));
  if (socket_address.ss_family != AF_INET6 || !IN6_IS_ADDR_V4MAPPED(&facts.sin6_addr)) return false;
  std::memcpy(address, facts.sin6_addr.s6_addr + 12, sizeof(*address));
  *port = facts.sin6_port;
  return true;
}

}  // namespace

std::string AddressOf(const sockaddr_storage& socket_address) {
  in_addr v4 = {};
  in_port_t port = 0;
  if (IsIpv4(socket_address, &v4, &port)) return TextOf(AF_INET, &v4);
  if (socket_address.ss_family != AF_INET6) return kUnknown;
  sockaddr_in6 v6 = {};
  std::memcpy(&v6, &socket_address, sizeof(v6));
  std::fill(v6.sin6_addr.s6_addr + kNetworkBytes, v6.sin6_addr.s6_addr + 16, 0);
  return absl::StrCat(TextOf(AF_INET6, &v6.sin6_addr), "/64");
}

std::string EndpointOf(const sockaddr_storage& socket_address) {
  in_addr v4 = {};
  in_port_t port = 0;
  if (IsIpv4(socket_address, &v4, &port)) {
    return absl::StrCat(TextOf(AF_INET, &v4), ":", ntohs(port));
  }
  if (socket_address.ss_family != AF_INET6) return kUnknown;
  sockaddr_in6 v6 = {};
  std::memcpy(&v6, &socket_address, sizeof(v6));
  return absl::StrCat("[", TextOf(AF_INET6, &v6.sin6_addr), "]:", ntohs(v6.sin6_port));
}

std::string EndpointOfPeer(absl::string_view peer) {
  const size_t colon = peer.find(':');
  if (colon != absl::string_view::npos) peer.remove_prefix(colon + 1);
  return absl::StrReplaceAll(peer, {{"%5B", "["}, {"%5D", "]"}});
}

}  // namespace lontar::hub
