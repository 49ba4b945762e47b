#pragma once
// The virtual doors of node and hub: time, randomness and the sign register. They belong to the
// machine, not to the program on it: they outlive its crashes.

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
  // `ahead_ms`: how wrong this machine's clock is.
  VirtualClock(const Timeline* timeline, int64_t ahead_ms)
      : timeline_(timeline), ahead_ms_(ahead_ms) {}
  absl::Time Now() override;

 private:
  const Timeline* timeline_;
  int64_t ahead_ms_;
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
  // The next write fails, and is not done.
  void FailOnce() { fails_next_ = true; }
  void Repair() { fails_next_ = false; }

 private:
  std::vector<log::SignedHead> history_;
  bool fails_next_ = false;
};

// Keys by name: the same in every run of a process, so that making them costs once.
class KeyRing {
 public:
  const trust::Signer& Key(const std::string& name);
};

}  // namespace lontar::simulation
