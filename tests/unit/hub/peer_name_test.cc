#include "hub/service/peer_name.h"

#include "core/base/problem.h"
#include "gtest/gtest.h"

namespace lontar::hub {
namespace {

// Threat T01: each has a reason of its own.
std::string ReasonFor(std::vector<std::string> uris) {
  return base::ReasonOf(MemberOf({std::move(uris), ""}).status());
}

TEST(PeerName, TheUriOfAMemberNamesIt) {
  EXPECT_EQ(MemberOf({{"urn:lontar:member:KH"}, ""}).value(), "KH");
  EXPECT_EQ(MemberOf({{"spiffe://other/name", "urn:lontar:member:LA"}, ""}).value(), "LA");
}

TEST(PeerName, ACertificateWithoutOneIsUnnamed) {
  EXPECT_EQ(ReasonFor({}), "PEER_UNNAMED");
  EXPECT_EQ(ReasonFor({"urn:lontar:authority"}), "PEER_UNNAMED");
}

TEST(PeerName, TwoMembersInOneCertificateAreRefused) {
  EXPECT_EQ(ReasonFor({"urn:lontar:member:KH", "urn:lontar:member:LA"}), "PEER_NAMED_TWICE");
}

TEST(PeerName, WhatIsNoMembersCodeIsRefused) {
  for (const char* uri : {"urn:lontar:member:", "urn:lontar:member:kh", "urn:lontar:member:KHM",
                          "urn:lontar:member:K/", "urn:lontar:member:authority"}) {
    EXPECT_EQ(ReasonFor({uri}), "PEER_NAME_INVALID") << uri;
  }
}

}  // namespace
}  // namespace lontar::hub
