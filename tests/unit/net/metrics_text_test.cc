#include "core/net/metrics_text.h"

#include <gtest/gtest.h>

#include "core/net/machine_metrics.h"
#include "tests/support/prometheus.h"

namespace lontar::net {
namespace {

using Kind = MetricsText::Kind;

TEST(MetricsText, IsWhatAStrictReaderReads) {
  MetricsText text;
  text.Begin("lontar_hub_log_leaves", Kind::kGauge, "Leaves of the log.");
  text.Add(12);
  text.Begin("lontar_hub_leaves_by_verdict_total", Kind::kCounter, "By verdict.");
  text.Add(3, {{"verdict", "accepted"}});
  text.Add(-1, {{"verdict", "fork"}, {"odd", "a\"b\\c\nd"}});
  const auto samples = support::ReadPrometheus(text.text());
  ASSERT_TRUE(samples.ok()) << samples.status();
  EXPECT_EQ(samples->at("lontar_hub_log_leaves"), 12);
  EXPECT_EQ(samples->at("lontar_hub_leaves_by_verdict_total{verdict=\"accepted\"}"), 3);
  EXPECT_EQ(samples->size(), 3u);
}

// The reader refuses what a monitor would: the tests above and below stand on it.
TEST(MetricsText, TheStrictReaderRefusesWhatAMonitorWould) {
  const std::string head = "# HELP a_b Words.\n# TYPE a_b gauge\n";
  EXPECT_TRUE(support::ReadPrometheus(head + "a_b 1\n").ok());
  for (const char* bad : {"a_b\n", "a_b 1", "a_b one\n", "a_c 1\n", "a_b{x=1} 1\n",
                          "a_b{x=\"1} 1\n", "a_b{X-y=\"1\"} 1\n", "a_b 1\na_b 2\n", "a_b 1 \n",
                          "\n", "a_b{} x\n", "# TYPE a_b gauge\na_b 1\n"}) {
    EXPECT_FALSE(support::ReadPrometheus(head + bad).ok()) << bad;
  }
  EXPECT_FALSE(
      support::ReadPrometheus("# HELP c_total W.\n# TYPE c_total gauge\nc_total 1\n").ok());
  EXPECT_FALSE(support::ReadPrometheus("# HELP c W.\n# TYPE c counter\nc 1\n").ok());
}

TEST(MachineMetrics, SayWhatTheStatusSaysAndNothingThatItDoesNot) {
  MetricsText text;
  AddMachineMetrics(R"({"version":"1.2","role":"hub","started":"2026-01-02T03:04:05Z",
      "disk_free_bytes":77,"certificate":{"not_after":"x","days_left":-2},
      "warnings":[{"id":"disk-low","sentence":"s"}]})",
                    1234, &text);
  const auto samples = support::ReadPrometheus(text.text());
  ASSERT_TRUE(samples.ok()) << samples.status();
  EXPECT_EQ(samples->at("lontar_build_info{version=\"1.2\",role=\"hub\"}"), 1);
  EXPECT_EQ(samples->at("lontar_start_timestamp_seconds"), 1767323045);
  EXPECT_EQ(samples->at("lontar_disk_free_bytes"), 77);
  EXPECT_EQ(samples->at("lontar_certificate_days_left"), -2);
  EXPECT_EQ(samples->at("lontar_resident_memory_bytes"), 1234);
  EXPECT_EQ(samples->at("lontar_warning{id=\"disk-low\"}"), 1);
  MetricsText bare;
  AddMachineMetrics(R"({"disk_free_bytes":null,"certificate":null})", std::nullopt, &bare);
  EXPECT_EQ(support::ReadPrometheus(bare.text())->size(), 1u);
}

}  // namespace
}  // namespace lontar::net
