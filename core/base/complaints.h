#pragma once
// Which complaints are written: a flood must not fill the disk with diagnostics.
//
// Pure: the time is handed in. One caller at a time.

#include <map>
#include <optional>
#include <string>

#include "absl/time/time.h"

namespace lontar::base {

class Complaints {
 public:
  // One more complaint about `subject`, an address or a member. Says how many are to be written
  // now, as one line: the first at once, those that follow within kComplaintSeconds together with
  // the first one after it. Nothing: it was only counted. Above kComplaintSubjectsMax subjects the
  // oldest is forgotten.
  std::optional<int> Count(const std::string& subject, absl::Time now);

 private:
  struct Subject {
    absl::Time written;
    int waiting = 0;
  };
  void ForgetOldest();

  std::map<std::string, Subject> subjects_;
};

}  // namespace lontar::base
