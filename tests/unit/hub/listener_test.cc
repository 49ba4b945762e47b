#include "hub/service/listener.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lontar::hub {
namespace {

TEST(Listen, PortZeroIsOneThatIsFree) {
  const auto listener = Listen("127.0.0.1:0");
  ASSERT_TRUE(listener.ok()) << listener.status();
  EXPECT_GT(listener->port, 0);
  close(listener->socket);
}

TEST(Listen, AnAddressThatIsTakenIsNamed) {
  const auto first = Listen("127.0.0.1:0");
  ASSERT_TRUE(first.ok()) << first.status();
  const std::string taken = absl::StrCat("127.0.0.1:", first->port);
  const auto second = Listen(taken);
  EXPECT_EQ(base::ReasonOf(second.status()), "LISTEN_FAILED");
  EXPECT_THAT(std::string(second.status().message()), testing::HasSubstr(taken));
  close(first->socket);
}

TEST(Listen, WhatIsNoAddressOfThisMachineIsRefused) {
  // 192.0.2.0/24 is for examples (RFC 5737).
  for (const char* address : {"192.0.2.1:0", "127.0.0.1", "127.0.0.1:", ":8443", "127.0.0.1:http",
                              "no such host:1", "127.0.0.1:99999"}) {
    const auto listener = Listen(address);
    EXPECT_EQ(base::ReasonOf(listener.status()), "LISTEN_FAILED") << address;
  }
}

// Threat T30. A test of a process's own limit: lowers the soft one and puts it back.
TEST(RaiseOpenFiles, TakesWhatTheSystemGrants) {
  rlimit before = {};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit lowered = {std::min<rlim_t>(before.rlim_max, 64), before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &lowered), 0);
  const int granted = RaiseOpenFiles();
  EXPECT_EQ(static_cast<rlim_t>(granted),
            std::min<rlim_t>(before.rlim_max, base::kOpenFilesWanted));
  EXPECT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
}

}  // namespace
}  // namespace lontar::hub
