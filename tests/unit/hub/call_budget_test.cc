#include "hub/service/call_budget.h"

#include "gtest/gtest.h"

namespace lontar::hub {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);
constexpr CallRate kRate = {.burst = 3, .per_second = 2};

int CallsAt(CallBudget* budget, const std::string& member, absl::Time now) {
  int calls = 0;
  while (calls < 100 && budget->Take(member, now)) ++calls;
  return calls;
}

// Threat T32.
TEST(CallBudget, AMemberMayCallInABurstAndThenAtARate) {
  CallBudget budget(kRate);
  EXPECT_EQ(CallsAt(&budget, "KH", kNow), 3);
  EXPECT_EQ(CallsAt(&budget, "KH", kNow + absl::Milliseconds(400)), 0);
  EXPECT_EQ(CallsAt(&budget, "KH", kNow + absl::Milliseconds(500)), 1);
  EXPECT_EQ(CallsAt(&budget, "KH", kNow + absl::Milliseconds(1500)), 2);
  EXPECT_EQ(CallsAt(&budget, "KH", kNow + absl::Hours(1)), 3);
}

// Threat T32: who has used up its calls does not connect again before a tenth of them is back.
TEST(CallBudget, WhoHasUsedUpItsCallsWaitsBeforeItConnects) {
  CallBudget budget({.burst = 100, .per_second = 5});
  EXPECT_TRUE(budget.MayConnect("KH", kNow));
  EXPECT_EQ(CallsAt(&budget, "KH", kNow), 100);
  EXPECT_FALSE(budget.MayConnect("KH", kNow));
  EXPECT_FALSE(budget.MayConnect("KH", kNow + absl::Milliseconds(1900)));
  EXPECT_TRUE(budget.MayConnect("LA", kNow));
  // To ask takes nothing.
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(budget.MayConnect("KH", kNow + absl::Seconds(2)));
  EXPECT_EQ(CallsAt(&budget, "KH", kNow + absl::Seconds(2)), 10);
}

TEST(CallBudget, WhatOneMemberUsesIsNoOthers) {
  CallBudget budget(kRate);
  EXPECT_EQ(CallsAt(&budget, "KH", kNow), 3);
  EXPECT_EQ(CallsAt(&budget, "LA", kNow), 3);
}

// Threat T46: a clock that jumps neither locks a member out nor lets it flood.
TEST(CallBudget, AClockThatIsSetBackLocksNobodyOut) {
  CallBudget budget(kRate);
  EXPECT_EQ(CallsAt(&budget, "KH", kNow), 3);
  const absl::Time back = kNow - absl::Hours(24 * 3650);
  EXPECT_EQ(CallsAt(&budget, "KH", back), 0);
  EXPECT_EQ(CallsAt(&budget, "KH", back + absl::Seconds(1)), 2);
}

TEST(CallBudget, AClockThatJumpsAheadGivesNoMoreThanABurst) {
  CallBudget budget(kRate);
  EXPECT_EQ(CallsAt(&budget, "KH", kNow), 3);
  EXPECT_EQ(CallsAt(&budget, "KH", kNow + absl::Hours(24 * 3650)), 3);
}

}  // namespace
}  // namespace lontar::hub
