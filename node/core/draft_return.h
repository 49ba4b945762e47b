#pragma once
// A draft goes back to its provider, with a reason. Pure.

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "node/core/stored.h"

namespace lontar::node {

struct DraftReturnRequest {
  std::string draft;
  std::string reason;
  std::string by;  // may be empty
  bool is_dry_run = false;
};

// InvalidArgument with RETURN_REASON_ABSENT, where it is empty or blank; TEXT_NOT_PLAIN where
// reason or name is longer than base::kTextBytesMax, no UTF-8 or has control characters.
absl::Status CheckReturn(const DraftReturnRequest& request);

// InvalidArgument with TEXT_NOT_PLAIN, naming `what`.
absl::Status CheckPlainText(absl::string_view what, const std::string& text);

struct ReturnedDraft {
  std::string meta_json;
  chain::Envelope envelope;  // without a signature
  bool had_signature = false;
};
ReturnedDraft ReturnOf(const StoredDraft& draft, const DraftReturnRequest& request,
                       absl::Time time);

// Why a draft without a signature cannot be approved: FailedPrecondition with DRAFT_UNSIGNED,
// naming the reason for which it was returned, if it was.
absl::Status Unsigned(const StoredDraft& draft);

}  // namespace lontar::node
