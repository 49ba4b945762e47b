#pragma once
// Answers as the daemons give them, made small; and the command line as it is called.

#include <sstream>
#include <string>
#include <vector>

#include "cli/answer.h"
#include "cli/run.h"
#include "gtest/gtest.h"

namespace lontar::cli {

struct Outcome {
  ExitCode exit;
  std::string out;
  std::string err;
};

inline Outcome RunWords(const std::vector<std::string>& words) {
  std::ostringstream out;
  std::ostringstream err;
  Terminal terminal(out, err, false);
  const ExitCode exit = Run(words, &terminal);
  return {exit, out.str(), err.str()};
}

inline Answer Read(const std::string& json) {
  absl::StatusOr<Answer> answer = Answer::Parse(json);
  if (!answer.ok()) {
    ADD_FAILURE() << answer.status();
    return Answer();
  }
  return *answer;
}

// A round of four members by the threshold two, with each mark that there is.
inline const char* kThresholdJson = R"({
  "schema": "lontar.threshold.v1", "notice": "DEMONSTRATION: published figures",
  "collection": "asean-child-labour", "catalogue_version": "2025.1", "round": "baseline-2021",
  "title": "membership as of 2021-08-31", "list": "A",
  "year_rule": {"target": 2016, "tie": "earlier", "from": null, "to": "2021-08-31"},
  "membership_date": "2021-08-31", "members": ["KH", "LA", "PH", "TH"], "threshold": 2,
  "log_size": 1204, "root": "7f3a91c000000000000000000000000000000000000000000000000000000000",
  "indicators": [
    {"code": "A1", "id": "child-labour-5-17", "list": "A", "name": "Children aged 5-17",
     "short_name": "Children 5-17 in child labour", "is_guess": true,
     "reported": ["KH", "LA", "PH"], "comparable": ["KH", "PH"], "held_back_only": ["PH"],
     "count": 3, "status": "met",
     "baseline": {
       "KH": {"year": 2012, "state": "current", "value": "25.979", "as_specified": true},
       "LA": {"year": 2017, "state": "disputed", "value": null, "as_specified": false},
       "PH": {"year": 2019, "state": "not readable", "value": null, "as_specified": true}}},
    {"code": "A14", "id": "studies", "list": "A", "name": "Number of studies undertaken",
     "short_name": "Studies and other research on child labour undertaken in the member",
     "is_guess": false, "reported": [], "comparable": [], "held_back_only": [],
     "count": 0, "status": "below", "baseline": {}}]})";

}  // namespace lontar::cli
