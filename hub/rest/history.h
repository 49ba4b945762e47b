#pragma once
// The editions of the figures that a query asks for, with its history. Of this room.

#include "absl/status/status.h"
#include "hub/rest/answer.h"
#include "hub/rest/data_answer.h"

namespace lontar::hub::rest {

// Each edition is looked through twice before it is sent.
inline constexpr size_t kEditionsMax = 64;

// Fills in plan and head: an edition for each time at which something that is asked for, and that
// the caller may see, became another; of several leaves of one time the last one. Nothing where
// there has never been any. OutOfRange with SDMX_TOO_LARGE: more than kEditionsMax times.
absl::Status FindEditions(const RestDoor& door, DataWork* work);

}  // namespace lontar::hub::rest
