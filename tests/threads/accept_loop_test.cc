// The accept loop with its real thread and real sockets, and no gRPC in the process: runs under
// TSan.

#include "hub/service/accept_loop.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "hub/service/listener.h"

namespace lontar::hub {
namespace {

constexpr int kLoopPatienceMs = 20 * 1000;

// What gRPC is to the loop: takes sockets, and closes them as gRPC does.
class Taker {
 public:
  ~Taker() {
    while (CloseOne()) continue;
  }
  void Take(int socket) {
    base::MutexLock lock(&mutex_);
    sockets_.insert(socket);
    ++taken_;
    changed_.notify_all();
  }
  // As gRPC: shut, then closed.
  bool CloseOne() {
    base::MutexLock lock(&mutex_);
    if (sockets_.empty()) return false;
    shutdown(*sockets_.begin(), SHUT_RDWR);
    close(*sockets_.begin());
    sockets_.erase(sockets_.begin());
    return true;
  }
  // Reads what has come on all sockets.
  void Drain() {
    base::MutexLock lock(&mutex_);
    char bytes[65536];
    for (const int socket : sockets_) {
      while (recv(socket, bytes, sizeof(bytes), MSG_DONTWAIT) > 0) continue;
    }
  }
  bool WaitForTaken(int count) ABSL_NO_THREAD_SAFETY_ANALYSIS {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(kLoopPatienceMs);
    std::unique_lock<std::mutex> lock(mutex_.native());
    while (taken_ < count) {
      if (changed_.wait_until(lock, end) == std::cv_status::timeout) return taken_ >= count;
    }
    return true;
  }
  int taken() {
    base::MutexLock lock(&mutex_);
    return taken_;
  }

 private:
  base::Mutex mutex_;
  std::condition_variable changed_;
  std::set<int> sockets_ ABSL_GUARDED_BY(mutex_);
  int taken_ ABSL_GUARDED_BY(mutex_) = 0;
};

class Caller {
 public:
  explicit Caller(int port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in hub = {};
    hub.sin_family = AF_INET;
    hub.sin_port = htons(static_cast<uint16_t>(port));
    inet_pton(AF_INET, "127.0.0.1", &hub.sin_addr);
    EXPECT_EQ(connect(fd_, reinterpret_cast<sockaddr*>(&hub), sizeof(hub)), 0);
    sockaddr_in own = {};
    socklen_t length = sizeof(own);
    EXPECT_EQ(getsockname(fd_, reinterpret_cast<sockaddr*>(&own), &length), 0);
    endpoint_ = absl::StrCat("127.0.0.1:", ntohs(own.sin_port));
  }
  ~Caller() { close(fd_); }
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  const std::string& endpoint() const { return endpoint_; }
  void Say(size_t bytes) const {
    const std::string text(bytes, 'x');
    size_t said = 0;
    while (said < bytes) {
      const ssize_t sent = send(fd_, text.data() + said, bytes - said, MSG_NOSIGNAL);
      if (sent <= 0) return;  // cut
      said += static_cast<size_t>(sent);
    }
  }
  void SayNoMore() const { shutdown(fd_, SHUT_WR); }
  // True if the other side ends the connection in time.
  bool Ends() const {
    pollfd wanted = {fd_, POLLIN, 0};
    char byte = 0;
    return poll(&wanted, 1, kLoopPatienceMs) > 0 && recv(fd_, &byte, 1, 0) <= 0;
  }

 private:
  int fd_;
  std::string endpoint_;
};

using Callers = std::vector<std::unique_ptr<Caller>>;

class AcceptLoopTest : public testing::Test {
 protected:
  void Start(AdmissionLimits limits) {
    const auto listener = Listen("127.0.0.1:0");
    ASSERT_TRUE(listener.ok()) << listener.status();
    port_ = listener->port;
    AcceptOptions options;
    options.listener = listener->socket;
    options.limits = limits;
    options.clock = &clock_;
    options.hand_over = [this](int socket) { taker_.Take(socket); };
    options.every_second = [this] { ++seconds_; };
    auto loop = AcceptLoop::Start(std::move(options));
    ASSERT_TRUE(loop.ok()) << loop.status();
    loop_ = *std::move(loop);
  }
  Callers Call(int count) {
    Callers callers;
    for (int i = 0; i < count; ++i) callers.push_back(std::make_unique<Caller>(port_));
    return callers;
  }
  // The loop's thread hears of an end a moment later: another caller, served or refused, shows
  // when.
  bool HasRoomFor(int more) {
    const int wanted = taker_.taken() + more;
    const auto begin = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(kLoopPatienceMs)) {
      late_.push_back(std::make_unique<Caller>(port_));
      pollfd wait = {-1, 0, 0};
      poll(&wait, 1, 1);
      if (taker_.taken() >= wanted) return true;
    }
    return false;
  }

