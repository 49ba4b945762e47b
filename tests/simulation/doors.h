#pragma once
// The virtual doors of node and hub: time, randomness and the sign register. They belong to the
// machine, not to the program on it: they outlive its crashes.

#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/log/sign_register.h"
#include "core/trust/signature.h"
#include "tests/simulation/dice.h"
#include "tests/simulation/timeline.h"

namespace lontar::simulation {

class VirtualClock : public base::Clock {
 public:
  // `ahead_ms`: how wrong this machine's clock is. A true clock is right, whatever is said to it.
  VirtualClock(const Timeline* timeline, int64_t ahead_ms, bool is_true)
      : timeline_(timeline), is_true_(is_true), ahead_ms_(is_true ? 0 : ahead_ms) {}
  absl::Time Now() override;
  // From now on it is wrong by so much, and goes on.
  void Set(int64_t ahead_ms);
  void Stop();

 private:
  const Timeline* timeline_;
  bool is_true_;
  int64_t ahead_ms_;
  std::optional<int64_t> stopped_ms_;
};

class DrawnEntropy : public base::Entropy {
 public:
  explicit DrawnEntropy(Dice dice) : dice_(dice) {}
  std::string Bytes(size_t count) override { return dice_.Bytes(count); }

 private:
  Dice dice_;
};

// Remembers every head that was ever written.
class RecordingRegister : public log::SignRegister {
 public:
  absl::StatusOr<std::optional<log::SignedHead>> Read() const override;
  absl::Status Write(const log::SignedHead& head) override;

  const std::vector<log::SignedHead>& history() const { return history_; }
  // A planted fault: it forgets what it holds.
  void GoBack() { goes_back_ = true; }
  // The next write fails, and is not done.
  void FailOnce() { fails_next_ = true; }
  void Repair() { fails_next_ = false; }

 private:
  std::vector<log::SignedHead> history_;
  bool fails_next_ = false;
  bool goes_back_ = false;
};

// Keys by name: the same in every run of a process, so that making them costs once.
class KeyRing {
 public:
  const trust::Signer& Key(const std::string& name);
};

}  // namespace lontar::simulation
