#pragma once
// What makes members' figures differ, gathered from the leaves: slow and obvious. The gathering of
// core/fold must agree with it.
//
// Only decoders are shared with core; nothing of fold::State. A statement is live unless an
// accepted report that names its report states the same block; compromised keys are not looked at.
// As specified: recounted nowhere, the reports say it.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/reference/naive_fold.h"

namespace lontar::reference {

struct NaiveDeviations {
  std::set<std::string> providers;
  std::set<std::string> periods;
  std::set<std::string> source_ids;
  uint64_t with_number = 0;
  uint64_t held_back = 0;
  uint64_t as_specified = 0;
  int blocks = 0;
  int unreadable_blocks = 0;
  std::map<std::string, int> deviations;  // by id
  std::set<std::string> ages;
  std::set<std::string> concepts;
  std::set<std::string> definitions;
  std::set<std::string> sources;
};

// By member and indicator: those with figures among the first `size` lines. A part that is not at
// hand is unreadable.
std::map<std::pair<std::string, std::string>, NaiveDeviations> GatherNaively(
    const std::vector<LogLine>& lines, size_t size, const PartBytes& parts);

}  // namespace lontar::reference
