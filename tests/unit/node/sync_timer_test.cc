#include "node/service/sync_timer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "core/base/problem.h"

namespace lontar::node {
namespace {

absl::Status Offline() {
  return base::Problem(absl::StatusCode::kUnavailable, "HUB_NOT_REACHED", "no connection");
}

// The lowest draws: the timer's first round is due at once, a retry after half a second.
class ZeroEntropy : public base::Entropy {
 public:
  std::string Bytes(size_t count) override { return std::string(count, '\0'); }
};

class SyncTimerTest : public testing::Test {
 protected:
  // Each round ends as `ends` says, one after the other; then well.
  std::unique_ptr<SyncTimer> TimerWith(absl::Duration regular, std::vector<absl::Status> ends) {
    {
      base::MutexLock lock(&mutex_);
      ends_ = std::move(ends);
    }
    SyncTimer::Options options;
    options.regular = regular;
    options.clock = &clock_;
    options.entropy = &entropy_;
    options.sync = [this] { Round(); };
    return std::make_unique<SyncTimer>(std::move(options));
  }

  void WaitForRounds(int count) ABSL_NO_THREAD_SAFETY_ANALYSIS {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    std::unique_lock<std::mutex> lock(mutex_.native());
    while (rounds_ < count) {
      ASSERT_EQ(changed_.wait_until(lock, end), std::cv_status::no_timeout) << rounds_ << " rounds";
    }
  }
  int rounds() {
    base::MutexLock lock(&mutex_);
    return rounds_;
  }

  SyncTimer* timer_ = nullptr;

 private:
  void Round() {
    absl::Status end;
    {
      base::MutexLock lock(&mutex_);
      if (rounds_ < static_cast<int>(ends_.size())) end = ends_[static_cast<size_t>(rounds_)];
    }
    timer_->NoteRound(end);
    base::MutexLock lock(&mutex_);
    ++rounds_;
    changed_.notify_all();
  }

  base::SystemClock clock_;
  ZeroEntropy entropy_;
  base::Mutex mutex_;
  std::condition_variable changed_;
  int rounds_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<absl::Status> ends_ ABSL_GUARDED_BY(mutex_);
};

TEST_F(SyncTimerTest, CallsOnlyWhenToldWithoutARegularTime) {
  const auto timer = TimerWith(absl::ZeroDuration(), {});
  timer_ = timer.get();
  timer->Start();
  timer->NoteRound(absl::OkStatus());
  timer->Stop();
  EXPECT_EQ(rounds(), 0);
  EXPECT_FALSE(timer->state().is_automatic);
  EXPECT_EQ(timer->state().next, std::nullopt);
  EXPECT_TRUE(timer->state().last_done.has_value());
}

// Invariant 20: a failed round schedules the next one itself, without any new local write.
TEST_F(SyncTimerTest, AFailedRoundIsTriedAgainByItself) {
  const auto timer = TimerWith(absl::Minutes(15), {Offline(), Offline()});
  timer_ = timer.get();
  timer->Start();
  WaitForRounds(3);
  const SyncState state = timer->state();
  EXPECT_EQ(state.failures, 0);
  EXPECT_EQ(state.last_reason, "");
  EXPECT_EQ(state.last_sentence, "");
  EXPECT_TRUE(state.last_failed.has_value());
  ASSERT_TRUE(state.last_done && state.next);
  EXPECT_GT(*state.next, *state.last_done + absl::Minutes(13));
  timer->Stop();
  EXPECT_EQ(rounds(), 3);
}

// Invariant 21: one timer. The end of the operator's round sets it anew and adds none.
TEST_F(SyncTimerTest, AnOperatorsRoundSetsTheSameTimerAnew) {
  const auto timer = TimerWith(absl::Minutes(15), {});
  timer_ = timer.get();
  timer->Start();
  WaitForRounds(1);
  const SyncState before = timer->state();
  timer->NoteRound(Offline());
  const SyncState between = timer->state();
  ASSERT_TRUE(before.next && between.next);
  EXPECT_LT(*between.next, *before.next);
  EXPECT_EQ(between.failures, 1);
  EXPECT_EQ(between.last_reason, "HUB_NOT_REACHED");
  EXPECT_NE(between.last_sentence, "");
  WaitForRounds(2);
  EXPECT_EQ(timer->state().failures, 0);
  timer->Stop();
  EXPECT_EQ(rounds(), 2);
}

TEST_F(SyncTimerTest, ARoundThatFoundAnotherUnderWayTellsNothing) {
  const auto timer = TimerWith(absl::ZeroDuration(), {});
  timer->NoteRound(
      base::Problem(absl::StatusCode::kFailedPrecondition, "SYNC_RUNNING", "under way"));
  EXPECT_EQ(timer->state().failures, 0);
  EXPECT_FALSE(timer->state().last_failed.has_value());
}

TEST_F(SyncTimerTest, WhatNeedsAPersonIsLeftToOne) {
  const auto timer = TimerWith(
      absl::Minutes(15),
      {base::Problem(absl::StatusCode::kFailedPrecondition, "HUB_BEHIND", "rolled back")});
  timer_ = timer.get();
  timer->Start();
  WaitForRounds(1);
  EXPECT_EQ(timer->state().next, std::nullopt);
  EXPECT_TRUE(timer->state().is_stuck);
  // An operator's round that ends well sets it going again.
  timer->NoteRound(absl::OkStatus());
  EXPECT_TRUE(timer->state().next.has_value());
  EXPECT_FALSE(timer->state().is_stuck);
}

TEST_F(SyncTimerTest, StopsAtOnceWhileItWaits) {
  const auto timer = TimerWith(absl::Hours(24), {});
  timer_ = timer.get();
  timer->Start();
  WaitForRounds(1);
  timer->Stop();
  timer->Stop();
  EXPECT_EQ(rounds(), 1);
}

}  // namespace
}  // namespace lontar::node
