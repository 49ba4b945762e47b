#include "core/sync/retry_schedule.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::sync {
namespace {

constexpr uint64_t kHighest = std::numeric_limits<uint64_t>::max();
constexpr absl::Duration kCap = absl::Seconds(base::kRetrySecondsMax);

absl::Status Offline() {
  return base::Problem(absl::StatusCode::kUnavailable, "HUB_NOT_REACHED", "no connection");
}

// Found by the simulation: after one refusal for a lost frame, or while the hub's disk was full, a
// node never called again.
TEST(RetrySchedule, ARefusalThatPassesDoesNotStopTheNode) {
  const auto refused = [](absl::string_view reason) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, reason, "the hub refuses");
  };
  for (const char* reason : {"FRAME_GAP", "DISK_FULL", "STORE_FAILED", "UNAVAILABLE"}) {
    EXPECT_EQ(OutcomeOf(refused(reason)), Outcome::kTransient) << reason;
  }
  for (const char* reason : {"NODE_KEY_NOT_VALID", "MEMBER_UNKNOWN", "MEMBER_MISMATCH"}) {
    EXPECT_EQ(OutcomeOf(refused(reason)), Outcome::kNotEntitled) << reason;
  }
  for (const char* reason : {"CHAIN_GAP", "CHAIN_FROZEN", "HUB_BEHIND"}) {
    EXPECT_EQ(OutcomeOf(refused(reason)), Outcome::kNeedsPerson) << reason;
  }
}

TEST(RetrySchedule, CallsAgainAfterTheRegularTimeWhenARoundWasDone) {
  RetrySchedule schedule(absl::Minutes(15));
  EXPECT_EQ(schedule.After(Outcome::kDone, 0), absl::Minutes(15) * 9 / 10);
  for (uint64_t draw = 0; draw < 1'000'000; draw += 997) {
    const absl::Duration wait = *schedule.After(Outcome::kDone, draw);
    EXPECT_GE(wait, absl::Minutes(15) * 9 / 10);
    EXPECT_LE(wait, absl::Minutes(15));
  }
}

TEST(RetrySchedule, NeverCallsMoreOftenThanOnceAMinuteWhenAllIsWell) {
  RetrySchedule schedule(absl::ZeroDuration());
  EXPECT_GE(*schedule.After(Outcome::kDone, 0), absl::Minutes(1) * 9 / 10);
}

TEST(RetrySchedule, TheFirstCallComesWithinAMinuteOfTheStart) {
  const RetrySchedule schedule(absl::Hours(12));
  EXPECT_EQ(schedule.AtStart(0), absl::ZeroDuration());
  for (const uint64_t draw : {uint64_t{1}, uint64_t{59'999}, uint64_t{60'000}, kHighest}) {
    EXPECT_LE(schedule.AtStart(draw), absl::Minutes(1));
  }
}

TEST(RetrySchedule, DoublesUpToTheCapAndBeginsAnewAfterSuccess) {
  RetrySchedule schedule(absl::Minutes(15));
  for (const int seconds : {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
    // The lowest draw gives half.
    EXPECT_EQ(schedule.After(Outcome::kTransient, 0), absl::Milliseconds(seconds * 500));
  }
  EXPECT_EQ(schedule.failures(), 11);
  schedule.After(Outcome::kDone, 0);
  EXPECT_EQ(schedule.failures(), 0);
  EXPECT_EQ(schedule.After(Outcome::kTransient, 0), absl::Milliseconds(500));
}

// Invariant 21: a wait is within [0, cap], whatever is drawn, and attempts in an hour are bounded.
TEST(RetrySchedule, AnOutageOfADayKeepsToTheBounds) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    std::mt19937_64 bits(seed);
    RetrySchedule schedule(absl::Minutes(15));
    std::vector<absl::Duration> attempts = {absl::ZeroDuration()};
    while (attempts.back() < absl::Hours(24)) {
      // One seed draws only the lowest: the most attempts that there can be.
      const auto wait = schedule.After(Outcome::kTransient, seed == 0 ? 0 : bits());
      ASSERT_TRUE(wait.has_value()) << "an outage never ends the attempts";
      ASSERT_GE(*wait, absl::ZeroDuration());
      ASSERT_LE(*wait, kCap);
      attempts.push_back(attempts.back() + *wait);
    }
    for (size_t from = 0, to = 0; to < attempts.size(); ++to) {
      while (attempts[to] - attempts[from] >= absl::Hours(1)) ++from;
      ASSERT_LE(to - from + 1, 34u) << "seed " << seed << ", within an hour";
    }
  }
}

