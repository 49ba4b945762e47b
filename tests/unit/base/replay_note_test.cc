#include "core/base/replay_note.h"

#include <gtest/gtest.h>

namespace lontar::base {
namespace {

class HandClock : public Clock {
 public:
  absl::Time Now() override { return now; }
  absl::Time now = absl::FromUnixSeconds(1'800'000'000);
};

TEST(ReplayNote, WhatIsShortIsNotTold) {
  HandClock clock;
  ReplayNote note(&clock);
  EXPECT_FALSE(note.IsDue(false));
  clock.now += absl::Milliseconds(1999);
  EXPECT_FALSE(note.IsDue(false));
  EXPECT_FALSE(note.IsDue(true));
}

TEST(ReplayNote, EveryTwoSecondsAndAtTheEnd) {
  HandClock clock;
  ReplayNote note(&clock);
  EXPECT_FALSE(note.IsDue(false));
  clock.now += absl::Seconds(2);
  EXPECT_TRUE(note.IsDue(false));
  EXPECT_FALSE(note.IsDue(false));
  clock.now += absl::Seconds(3);
  EXPECT_TRUE(note.IsDue(false));
  clock.now += absl::Milliseconds(1);
  EXPECT_TRUE(note.IsDue(true));
}

// A clock that is set back tells nothing until it is where it was.
TEST(ReplayNote, AClockSetBackIsNoReasonToTell) {
  HandClock clock;
  ReplayNote note(&clock);
  EXPECT_FALSE(note.IsDue(false));
  clock.now -= absl::Hours(24);
  EXPECT_FALSE(note.IsDue(false));
}

}  // namespace
}  // namespace lontar::base
