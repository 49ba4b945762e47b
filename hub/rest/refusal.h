#pragma once
// Why a request is not answered, and how that is said over SDMX REST.
//
// Source: SDMX REST 1.5 and 2.2, errors; SDMX-ML 2.1 message:Error; SDMX-JSON 2.1 errors. Pure.

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/net/http_message.h"
#include "core/sdmx/message_head.h"
#include "hub/rest/query.h"

namespace lontar::hub::rest {

// InvalidArgument with SDMX_QUERY: it does not follow the grammar (400).
absl::Status BadQuery(absl::string_view sentence);
// Unimplemented with SDMX_NOT_SERVED: the standard has it, this hub does not (501).
absl::Status NotServed(absl::string_view sentence);
// FailedPrecondition with SDMX_AGAINST_RULES: well written, but against what was agreed (422).
absl::Status AgainstRules(absl::string_view sentence);
// NotFound with SDMX_ABSENT (404).
absl::Status Absent(absl::string_view sentence);
// InvalidArgument with SDMX_FORMAT: nothing of what the caller takes is written here (406).
absl::Status NoSuchFormat(absl::string_view sentence);

// OutOfRange with SDMX_TOO_LARGE: more than is answered at once (413).
absl::Status TooLarge(absl::string_view sentence);

// The answer: a message:Error in XML for the first generation, JSON for the second, which says too
// who prepared it and when: SDMX-JSON 2.1 has no message without. No cache keeps it.
net::HttpResponse Refuse(Generation generation, const absl::Status& error,
                         const sdmx::MessageHead& head);

}  // namespace lontar::hub::rest
