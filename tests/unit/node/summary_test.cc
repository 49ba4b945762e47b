#include "node/core/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/base/problem.h"
#include "core/store/key_space.h"
#include "node/core/stored.h"
#include "tests/unit/node/federation_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;

class SummaryTest : public FederationFixture {
 protected:
  SummaryTest() { federation_.Found(); }

  json Summed(const std::string& provider = "") {
    const auto answer = federation_.node("KH").Summary({"", "", provider});
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? json::parse(*answer) : json();
  }
  json Item() { return Summed()["providers"][0]["items"][0]; }
};

TEST_F(SummaryTest, NamesMemberRoundDayAndWhomItAsks) {
  const json summary = Summed();
  EXPECT_EQ(summary["member"], "KH");
  EXPECT_EQ(summary["member_name"], "Member KH");
  EXPECT_EQ(summary["collection_name"], "A small collection");
  EXPECT_EQ(summary["round"], "first");
  EXPECT_EQ(summary["cut_off"], "2021-12-31");
  EXPECT_EQ(summary["date"], "2026-01-02");
  EXPECT_EQ(summary["is_overdue"], true);
  EXPECT_EQ(summary["is_closed"], false);
  ASSERT_EQ(summary["providers"].size(), 1u);
  EXPECT_EQ(summary["providers"][0]["provider"], "KH.NSO");
  EXPECT_EQ(summary["providers"][0]["name"], "Office of KH");
  EXPECT_TRUE(summary["unassigned"].empty());
}

TEST_F(SummaryTest, FollowsAnIndicatorFromDueToArrived) {
  EXPECT_EQ(Item()["state"], "due");
  const std::string draft = federation_.Draft("KH", "2016", "8765");
  EXPECT_EQ(Item()["state"], "draft");
  federation_.Sign("KH", draft);
  EXPECT_EQ(Item()["state"], "signed");
  ASSERT_TRUE(federation_.node("KH").Approve({.draft = draft}).ok());
  EXPECT_EQ(Item()["state"], "approved");
  EXPECT_EQ(Item()["arrived"], false);
  ASSERT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(Item()["state"], "arrived");
  EXPECT_EQ(Item()["arrived"], true);
  // A revision under way.
  (void)federation_.Draft("KH", "2016", "9876");
  EXPECT_EQ(Item()["state"], "draft");
  EXPECT_EQ(Item()["arrived"], true);
  const std::string text = Summed().dump();
  EXPECT_EQ(text.find("8765"), std::string::npos);
  EXPECT_EQ(text.find("9876"), std::string::npos);
}

TEST_F(SummaryTest, ADamagedDraftHidesNothing) {
  const std::string draft = federation_.Draft("KH", "2016", "8765");
  node_disk_.durable[absl::StrCat(store::DraftKey(draft), kDraftMeta)] = "7";
  federation_.CloseNode();
  node_store_ = store::OpenMapStore(&node_disk_);
  ASSERT_EQ(federation_.OpenNode(node_store_.get(), &high_water_), "");
  EXPECT_EQ(Item()["state"], "draft");
  node_disk_.durable[absl::StrCat(store::DraftKey(draft), kDraftEnvelope)] = "no envelope";
  federation_.CloseNode();
  node_store_ = store::OpenMapStore(&node_disk_);
  ASSERT_EQ(federation_.OpenNode(node_store_.get(), &high_water_), "");
  EXPECT_EQ(Item()["state"], "due");
}

TEST_F(SummaryTest, AnUnknownProviderIsRefused) {
  EXPECT_EQ(Summed("KH.NSO")["providers"].size(), 1u);
  EXPECT_EQ(base::ReasonOf(federation_.node("KH").Summary({"", "", "KH.X"}).status()),
            "PROVIDER_UNNAMED");
  EXPECT_EQ(base::ReasonOf(federation_.node("KH").Summary({"", "no-such", ""}).status()),
            "ROUND_ABSENT");
}

}  // namespace
}  // namespace lontar::node
