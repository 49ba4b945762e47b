#pragma once
// SDMX REST: from a request to its answer, in the view of whoever asks.
//
// Structures are public. Figures, their counts, codes and whether there are any are made of what
// the caller may see and of nothing else (threats T20 to T22, T28): one who may see nothing is
// answered as if there were nothing. Answers are made while they are sent; the log is held for one
// group of figures at a time. Source: docs/formats/sdmx.md. Any thread, several at once.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "core/fold/visibility.h"
#include "core/net/http_message.h"
#include "core/sdmx/export.h"
#include "hub/rest/query.h"

namespace lontar::hub::rest {

// The log at one size, and when it had got there.
struct Moment {
  base::LogSize size;
  absl::Time time;
};

// What an answer is made of.
struct RestDoor {
  sdmx::LogAccess log;
  // The log as it was at an instant, or as it is.
  std::function<absl::StatusOr<Moment>(std::optional<absl::Time> instant)> at;
  // When an entry was taken.
  std::function<absl::StatusOr<absl::Time>(base::LogIndex index)> time_of;
  std::string agency;  // who maintains the structures: "ASEC"
  fold::Viewer viewer;
  bool is_signed_in = false;
};

// "v1" or "v2": the generation of a mount.
std::optional<Generation> GenerationOf(absl::string_view mount);

// `path`: what stands behind the mount. `door.log` is kept until the answer is sent.
net::HttpResponse Answer(Generation generation, const std::vector<std::string>& path,
                         const net::HttpRequest& request, const RestDoor& door);

// An error in the interface's own form, with what every answer of it has.
net::HttpResponse Refused(Generation generation, const absl::Status& error, const RestDoor& door);

}  // namespace lontar::hub::rest
