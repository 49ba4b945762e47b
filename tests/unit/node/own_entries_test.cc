#include "node/core/own_entries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/base/problem.h"
#include "core/store/key_space.h"
#include "tests/unit/node/federation_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using testing::ElementsAre;

class OwnEntriesTest : public FederationFixture {
 protected:
  OwnEntriesTest() { federation_.Found(); }
  json Entries() {
    const auto answer = OwnEntriesJson(node());
    EXPECT_TRUE(answer.ok()) << answer.status();
    return json::parse(answer.value_or("{}"));
  }
};

TEST_F(OwnEntriesTest, AReportWaitsArrivesAndSettles) {
  federation_.Report("KH", "2016", "7");
  json newest = Entries()["entries"][0];
  EXPECT_EQ(newest["kind"], "submission");
  EXPECT_EQ(newest["provider"], "KH.NSO");
  EXPECT_THAT(newest["indicators"], ElementsAre("cases"));
  EXPECT_EQ(newest["state"], "waits");
  EXPECT_EQ(newest["index"], nullptr);
  EXPECT_EQ(newest["sealed"], "2026-01-02T00:00:00Z");
  EXPECT_EQ(Entries()["queued"], 1);
  EXPECT_EQ(Entries()["oldest_waiting"], "2026-01-02T00:00:00Z");

  ASSERT_EQ(federation_.Sync("KH"), "");
  newest = Entries()["entries"][0];
  EXPECT_EQ(newest["state"], "arrived");
  EXPECT_EQ(newest["verdict"], "accepted");
  EXPECT_EQ(newest["arrived"], "2026-01-02T00:00:00Z");
  EXPECT_EQ(Entries()["queued"], 0);
  EXPECT_EQ(Entries()["oldest_waiting"], nullptr);
  EXPECT_EQ(Entries()["cosigned"]["is_settled"], false);

  for (const char* member : {"VN", "KH", "VN", "KH"}) ASSERT_EQ(federation_.Sync(member), "");
  EXPECT_EQ(Entries()["entries"][0]["state"], "settled");
  EXPECT_EQ(Entries()["cosigned"]["is_settled"], true);
}

TEST_F(OwnEntriesTest, NewestFirstAndAllOfTheChain) {
  federation_.Report("KH", "2016", "7");
  federation_.Report("KH", "2017", "8");
  const json entries = Entries()["entries"];
  ASSERT_EQ(entries.size(), node().own_entries());
  for (size_t i = 0; i < entries.size(); ++i) {
    EXPECT_EQ(entries[i]["number"], node().own_entries() - i);
  }
  EXPECT_EQ(Entries()["entries_left_out"], 0);
}

TEST_F(OwnEntriesTest, AnEntryThatCannotBeReadIsSaid) {
  federation_.Report("KH", "2016", "7");
  store::Batch batch;
  batch.Put(store::EntryKey(node().own_entries()), "not an entry");
  ASSERT_TRUE(node_store_->Commit(batch).ok());
  EXPECT_EQ(base::ReasonOf(OwnEntriesJson(node()).status()), "RECORD_UNREADABLE");
}

TEST_F(OwnEntriesTest, TheCalendarCountsTheDaysThatAreLeft) {
  const auto days_on = [this](const char* day) {
    absl::Time now;
    EXPECT_TRUE(absl::ParseTime("%Y-%m-%d", day, &now, nullptr));
    return json::parse(RoundCalendarJson(node(), now))["rounds"][0];
  };
  const json round = days_on("2026-01-02");
  EXPECT_EQ(round["collection"], "small");
  EXPECT_EQ(round["round"], "first");
  EXPECT_EQ(round["closed"], false);
  absl::Time cut_off;
  ASSERT_TRUE(absl::ParseTime("%Y-%m-%d", round["cut_off"].get<std::string>(), &cut_off, nullptr));
  const auto on = [&](int days_before) {
    return json::parse(RoundCalendarJson(node(), cut_off - absl::Hours(24 * days_before) +
                                                     absl::Hours(23)))["rounds"][0]["days_left"];
  };
  EXPECT_EQ(on(12), 12);
  EXPECT_EQ(on(0), 0);
  EXPECT_EQ(on(-3), -3);
}

}  // namespace
}  // namespace lontar::node
