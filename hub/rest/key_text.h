#pragma once
// Keys and filters as queries write them. Pure, any thread.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/sdmx/selection.h"

namespace lontar::hub::rest {

// "A.KH+VN..": an empty position or "*" is any code, "+" joins those that one may have. "all" and
// "*" are the key that asks for nothing. InvalidArgument with SDMX_QUERY for an empty code.
absl::StatusOr<sdmx::KeyPattern> KeyOf(absl::string_view text);

// Several keys with commas between them, as the second generation has them; none where one of them
// asks for nothing.
absl::StatusOr<std::vector<sdmx::KeyPattern>> KeysOf(absl::string_view text);

// The value of c[`component`] as it was sent: "ge:2016+le:2020", "A,ne:B". InvalidArgument with
// SDMX_QUERY.
absl::StatusOr<sdmx::ComponentFilter> FilterOf(absl::string_view component, absl::string_view raw);

}  // namespace lontar::hub::rest
