#pragma once
// What occurs in a stream of observations: asked before it is written in a format that must know.
//
// Holds distinct codes and periods, never observations. One thread.

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/sdmx/stream.h"
#include "core/sdmx/structure.h"

namespace lontar::sdmx {

class Survey : public ObservationSink {
 public:
  // `with_texts`: the distinct texts of attributes without a code list too.
  explicit Survey(const Structure& structure, bool with_texts = false);

  absl::Status Begin() override { return absl::OkStatus(); }
  absl::Status Observe(const Observation& observation) override;
  absl::Status End() override { return absl::OkStatus(); }

  uint64_t observations() const { return observations_; }
  uint64_t deletions() const { return deletions_; }  // among the observations
  uint64_t series() const { return series_; }
  const std::vector<std::set<std::string>>& dimensions() const { return dimensions_; }
  const std::vector<std::set<std::string>>& attributes() const { return attributes_; }
  const std::set<std::string>& periods() const { return periods_; }
  // True if a period is shorter than a year.
  bool has_parts_of_years() const;

 private:
  std::vector<bool> wanted_;  // by attribute
  uint64_t observations_ = 0;
  uint64_t deletions_ = 0;
  uint64_t series_ = 0;
  std::vector<std::string> key_;
  std::vector<std::set<std::string>> dimensions_;
  std::vector<std::set<std::string>> attributes_;
  std::set<std::string> periods_;
};

}  // namespace lontar::sdmx
