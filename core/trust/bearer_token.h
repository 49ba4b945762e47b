#pragma once
// Secrets by which somebody signs in over HTTP: 32 random bytes, shown once. Kept is their SHA-256,
// so that who reads the file of hashes cannot use it; guessing is hopeless, so no slow hash is
// needed. Pure.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/base/digest.h"
#include "core/base/entropy.h"

namespace lontar::trust {

struct BearerToken {
  std::string secret;  // "lontar_…": what its holder gets
  base::Hash hash;     // what is kept
};
BearerToken DrawBearerToken(base::Entropy* entropy);

// The hash that would be kept of this secret; of what is none, one that no token has.
base::Hash HashOfBearer(absl::string_view secret);
// Looks at every byte, whatever it finds.
bool IsSameHash(const base::Hash& a, const base::Hash& b);

// ISO date in UTC.
std::string DayOf(absl::Time time);
// The last day of a token, from a day ("2026-12-31") or a number of days from today.
// InvalidArgument with ROLE_TOKEN_INVALID: a day that is none, in the past or more than
// kRoleTokenDaysMax ahead.
absl::StatusOr<std::string> LastDayOf(absl::string_view expires, absl::Time now);

// "valid", "expired", "revoked", by the days on which a token ends and was revoked.
absl::string_view TokenState(absl::string_view expires, absl::string_view revoked, absl::Time now);

}  // namespace lontar::trust
