#include "core/base/workers.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace lontar::base {

ThreadWorkers::ThreadWorkers() : threads_(static_cast<int>(std::thread::hardware_concurrency())) {}

void ThreadWorkers::ForEach(int count, const std::function<void(int)>& work) {
  const int threads = std::min(std::max(1, threads_), count);
  std::atomic<int> next{0};
  const auto take = [&next, count, &work] {
    for (int i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::thread> crew;
  for (int i = 1; i < threads; ++i) crew.emplace_back(take);
  take();
  for (std::thread& thread : crew) thread.join();
}

}  // namespace lontar::base
