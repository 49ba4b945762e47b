#include "core/net/standing_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace lontar::net {
namespace {

using nlohmann::json;

base::Standing StandingAt(absl::Time now) {
  return {.started = absl::FromUnixSeconds(1'800'000'000),
          .now = now,
          .certificate_ends = absl::FromUnixSeconds(1'800'000'000) + absl::Hours(24 * 20),
          .disk_free_bytes = uint64_t{5} << 30};
}

TEST(StandingJson, KeepsTheStatusAndAddsTheMachine) {
  const json status = json::parse(WithStanding(
      R"({"log_size": 7})", StandingAt(absl::FromUnixSeconds(1'800'000'060)), {{"own", "Said."}}));
  EXPECT_EQ(status["log_size"], 7);
  EXPECT_EQ(status["started"], "2027-01-15T08:00:00Z");
  EXPECT_EQ(status["checked"], "2027-01-15T08:01:00Z");
  EXPECT_EQ(status["disk_free_bytes"], uint64_t{5} << 30);
  EXPECT_EQ(status["certificate"]["not_after"], "2027-02-04T08:00:00Z");
  EXPECT_EQ(status["certificate"]["days_left"], 19);
  ASSERT_EQ(status["warnings"].size(), 2);
  EXPECT_EQ(status["warnings"][1], json({{"id", "own"}, {"sentence", "Said."}}));
}

TEST(StandingJson, WhatTheSystemDoesNotSayIsNull) {
  base::Standing standing = StandingAt(absl::FromUnixSeconds(1'800'000'060));
  standing.certificate_ends.reset();
  standing.disk_free_bytes.reset();
  const json status = json::parse(WithStanding("{}", standing, {}));
  EXPECT_TRUE(status.contains("certificate"));
  EXPECT_TRUE(status["certificate"].is_null());
  EXPECT_TRUE(status["disk_free_bytes"].is_null());
  EXPECT_TRUE(status["warnings"].is_array());
}

}  // namespace
}  // namespace lontar::net
