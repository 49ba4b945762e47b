#pragma once
// What hub and node are asked about the merged state.

#include <cstdint>
#include <optional>
#include <string>

namespace lontar::net {

struct Question {
  std::string question;           // "threshold", "docket", "questions", …: fold::Question
  std::string collection;         // empty: the one that there is
  std::string round;              // empty: the round opened last; cells need none
  std::optional<uint64_t> as_of;  // log size; absent: the present one
  std::string member;             // for cells, questions, releases; empty: all
  std::string indicator;          // for cells, questions, releases; empty: all
  bool history = false;           // for cells: every candidate and every earlier value too
  bool reports_only = false;      // for the docket: only what every holder of the log can read
  std::string on;                 // for the calendar: the day that it is read on, ISO
  // For threshold and docket: what is supposed instead of the round's parameters.
  std::optional<uint32_t> what_if_threshold;
  std::string what_if_members_on;  // ISO date; empty: the round's
  bool what_if_counts_as_specified = false;
  uint32_t evaluation = 0;  // of the round; 0: the first, whose result stands
};

}  // namespace lontar::net
