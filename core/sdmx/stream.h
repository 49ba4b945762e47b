#pragma once
// Observations on their way from whoever has them to whoever writes them: one at a time, so that
// nobody holds them all.
//
// Values and an interface. A sink is of one thread.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"

namespace lontar::sdmx {

// One observation of a structure. Texts are UTF-8 as they were reported.
struct Observation {
  std::vector<std::string> key;         // a code for each dimension of the structure, time left out
  std::string period;                   // empty: of the series alone, without an observation
  std::string value;                    // the exact decimal as it was sent; empty: none
  std::vector<std::string> attributes;  // for each attribute of the structure; empty: not stated
  // From the log entry that brought it to the one that ended it.
  base::LogIndex valid_from;
  std::optional<base::LogIndex> valid_to = std::nullopt;  // nothing: it stands
  bool is_deleted = false;  // it was there once: nothing but key and period are said of it
  size_t edition = 0;       // place in MessageHead::editions, where there are any
};

// Begin once, Observe any number of times, End once; nothing more after an error. Observations of
// one key follow one another, in the order of time; those that are deleted come before all others,
// those of an edition before those of the next.
class ObservationSink {
 public:
  virtual ~ObservationSink() = default;
  virtual absl::Status Begin() = 0;
  virtual absl::Status Observe(const Observation& observation) = 0;
  virtual absl::Status End() = 0;
};

// Pushes the same observations in the same order whenever it is called: once to look at them, once
// to write them. Calls Begin and End too.
using ObservationSource = std::function<absl::Status(ObservationSink&)>;

// Where written bytes go, in pieces of any size. An error ends the writing with it.
using ByteSink = std::function<absl::Status(absl::string_view)>;

}  // namespace lontar::sdmx
