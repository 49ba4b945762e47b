#include "node/service/node_metrics.h"

#include <gtest/gtest.h>

#include "tests/support/prometheus.h"

namespace lontar::node {
namespace {

TEST(NodeMetrics, SayHowChainAndLineStand) {
  const auto samples = support::ReadPrometheus(NodeMetrics(R"({"role":"node","version":"1",
      "entries":7,"queued":2,"drafts":1,"log_size":40,
      "sync":{"last_done":"2026-01-02T03:04:05Z","last_failed":null,"failures":3,"stuck":true}})",
                                                           std::nullopt));
  ASSERT_TRUE(samples.ok()) << samples.status();
  EXPECT_EQ(samples->at("lontar_node_entries"), 7);
  EXPECT_EQ(samples->at("lontar_node_queued_entries"), 2);
  EXPECT_EQ(samples->at("lontar_node_drafts"), 1);
  EXPECT_EQ(samples->at("lontar_node_log_leaves"), 40);
  EXPECT_EQ(samples->at("lontar_node_last_sync_timestamp_seconds"), 1767323045);
  EXPECT_FALSE(samples->contains("lontar_node_last_failed_sync_timestamp_seconds"));
  EXPECT_EQ(samples->at("lontar_node_sync_failures"), 3);
  EXPECT_EQ(samples->at("lontar_node_sync_stuck"), 1);
}

}  // namespace
}  // namespace lontar::node
