#pragma once
// Tokens by which people of the office open the node's pages in a browser, until when, and whether
// they may approve there. Pure.
//
// A token (core/trust/bearer_token.h) has its holder's name, which stands with what is done by it:
// who entered a figure does not approve it, whatever name is typed. Names stay on this node.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/base/digest.h"
#include "core/base/entropy.h"

namespace lontar::node {

enum class PageRole {
  kReader,    // looks
  kApprover,  // and approves drafts, and gives them back
};
absl::string_view NameOf(PageRole role);  // "reader", "approver"

struct PageToken {
  std::string id;    // "token-7"
  std::string name;  // "S. Chan"
  PageRole role = PageRole::kReader;
  base::Hash secret_hash;
  std::string made;     // ISO date, as all of these
  std::string expires;  // the last day on which it holds (UTC)
  std::string revoked;  // empty while it is not

  bool may_approve() const { return role == PageRole::kApprover; }
};

class PageTokens {
 public:
  // What Written wrote; empty text: no token. DataLoss with ROLE_TOKENS_DAMAGED.
  static absl::StatusOr<PageTokens> Read(absl::string_view text);
  std::string Written() const;

  struct Made {
    std::string id;
    std::string secret;
  };
  // InvalidArgument with ROLE_TOKEN_INVALID: another role, no name, or one with more than
  // kPageNameBytesMax bytes or control characters; the errors of trust::LastDayOf.
  // ResourceExhausted with ROLE_TOKENS_FULL: kRoleTokensMax are kept.
  struct Request {
    std::string name;
    std::string role;
    std::string expires;
  };
  absl::StatusOr<Made> Make(const Request& request, absl::Time now, base::Entropy* entropy);
  // NotFound with ROLE_TOKEN_ABSENT. One that is revoked already stays so, from its first day.
  absl::Status Revoke(absl::string_view id, absl::Time now);
  // The token of this secret if it holds now. Takes the same time whichever it is, and whether it
  // is any. Unauthenticated with TOKEN_UNKNOWN, without saying why: it is none, expired or revoked.
  absl::StatusOr<PageToken> Find(absl::string_view secret, absl::Time now) const;

  const std::vector<PageToken>& all() const { return tokens_; }

 private:
  std::vector<PageToken> tokens_;  // in the order of making
};

inline constexpr size_t kPageNameBytesMax = 200;

}  // namespace lontar::node
