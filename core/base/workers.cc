#include "core/base/workers.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace lontar::base {

void ThreadWorkers::ForEach(int count, const std::function<void(int)>& work) {
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  const int threads = std::min(cores, count);
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