TEST(RetrySchedule, HundredsOfYearsOfFailuresOverflowNothing) {
  RetrySchedule schedule(absl::Minutes(15));
  for (int i = 0; i < 100'000; ++i) {
    const auto wait = schedule.After(Outcome::kTransient, kHighest);
    ASSERT_TRUE(wait && *wait > absl::ZeroDuration() && *wait <= kCap);
  }
}

TEST(RetrySchedule, WhoIsNotEntitledAsksEveryHalfHourAndIsNeverDropped) {
  RetrySchedule schedule(absl::Minutes(15));
  for (int i = 0; i < 1000; ++i) {
    const auto wait = schedule.After(Outcome::kNotEntitled, 7919u * static_cast<uint64_t>(i));
    ASSERT_TRUE(wait.has_value());
    EXPECT_GE(*wait, absl::Minutes(base::kEntitlementMinutes) / 2);
    EXPECT_LE(*wait, absl::Minutes(base::kEntitlementMinutes));
  }
}

TEST(RetrySchedule, WhatNeedsAPersonIsNotTriedAgainUntilARoundEndsWell) {
  RetrySchedule schedule(absl::Minutes(15));
  EXPECT_EQ(schedule.After(Outcome::kNeedsPerson, 0), std::nullopt);
  EXPECT_TRUE(schedule.is_stuck());
  // The operator tries, and the line is cut: that mends nothing.
  EXPECT_EQ(schedule.After(Outcome::kTransient, 0), std::nullopt);
  EXPECT_TRUE(schedule.After(Outcome::kDone, 0).has_value());
  EXPECT_FALSE(schedule.is_stuck());
}

TEST(RetrySchedule, SaysStuckAfterSomeFailures) {
  RetrySchedule schedule(absl::Minutes(15));
  for (int i = 1; i <= base::kFailuresUntilStuck; ++i) {
    EXPECT_FALSE(schedule.is_stuck()) << i;
    schedule.After(Outcome::kTransient, 0);
  }
  EXPECT_TRUE(schedule.is_stuck());
}

TEST(RetryOutcome, GoesByCodeAndReason) {
  EXPECT_EQ(OutcomeOf(absl::OkStatus()), Outcome::kDone);
  EXPECT_EQ(OutcomeOf(Offline()), Outcome::kTransient);
  EXPECT_EQ(OutcomeOf(absl::DeadlineExceededError("")), Outcome::kTransient);
  EXPECT_EQ(OutcomeOf(absl::ResourceExhaustedError("")), Outcome::kTransient);
  EXPECT_EQ(OutcomeOf(absl::InternalError("")), Outcome::kTransient);
  EXPECT_EQ(OutcomeOf(absl::PermissionDeniedError("")), Outcome::kNotEntitled);
  EXPECT_EQ(OutcomeOf(absl::DataLossError("")), Outcome::kNeedsPerson);
  const auto wrong_now = [](absl::string_view reason) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, reason, "said");
  };
  EXPECT_EQ(OutcomeOf(wrong_now("HUB_BEHIND")), Outcome::kNeedsPerson);
  EXPECT_EQ(OutcomeOf(wrong_now("CHAIN_FORKED")), Outcome::kNeedsPerson);
  EXPECT_EQ(OutcomeOf(wrong_now("SYNC_RUNNING")), Outcome::kTransient);
  EXPECT_EQ(OutcomeOf(wrong_now("CERTIFICATE_EXPIRED")), Outcome::kNotEntitled);
  EXPECT_EQ(OutcomeOf(wrong_now("LEVEL_UNKNOWN")), Outcome::kNotEntitled);
}

}  // namespace
}  // namespace lontar::sync
