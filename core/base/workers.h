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

// As many threads as the machine has cores, for the time of each call. For shells; `work` must not
// throw.
class ThreadWorkers : public Workers {
 public:
  void ForEach(int count, const std::function<void(int)>& work) override;
};

}  // namespace lontar::base
