#include "hub/service/hub_metrics.h"

#include <gtest/gtest.h>

#include "tests/support/prometheus.h"

namespace lontar::hub {
namespace {

constexpr char kStatus[] = R"({
  "role": "hub", "version": "1", "log_size": 12, "queued": 3,
  "settled": {"witnesses": 4, "quorum": 3, "cosignatures": 2, "size": 9, "is_settled": false},
  "verdicts": {"accepted": 10, "fork": 2},
  "rounds": [{"round": "a", "is_closed": true}, {"round": "b", "is_closed": false}]})";

TEST(HubMetrics, SayHowTheLogAndTheLinesStand) {
  const auto samples = support::ReadPrometheus(
      HubMetrics(kStatus, {.connections = 5,
                           .lines = 2,
                           .last_lines = {{"KH", absl::FromUnixSeconds(1000)}},
                           .resident_bytes = 7}));
  ASSERT_TRUE(samples.ok()) << samples.status();
  EXPECT_EQ(samples->at("lontar_hub_log_leaves"), 12);
  EXPECT_EQ(samples->at("lontar_hub_settled_leaves"), 9);
  EXPECT_EQ(samples->at("lontar_hub_queued_entries"), 3);
  EXPECT_EQ(samples->at("lontar_hub_leaves_by_verdict_total{verdict=\"fork\"}"), 2);
  EXPECT_EQ(samples->at("lontar_hub_connections"), 5);
  EXPECT_EQ(samples->at("lontar_hub_lines"), 2);
  EXPECT_EQ(samples->at("lontar_hub_last_line_timestamp_seconds{member=\"KH\"}"), 1000);
  EXPECT_EQ(samples->at("lontar_hub_rounds_open"), 1);
  EXPECT_EQ(samples->at("lontar_resident_memory_bytes"), 7);
}

TEST(HubMetrics, WhatNobodyKnowsHasNoSample) {
  const auto samples = support::ReadPrometheus(HubMetrics(kStatus, {}));
  ASSERT_TRUE(samples.ok()) << samples.status();
  EXPECT_FALSE(samples->contains("lontar_resident_memory_bytes"));
}

}  // namespace
}  // namespace lontar::hub
