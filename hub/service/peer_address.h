#pragma once
// Addresses of callers: as counted, and as gRPC writes them.
//
// Pure, any thread.

#include <sys/socket.h>

#include <string>

#include "absl/strings/string_view.h"

namespace lontar::hub {

// What connections are counted by: "127.0.0.1", or the /64 network of an IPv6 address,
// "2001:db8:1:2::/64", for one computer has all of that. An IPv4 address inside IPv6 is the former.
// "unknown" for other families.
std::string AddressOf(const sockaddr_storage& socket_address);

// "127.0.0.1:40312", "[2001:db8::1]:40312".
std::string EndpointOf(const sockaddr_storage& socket_address);

// The same from what a gRPC context calls its peer: "ipv4:127.0.0.1:40312",
// "ipv6:%5B2001:db8::1%5D:40312".
std::string EndpointOfPeer(absl::string_view peer);

}  // namespace lontar::hub
