#include "node/core/withdraw_effect.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/unit/node/federation_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;

class WithdrawEffectTest : public FederationFixture {
 protected:
  WithdrawEffectTest() {
    federation_.Found();
    federation_.Report("KH", "2016", "7");
    federation_.Report("VN", "2016", "9");
    EXPECT_EQ(federation_.Sync("VN"), "");
    EXPECT_EQ(federation_.Sync("KH"), "");
  }
  // Of a withdrawal of Cambodia's that is only looked at.
  json Counts(const std::string& period = "") {
    WithdrawRequest request;
    request.provider = "KH.NSO";
    request.indicator = "A1";
    request.period = period;
    request.is_dry_run = true;
    const auto answer = node().Withdraw(request);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? json::parse(*answer)["counts"] : json();
  }
  static json Effect(int before, int after, bool is_closed) {
    return {{"round", "first"}, {"code", "A1"},   {"before", before},
            {"after", after},   {"threshold", 2}, {"closed", is_closed}};
  }
};

TEST_F(WithdrawEffectTest, TheLastFigureOfTheMemberTakesItOutOfTheCount) {
  EXPECT_EQ(Counts(), json::array({Effect(2, 1, false)}));
}

TEST_F(WithdrawEffectTest, AFigureOfAnotherYearKeepsIt) {
  federation_.Report("KH", "2018", "8");
  EXPECT_EQ(Counts("2018"), json::array({Effect(2, 2, false)}));
  EXPECT_EQ(Counts(), json::array({Effect(2, 1, false)}));
}

TEST_F(WithdrawEffectTest, WhatAClosedRoundHasCountedStands) {
  federation_.State(fold::RoundAct{federation_.hub_id(), "small", "first", fold::RoundClose{}});
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(Counts(), json::array({Effect(2, 2, true)}));
}

TEST_F(WithdrawEffectTest, AnExtensionKeepsTheRoundOpen) {
  federation_.State(
      fold::RoundAct{federation_.hub_id(), "small", "first", fold::RoundClose{{"KH"}}});
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(Counts(), json::array({Effect(2, 1, false)}));
}

// What the hub counts once the withdrawal is there is what was told before.
TEST_F(WithdrawEffectTest, TheHubCountsAsWasTold) {
  WithdrawRequest request;
  request.provider = "KH.NSO";
  request.indicator = "A1";
  const auto answer = node().Withdraw(request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  const json told = json::parse(*answer);
  federation_.Seal("KH", told["draft"]);
  ASSERT_EQ(federation_.Sync("KH"), "");
  const auto table = federation_.hub().Ask({"threshold", "", ""});
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_EQ(json::parse(*table)["indicators"][0]["count"], told["counts"][0]["after"]);
}

}  // namespace
}  // namespace lontar::node
