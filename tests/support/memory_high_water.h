#pragma once
// A high-water register in memory: of the machine, not of the program on it.

#include <optional>
#include <utility>

#include "core/chain/high_water.h"

namespace lontar::support {

class MemoryHighWater : public chain::HighWaterRegister {
 public:
  absl::StatusOr<std::optional<chain::HighWater>> Read() const override { return mark; }
  absl::Status Write(const chain::HighWater& next) override {
    // Once; the mark stays as it was.
    if (!failure.ok()) return std::exchange(failure, absl::OkStatus());
    mark = next;
    return absl::OkStatus();
  }

  std::optional<chain::HighWater> mark;
  absl::Status failure;
};

}  // namespace lontar::support
