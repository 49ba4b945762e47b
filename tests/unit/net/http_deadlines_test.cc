#include "core/net/http_deadlines.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace lontar::net {
namespace {

using std::chrono::milliseconds;

class SocketPair {
 public:
  SocketPair() { (void)socketpair(AF_UNIX, SOCK_STREAM, 0, ends_.data()); }
  ~SocketPair() {
    close(ends_[0]);
    close(ends_[1]);
  }
  int watched() const { return ends_[0]; }
  bool IsCutWithin(milliseconds longest) const {
    pollfd waits = {ends_[1], POLLIN, 0};
    return poll(&waits, 1, static_cast<int>(longest.count())) == 1;
  }

 private:
  std::array<int, 2> ends_ = {-1, -1};
};

TEST(HttpDeadlines, WhatIsOverdueIsCutAndNothingElse) {
  const SocketPair overdue;
  const SocketPair early;
  const SocketPair removed;
  const SocketPair put_off;
  HttpDeadlines deadlines;
  deadlines.Add(early.watched(), std::chrono::hours(1));
  // Long enough to be taken back on a busy machine; the overdue one's comes after both.
  constexpr milliseconds kTakenBack(300);
  deadlines.Remove(deadlines.Add(removed.watched(), kTakenBack));
  deadlines.Set(deadlines.Add(put_off.watched(), kTakenBack), std::chrono::hours(1));
  deadlines.Add(overdue.watched(), kTakenBack);
  EXPECT_TRUE(overdue.IsCutWithin(std::chrono::seconds(60)));
  EXPECT_FALSE(early.IsCutWithin(milliseconds(0)));
  EXPECT_FALSE(removed.IsCutWithin(milliseconds(0)));
  EXPECT_FALSE(put_off.IsCutWithin(milliseconds(0)));
}

TEST(HttpDeadlines, StoppingDoesNotWaitForADeadline) {
  const SocketPair early;
  HttpDeadlines deadlines;
  deadlines.Add(early.watched(), std::chrono::hours(1));
  deadlines.Stop();
  EXPECT_FALSE(early.IsCutWithin(milliseconds(0)));
}

}  // namespace
}  // namespace lontar::net
