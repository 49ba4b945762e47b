#pragma once
// What is approved, as the approver reads it before it is sealed: one screen. A pure function of
// the documented JSON (lontar.review.v1).

#include <string>

#include "cli/answer.h"

namespace lontar::cli {

std::string ReviewText(const Answer& review);

}  // namespace lontar::cli
