#include "core/sdmx/survey.h"

#include <algorithm>

namespace lontar::sdmx {

Survey::Survey(const Structure& structure, bool with_texts)
    : dimensions_(structure.dimensions.size()), attributes_(structure.attributes.size()) {
  for (const Component& attribute : structure.attributes) {
    wanted_.push_back(with_texts || attribute.code_list >= 0);
  }
}

absl::Status Survey::Observe(const Observation& observation) {
  ++observations_;
  if (observation.is_deleted) ++deletions_;
  if (observation.key != key_) {
    ++series_;
    key_ = observation.key;
    for (size_t i = 0; i < key_.size(); ++i) dimensions_[i].insert(key_[i]);
  }
  if (!observation.period.empty()) periods_.insert(observation.period);
  for (size_t i = 0; i < wanted_.size(); ++i) {
    if (wanted_[i] && !observation.attributes[i].empty()) {
      attributes_[i].insert(observation.attributes[i]);
    }
  }
  return absl::OkStatus();
}

bool Survey::has_parts_of_years() const {
  return std::ranges::any_of(
      periods_, [](const std::string& period) { return period.find('-') != std::string::npos; });
}

}  // namespace lontar::sdmx