  base::SystemClock clock_;
  std::atomic<int> seconds_{0};
  Taker taker_;
  int port_ = 0;
  Callers late_;
  std::unique_ptr<AcceptLoop> loop_;
};

// Threat T30.
TEST_F(AcceptLoopTest, HandsOverUpToItsBoundAndRefusesTheRestAtOnce) {
  Start({.connections_max = 5, .per_address_max = 5});
  const Callers served = Call(5);
  ASSERT_TRUE(taker_.WaitForTaken(5));
  const Callers refused = Call(20);
  for (const auto& caller : refused) EXPECT_TRUE(caller->Ends());
  EXPECT_EQ(taker_.taken(), 5);
  EXPECT_EQ(loop_->connections(), 5);
}

TEST_F(AcceptLoopTest, APlaceIsFreeWhenTheTakerHasClosedIt) {
  Start({.connections_max = 3, .per_address_max = 3});
  const Callers served = Call(3);
  ASSERT_TRUE(taker_.WaitForTaken(3));
  ASSERT_TRUE(taker_.CloseOne());
  EXPECT_TRUE(HasRoomFor(1));
}

// A caller that says no more still has its place, until the taker gives it up or time is over.
TEST_F(AcceptLoopTest, AHalfClosedConnectionIsCutAfterAWhile) {
  Start({.connections_max = 1, .per_address_max = 1});
  const Callers served = Call(1);
  ASSERT_TRUE(taker_.WaitForTaken(1));
  served[0]->SayNoMore();
  EXPECT_EQ(loop_->connections(), 1);
  EXPECT_TRUE(served[0]->Ends());
  EXPECT_TRUE(HasRoomFor(1));
}

// Threat T32.
TEST_F(AcceptLoopTest, CutsTheConnectionOfAnEndpointAndNoOther) {
  Start({.connections_max = 3, .per_address_max = 3});
  const Callers served = Call(2);
  ASSERT_TRUE(taker_.WaitForTaken(2));
  loop_->NoteLine(served[1]->endpoint());
  loop_->Cut("127.0.0.1:1");
  loop_->Cut(served[0]->endpoint());
  EXPECT_TRUE(served[0]->Ends());
  EXPECT_TRUE(HasRoomFor(1));
  loop_->Cut(served[1]->endpoint());
  EXPECT_TRUE(served[1]->Ends());
}

// Threat T33: gRPC 1.51 keeps the bytes of a header block that never ends.
TEST_F(AcceptLoopTest, CutsAConnectionThatSendsMoreThanItsFrames) {
  Start({.connections_max = 3, .per_address_max = 3});
  const Callers served = Call(3);
  ASSERT_TRUE(taker_.WaitForTaken(3));
  constexpr size_t kMuch = base::kStrayBytesWithoutLineMax + 1;
  loop_->NoteLine(served[1]->endpoint());
  loop_->NoteFrame(served[2]->endpoint(), kMuch);
  std::thread saying([&served] {
    for (const auto& caller : served) caller->Say(kMuch);
  });
  const auto begin = std::chrono::steady_clock::now();
  while (loop_->connections() == 3) {
    taker_.Drain();
    ASSERT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(kLoopPatienceMs));
  }
  EXPECT_TRUE(served[0]->Ends());
  saying.join();
  taker_.Drain();
  // The others are left alone, and the place is free.
  EXPECT_TRUE(HasRoomFor(1));
  EXPECT_EQ(loop_->connections(), 3);
}

TEST_F(AcceptLoopTest, StoppedItHandsNothingOverAndLeavesWhatWasHandedOver) {
  Start({.connections_max = 3, .per_address_max = 3});
  const Callers served = Call(2);
  ASSERT_TRUE(taker_.WaitForTaken(2));
  loop_->Stop();
  loop_->Stop();
  loop_->Cut(served[0]->endpoint());
  EXPECT_EQ(taker_.taken(), 2);
  ASSERT_TRUE(taker_.CloseOne());
  ASSERT_TRUE(taker_.CloseOne());
  for (const auto& caller : served) EXPECT_TRUE(caller->Ends());
}

// Threat T30: gRPC's own listener never accepts again after this.
TEST_F(AcceptLoopTest, WithoutFilesItRefusesAndGoesOnWhenThereAreSome) {
  Start({.connections_max = 10'000, .per_address_max = 10'000});
  rlimit before = {};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const Callers served = Call(1);
  ASSERT_TRUE(taker_.WaitForTaken(1));
  // Callers are of this process too: their files are opened before there are none left.
  std::vector<int> sockets;
  for (int i = 0; i < 8; ++i) sockets.push_back(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const rlimit none = {3, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
  sockaddr_in hub = {};
  hub.sin_family = AF_INET;
  hub.sin_port = htons(static_cast<uint16_t>(port_));
  inet_pton(AF_INET, "127.0.0.1", &hub.sin_addr);
  for (const int fd : sockets) {
    EXPECT_EQ(connect(fd, reinterpret_cast<sockaddr*>(&hub), sizeof(hub)), 0);
  }
  EXPECT_EQ(taker_.taken(), 1);
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
  // Those that waited in the system's queue are refused or served; new ones are served.
  EXPECT_TRUE(HasRoomFor(1));
  for (const int fd : sockets) close(fd);
}

// Callers, cuts, notes and the loop at once: for TSan to look at.
TEST_F(AcceptLoopTest, ManyThreadsAtOnce) {
  Start({.connections_max = 16, .per_address_max = 16});
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([this] {
      for (int i = 0; i < 100; ++i) {
        const Caller caller(port_);
        loop_->NoteLine(caller.endpoint());
        if (i % 3 == 0) loop_->Cut(caller.endpoint());
        taker_.CloseOne();
        EXPECT_LE(loop_->connections(), 16);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  while (taker_.CloseOne()) continue;
  EXPECT_TRUE(HasRoomFor(1));
  loop_->Stop();
}

TEST_F(AcceptLoopTest, LooksUpEverySecond) {
  Start({.connections_max = 1, .per_address_max = 1});
  const auto begin = std::chrono::steady_clock::now();
  while (seconds_ < 2) {
    pollfd wait = {-1, 0, 0};
    poll(&wait, 1, 10);
    ASSERT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(kLoopPatienceMs));
  }
}

TEST(AcceptLoopStart, WhatIsNoSocketIsRefused) {
  AcceptOptions options;
  const auto loop = AcceptLoop::Start(std::move(options));
  EXPECT_EQ(base::ReasonOf(loop.status()), "LISTEN_FAILED");
}

}  // namespace
}  // namespace lontar::hub
