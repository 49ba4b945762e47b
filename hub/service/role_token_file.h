#pragma once
// The role tokens of a hub in a file beside its store. Any thread.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/base/mutex.h"
#include "hub/core/role_tokens.h"

namespace lontar::hub {

class RoleTokenFile {
 public:
  // Reads the file; none is no token. A damaged one is written into the diagnostics: the hub runs
  // all the same, nobody has a role, and the calls below answer with ROLE_TOKENS_DAMAGED until it
  // is mended or moved away and the hub started again. Both doors must outlive it.
  RoleTokenFile(std::string path, base::Clock* clock, base::Entropy* entropy);

  // lontar.token.v1, with the secret: the only time that it is shown. Durable when it answers.
  // Errors of RoleTokens::Make and of writing; nothing is made then.
  absl::StatusOr<std::string> MakeJson(const fold::Viewer& viewer, absl::string_view expires);
  // lontar.tokens.v1.
  absl::StatusOr<std::string> ListJson() const;
  // lontar.token.v1 of the one that holds no more. Durable when it answers.
  absl::StatusOr<std::string> RevokeJson(absl::string_view id);
  // Who this is, now. Errors of RoleTokens::Find.
  absl::StatusOr<RoleToken> Find(absl::string_view secret) const;

 private:
  absl::Status Write(const RoleTokens& tokens) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::string path_;
  base::Clock* const clock_;
  base::Entropy* const entropy_;
  mutable base::Mutex mutex_;
  absl::Status damaged_ ABSL_GUARDED_BY(mutex_);
  RoleTokens tokens_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lontar::hub
