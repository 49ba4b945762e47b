#pragma once
// Figures that an office enters for a provider that keeps no keys: whose letter, whose hands.
//
// What stands in the report is the office and the letter. People's names stay in this node's store.
// Pure.

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/observation/report.h"
#include "node/core/draft_requests.h"
#include "node/core/stored.h"

namespace lontar::node {

// InvalidArgument with ON_BEHALF_OFFICE: no other office of the same member; NAME_WANTED without
// the person; LETTER_NUMBER_WANTED or FILE_EMPTY for half a letter.
absl::Status CheckOnBehalf(const OnBehalfRequest& request, absl::string_view provider,
                           absl::string_view member);

// The office by which a draft was entered, also while its letter is not there; empty: it is the
// provider's own.
std::string EnteringOffice(const StoredDraft& draft);

// FailedPrecondition with LETTER_ABSENT for a draft on behalf whose letter is not there yet.
absl::Status CheckLetter(const StoredDraft& draft, const observation::Report& report);

// Who entered, who approves. InvalidArgument with NAME_WANTED, PermissionDenied with SAME_PERSON.
// Nothing is wanted for a provider's own draft.
absl::Status CheckHands(const StoredDraft& draft, absl::string_view approves);

// The local record on a report: draft, `entered_by`, `approved_by`, `approved`, and the
// `approvals` by keys of people; JSON.
std::string HandsRecord(const StoredDraft& draft, absl::string_view approves,
                        absl::string_view time);

// JSON: null, or `office`, `letter` (its number, or null), `sentence`.
std::string OnBehalfJson(const StoredDraft& draft, const observation::Report& report);

// "entered by KH.NIS on behalf of KH.MOJ, letter 123/2026".
std::string OnBehalfSentence(absl::string_view office, absl::string_view provider,
                             absl::string_view letter);

}  // namespace lontar::node
