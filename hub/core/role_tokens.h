#pragma once
// Role tokens: who may read what over HTTP, until when. Pure.
//
// A token (core/trust/bearer_token.h) gives a view and nothing else: no act is done with it (threat
// T42).

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/base/digest.h"
#include "core/base/entropy.h"
#include "core/fold/visibility.h"

namespace lontar::hub {

struct RoleToken {
  std::string id;  // "token-7"
  fold::Viewer viewer;
  base::Hash secret_hash;
  std::string made;     // ISO date, as all of these
  std::string expires;  // the last day on which it holds (UTC)
  std::string revoked;  // empty while it is not
};

class RoleTokens {
 public:
  // What Written wrote; empty text: no token. DataLoss with ROLE_TOKENS_DAMAGED.
  static absl::StatusOr<RoleTokens> Read(absl::string_view text);
  std::string Written() const;

  struct Made {
    std::string id;
    std::string secret;  // what its holder gets
  };
  // `expires`: "2026-12-31", or a number of days from today. InvalidArgument with
  // ROLE_TOKEN_INVALID: a member's view without a member, a member where the role has none, two
  // capital letters wanted, a day that is none, in the past or more than kRoleTokenDaysMax ahead.
  // ResourceExhausted with ROLE_TOKENS_FULL: kRoleTokensMax are kept.
  absl::StatusOr<Made> Make(const fold::Viewer& viewer, absl::string_view expires, absl::Time now,
                            base::Entropy* entropy);
  // NotFound with ROLE_TOKEN_ABSENT. One that is revoked already stays so, from its first day.
  absl::Status Revoke(absl::string_view id, absl::Time now);
  // The token of this secret if it holds now. Takes the same time whichever it is, and whether it
  // is any. Unauthenticated with TOKEN_UNKNOWN, without saying why: it is none, expired or revoked.
  absl::StatusOr<RoleToken> Find(absl::string_view secret, absl::Time now) const;

  const std::vector<RoleToken>& all() const { return tokens_; }

 private:
  std::vector<RoleToken> tokens_;  // in the order of making
};

// "valid", "expired", "revoked".
absl::string_view StateOf(const RoleToken& token, absl::Time now);

}  // namespace lontar::hub
