#pragma once
// Threads that a test starts together and waits for.

#include <functional>
#include <latch>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

namespace lontar::threads {

// The n-th call of Add is thread n; all of them begin at once, with Run.
class Crew {
 public:
  void Add(std::function<void()> work) { works_.push_back(std::move(work)); }
  void Add(int count, const std::function<void(int)>& work) {
    for (int i = 0; i < count; ++i) Add([work, i] { work(i); });
  }

  // Starts all; `meanwhile` runs on the caller's thread. Returns when all are done.
  void Run(const std::function<void()>& meanwhile = [] {}) {
    std::latch start(static_cast<std::ptrdiff_t>(works_.size()));
    std::vector<std::thread> threads;
    threads.reserve(works_.size());
    for (const std::function<void()>& work : works_) {
      threads.emplace_back([&start, &work] {
        start.arrive_and_wait();
        work();
      });
    }
    meanwhile();
    for (std::thread& thread : threads) thread.join();
  }

 private:
  std::vector<std::function<void()>> works_;
};

}  // namespace lontar::threads
