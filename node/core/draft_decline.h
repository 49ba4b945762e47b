#pragma once
// A provider declines what another has drafted for it: the draft ends, the reason stays. Pure.

#include <string>

#include "absl/status/status.h"
#include "core/catalogue/catalogue.h"
#include "node/core/drafted.h"

namespace lontar::node {

struct DeclineRequest {
  std::string draft;
  std::string reason;  // for whoever drafted
  std::string by;      // the person; may be empty; stays on this node
  bool is_dry_run = false;
};

// InvalidArgument with DECLINE_REASON_ABSENT, where the reason is empty or blank; TEXT_NOT_PLAIN as
// CheckReturn (draft_return.h).
absl::Status CheckDecline(const DeclineRequest& request);

// lontar.draft-decline.v1: whom to tell, of which indicators, and why; no words and no figure of
// the draft. `catalogue` may be null.
std::string DeclineJson(const DeclineRequest& request, const Drafted& drafted,
                        const observation::Report& report, const catalogue::Catalogue* catalogue);

}  // namespace lontar::node
