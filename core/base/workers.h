#pragma once
// Work for all cores, handed out by a core that owns no thread.

#include <functional>

namespace lontar::base {

// Calls a function for 0 .. count-1, in any order and perhaps at once, and returns when all are
// done.
class Workers {
 public:
  virtual ~Workers() = default;
  virtual void ForEach(int count, const std::function<void(int)>& work) = 0;
};

// One after the other on the caller's thread: tests and the simulator.
class InlineWorkers : public Workers {
 public:
  void ForEach(int count, const std::function<void(int)>& work) override {
    for (int i = 0; i < count; ++i) work(i);
  }
};

// Threads for the time of each call, the caller's among them. For shells; `work` must not throw.
// Any thread may call, also while another call is under way.
class ThreadWorkers : public Workers {
 public:
  // As many as the machine has cores.
  ThreadWorkers();
  // So many; at least one.
  explicit ThreadWorkers(int threads) : threads_(threads) {}
  void ForEach(int count, const std::function<void(int)>& work) override;

 private:
  int threads_;
};

}  // namespace lontar::base
