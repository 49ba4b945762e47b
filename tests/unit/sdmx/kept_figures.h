#pragma once
// A sink that keeps what it is given.

#include <vector>

#include "core/sdmx/stream.h"

namespace lontar::sdmx {

class KeptFigures : public ObservationSink {
 public:
  absl::Status Begin() override { return absl::OkStatus(); }
  absl::Status Observe(const Observation& observation) override {
    all.push_back(observation);
    return absl::OkStatus();
  }
  absl::Status End() override { return absl::OkStatus(); }
  std::vector<Observation> all;
};

}  // namespace lontar::sdmx
