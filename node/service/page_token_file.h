#pragma once
// The tokens for the node's pages in a file beside its store. Any thread.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/base/mutex.h"
#include "node/core/page_tokens.h"

namespace lontar::node {

class PageTokenFile {
 public:
  // Reads the file; none is no token. A damaged one is written into the diagnostics: the node runs
  // all the same, nobody signs in, and the calls below answer with ROLE_TOKENS_DAMAGED until it is
  // mended or moved away and the node started again. Both doors must outlive it.
  PageTokenFile(std::string path, base::Clock* clock, base::Entropy* entropy);

  // lontar.token.v1, with the secret: the only time that it is shown. Durable when it answers.
  // Errors of PageTokens::Make and of writing; nothing is made then.
  absl::StatusOr<std::string> MakeJson(const PageTokens::Request& request);
  // lontar.tokens.v1.
  absl::StatusOr<std::string> ListJson() const;
  // lontar.token.v1 of the one that holds no more. Durable when it answers.
  absl::StatusOr<std::string> RevokeJson(absl::string_view id);
  // Who this is, now. Errors of PageTokens::Find.
  absl::StatusOr<PageToken> Find(absl::string_view secret) const;

 private:
  // Writes it, and has it from now on.
  absl::Status Take(PageTokens tokens) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::string path_;
  base::Clock* const clock_;
  base::Entropy* const entropy_;
  mutable base::Mutex mutex_;
  absl::Status damaged_ ABSL_GUARDED_BY(mutex_);
  PageTokens tokens_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lontar::node
