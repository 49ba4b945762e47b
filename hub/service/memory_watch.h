#pragma once
// Whether the process has too much memory, and has lines ended before the machine swaps (threats
// T30 to T32).
//
// MemoryWatch is pure; the function below asks the allocator. Any thread for that.

#include <cstddef>

namespace lontar::hub {

class MemoryWatch {
 public:
  explicit MemoryWatch(size_t bytes_max) : bytes_max_(bytes_max) {}

  // Takes what the process has now. Memory is short from the moment at which it is above the limit
  // until it is below seven eighths of it: at the limit itself one line would come and go.
  void Take(size_t bytes_now);
  bool is_short() const { return is_short_; }
  // Above the limit this moment: something is to be ended.
  bool is_above() const { return is_above_; }

 private:
  size_t bytes_max_;
  bool is_short_ = false;
  bool is_above_ = false;
};

// Gives what the allocator keeps in reserve back to the system: after a flood most is that.
void GiveBackMemory();

}  // namespace lontar::hub
