#pragma once
// What a hub answers, with the bugs that are planted in its answers.

#include <string>

#include "absl/status/statusor.h"
#include "hub/core/hub_core.h"
#include "tests/simulation/plant.h"

namespace lontar::simulation {

struct AskedOfHub {
  fold::Viewer viewer;
  fold::Question question;
};

absl::StatusOr<std::string> AnswerOf(const hub::HubCore& core, const AskedOfHub& asked,
                                     Plant plant);

}  // namespace lontar::simulation
