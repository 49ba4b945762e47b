#pragma once
// What hub and node are asked about the merged state.

#include <cstdint>
#include <optional>
#include <string>

namespace lontar::net {

struct Question {
  std::string question;           // "threshold", "docket", "cells" or "deviations"
  std::string collection;         // empty: the one that there is
  std::string round;              // empty: the round opened last; cells need none
  std::optional<uint64_t> as_of;  // log size; absent: the present one
  std::string member;             // for cells; empty: all
  std::string indicator;          // for cells; empty: all
  bool history = false;           // for cells: every candidate and every earlier value too
};

}  // namespace lontar::net
