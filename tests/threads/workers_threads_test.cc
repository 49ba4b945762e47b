// base::ThreadWorkers and base::Mutex, called by many threads at once.

#include "core/base/workers.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <set>
#include <string>

#include "core/base/mutex.h"
#include "gtest/gtest.h"
#include "tests/support/counts.h"
#include "tests/threads/crew.h"

namespace lontar::base {
namespace {

constexpr int kCallers = 6;
constexpr int kWorkerThreads = 4;

TEST(WorkersThreads, EachItemIsWorkedOnceAndSeenByTheCaller) {
  ThreadWorkers workers(kWorkerThreads);
  threads::Crew crew;
  std::atomic<int> wrong{0};
  crew.Add(kCallers, [&workers, &wrong](int caller) {
    for (int round = 0; round < support::Times(support::kThreadRounds); ++round) {
      std::vector<std::string> items(static_cast<size_t>(17 * caller + round));  // none, too
      workers.ForEach(static_cast<int>(items.size()),
                      [&items](int i) { items[i] += std::to_string(i); });
      for (size_t i = 0; i < items.size(); ++i) wrong += items[i] != std::to_string(i);
    }
  });
  crew.Run();
  EXPECT_EQ(wrong, 0);
}

TEST(WorkersThreads, TheWorkIsShared) {
  ThreadWorkers workers(kWorkerThreads);
  std::latch all_are_here(kWorkerThreads);
  Mutex mutex;
  std::set<std::thread::id> seen;
  // Each item waits for the others: on fewer threads this would never end.
  workers.ForEach(kWorkerThreads, [&](int) {
    {
      MutexLock lock(&mutex);
      seen.insert(std::this_thread::get_id());
    }
    all_are_here.arrive_and_wait();
  });
  EXPECT_EQ(seen.size(), static_cast<size_t>(kWorkerThreads));
}

// A queue as the shells have one: a lock of ours, and the condition on its std::mutex.
TEST(MutexThreads, WhatIsPutIntoAQueueIsTakenOnce) {
  const int count = support::Times(support::kThreadRounds) * 50;
  Mutex mutex;
  std::condition_variable changed;
  std::deque<std::string> queue;
  int64_t put = 0;
  int64_t taken = 0;
  int open = kCallers;
  threads::Crew crew;
  crew.Add(kCallers, [&](int caller) {
    for (int i = 0; i < count; ++i) {
      MutexLock lock(&mutex);
      queue.push_back(std::to_string(caller * count + i));
      put += caller * count + i;
      changed.notify_one();
    }
    MutexLock lock(&mutex);
    --open;
    changed.notify_all();
  });
  crew.Add(kWorkerThreads, [&](int) {
    while (true) {
      std::unique_lock<std::mutex> lock(mutex.native());
      changed.wait_for(lock, std::chrono::minutes(10), [&] { return !queue.empty() || open == 0; });
      if (queue.empty()) return;
      taken += std::stoll(queue.front());
      queue.pop_front();
    }
  });
  crew.Run();
  EXPECT_EQ(taken, put);
  const int64_t last = int64_t{kCallers} * count;
  EXPECT_EQ(put, last * (last - 1) / 2);
}

}  // namespace
}  // namespace lontar::base
