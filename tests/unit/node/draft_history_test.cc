#include "node/core/draft_history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "core/base/problem.h"
#include "core/store/key_space.h"
#include "node/core/draft_return.h"
#include "tests/unit/node/federation_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

class DraftHistoryTest : public FederationFixture {
 protected:
  DraftHistoryTest() { federation_.Found(); }
  json EventsOf(const std::string& draft) {
    const auto answer = federation_.node("KH").DraftHistory(draft);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? json::parse(*answer)["events"] : json();
  }
  std::vector<std::string> StepsOf(const std::string& draft) {
    std::vector<std::string> steps;
    for (const json& event : EventsOf(draft)) steps.push_back(event["step"]);
    return steps;
  }
};

TEST_F(DraftHistoryTest, StaysAfterTheDraftWasApproved) {
  const std::string draft = federation_.Draft("KH", "2016", "7");
  federation_.Sign("KH", draft);
  ASSERT_TRUE(federation_.node("KH").ReturnDraft({draft, "which survey?", "S. Chan", false}).ok());
  federation_.Seal("KH", draft);
  EXPECT_THAT(StepsOf(draft), ElementsAre("imported", "signed", "returned", "signed", "approved"));
  const json events = EventsOf(draft);
  EXPECT_EQ(events[0]["file"], "small.csv");
  EXPECT_EQ(events[0]["time"], "2026-01-02T00:00:00Z");
  EXPECT_EQ(events[1]["key"], support::SmallKey("KH NSO")->public_key().id().hex());
  EXPECT_EQ(events[2]["reason"], "which survey?");
  EXPECT_EQ(events[2]["by"], "S. Chan");
  EXPECT_EQ(events[2]["signature_dropped"], true);
  EXPECT_EQ(events[4]["entry"], federation_.node("KH").own_entries());
  for (const json& event : events) {
    EXPECT_EQ(event["provider"], "KH.NSO");
    EXPECT_EQ(event["payload_id"], events[0]["payload_id"]);
  }
}

TEST_F(DraftHistoryTest, StaysAfterTheDraftWasDroppedAndTheNodeOpenedAgain) {
  const std::string draft = federation_.Draft("KH", "2016", "7");
  const std::string other = federation_.Draft("KH", "2017", "8");
  ASSERT_TRUE(federation_.node("KH").ReturnDraft({draft, "not yours", "", false}).ok());
  ASSERT_TRUE(federation_.node("KH").DropDraft(draft).ok());
  federation_.CloseNode();
  ASSERT_EQ(federation_.OpenNode(node_store_.get(), &high_water_), "");
  EXPECT_THAT(StepsOf(draft), ElementsAre("imported", "returned", "dropped"));
  EXPECT_THAT(StepsOf(other), ElementsAre("imported"));
  EXPECT_THAT(StepsOf(""), ElementsAre("imported", "imported", "returned", "dropped"));
}

TEST_F(DraftHistoryTest, WhatWasOnlyLookedAtLeavesNoTrace) {
  const std::string draft = federation_.Draft("KH", "2016", "7");
  federation_.Sign("KH", draft);
  ASSERT_TRUE(federation_.node("KH").Approve({.draft = draft, .is_dry_run = true}).ok());
  EXPECT_THAT(StepsOf(draft), ElementsAre("imported", "signed"));
}

TEST_F(DraftHistoryTest, ADraftThatNeverWasIsNotThere) {
  EXPECT_THAT(EventsOf(""), IsEmpty());
  EXPECT_EQ(base::ReasonOf(federation_.node("KH").DraftHistory("draft-9").status()),
            "DRAFT_ABSENT");
}

TEST_F(DraftHistoryTest, ADamagedRecordHidesNoOther) {
  const std::string draft = federation_.Draft("KH", "2016", "7");
  federation_.Sign("KH", draft);
  for (auto& [key, value] : node_disk_.durable) {
    if (absl::StartsWith(key, store::kHistoryPrefix)) {
      value = "{";
      break;
    }
  }
  federation_.CloseNode();
  const auto store = store::OpenMapStore(&node_disk_);
  ASSERT_EQ(federation_.OpenNode(store.get(), &high_water_), "");
  EXPECT_THAT(StepsOf(""), ElementsAre("unreadable", "signed"));
  EXPECT_THAT(StepsOf(draft), ElementsAre("signed"));
  // Nor does a damaged counter.
  federation_.CloseNode();
  node_disk_.durable[std::string(store::kHistoryCountKey)] = "x";
  ASSERT_EQ(federation_.OpenNode(store.get(), &high_water_), "");
  ASSERT_TRUE(federation_.node("KH").DropDraft(draft).ok());
  EXPECT_THAT(StepsOf(""), ElementsAre("unreadable", "signed", "dropped"));
  federation_.CloseNode();
}

}  // namespace
}  // namespace lontar::node
