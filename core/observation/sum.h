#pragma once
// Adding and taking away, exactly. Pure, any thread.

#include "absl/status/statusor.h"
#include "core/observation/decimal.h"

namespace lontar::observation {

// a + b and a - b, with as many places as the longer of both has. InvalidArgument with
// DECIMAL_TOO_LONG where that is no decimal of ours (decimal.h).
absl::StatusOr<Decimal> Sum(const Decimal& a, const Decimal& b);
absl::StatusOr<Decimal> Difference(const Decimal& a, const Decimal& b);

}  // namespace lontar::observation
