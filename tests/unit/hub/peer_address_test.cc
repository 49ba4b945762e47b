#include "hub/service/peer_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstring>

#include "gtest/gtest.h"

namespace lontar::hub {
namespace {

sockaddr_storage V4(const char* address, uint16_t port) {
  sockaddr_in facts = {};
  facts.sin_family = AF_INET;
  facts.sin_port = htons(port);
  EXPECT_EQ(inet_pton(AF_INET, address, &facts.sin_addr), 1);
  sockaddr_storage storage = {};
  std::memcpy(&storage, &facts, sizeof(facts));
  return storage;
}

sockaddr_storage V6(const char* address, uint16_t port) {
  sockaddr_in6 facts = {};
  facts.sin6_family = AF_INET6;
  facts.sin6_port = htons(port);
  EXPECT_EQ(inet_pton(AF_INET6, address, &facts.sin6_addr), 1);
  sockaddr_storage storage = {};
  std::memcpy(&storage, &facts, sizeof(facts));
  return storage;
}

TEST(PeerAddress, AnIpv4AddressIsCountedAsItself) {
  EXPECT_EQ(AddressOf(V4("192.0.2.7", 40312)), "192.0.2.7");
  EXPECT_EQ(EndpointOf(V4("192.0.2.7", 40312)), "192.0.2.7:40312");
}

// Threat T30: whoever has a /64 network has 2^64 addresses.
TEST(PeerAddress, IsTheWholeNetworkOfAnIpv6Address) {
  EXPECT_EQ(AddressOf(V6("2001:db8:1:2:3:4:5:6", 1)), "2001:db8:1:2::/64");
  EXPECT_EQ(AddressOf(V6("2001:db8:1:2::1", 1)), AddressOf(V6("2001:db8:1:2:ffff::", 1)));
  EXPECT_NE(AddressOf(V6("2001:db8:1:2::1", 1)), AddressOf(V6("2001:db8:1:3::1", 1)));
  EXPECT_EQ(EndpointOf(V6("2001:db8::1", 40312)), "[2001:db8::1]:40312");
}

TEST(PeerAddress, AnIpv4AddressInsideIpv6IsThatAddress) {
  EXPECT_EQ(AddressOf(V6("::ffff:192.0.2.7", 1)), "192.0.2.7");
  EXPECT_EQ(EndpointOf(V6("::ffff:192.0.2.7", 40312)), "192.0.2.7:40312");
}

TEST(PeerAddress, AnotherFamilyIsUnknown) {
  sockaddr_storage storage = {};
  storage.ss_family = AF_UNIX;
  EXPECT_EQ(AddressOf(storage), "unknown");
  EXPECT_EQ(EndpointOf(storage), "unknown");
}

TEST(PeerAddress, GrpcsNameOfAPeerIsTheSameEndpoint) {
  EXPECT_EQ(EndpointOfPeer("ipv4:192.0.2.7:40312"), EndpointOf(V4("192.0.2.7", 40312)));
  EXPECT_EQ(EndpointOfPeer("ipv6:%5B2001:db8::1%5D:40312"), EndpointOf(V6("2001:db8::1", 40312)));
  EXPECT_EQ(EndpointOfPeer("ipv6:[2001:db8::1]:40312"), EndpointOf(V6("2001:db8::1", 40312)));
}

}  // namespace
}  // namespace lontar::hub
