#pragma once
// A report that takes live figures back, with the reason. No I/O but the readers given.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "node/core/draft_builder.h"
#include "node/core/draft_requests.h"

namespace lontar::node {

// The reason of this name: "error", "not-ours", "superseded-source", "disclosure". InvalidArgument
// with REASON_UNKNOWN.
absl::StatusOr<observation::WithdrawReason> WithdrawReasonOf(absl::string_view name);

// One figures part, which holds no figures and states every live block that the request means as
// withdrawn; links to all reports that state one; the note, if there is one, as a narrative of the
// indicator. Of `context` the provider is the request's.
//
// On a provider's behalf an office takes back only what it has entered itself.
//
// InvalidArgument with INDICATOR_UNKNOWN; FailedPrecondition with NOTHING_TO_WITHDRAW, naming what
// is live of the indicator, or with NOT_ENTERED_BY_OFFICE: the provider or another office signed
// it; ResourceExhausted with TOO_MANY_LINKS.
absl::StatusOr<BuiltDraft> BuildWithdrawal(const DraftContext& context,
                                           const WithdrawRequest& request);

}  // namespace lontar::node
