#pragma once
// Errors over HTTP: JSON for programs, a plain page for people. Pure, any thread.

#include "absl/status/status.h"
#include "core/net/http_message.h"

namespace lontar::net {

// The HTTP status that a status of ours has where nobody says otherwise: NotFound is 404.
int HttpStatusOf(absl::StatusCode code);

// The error with its reason id and sentence: as HTML where the request's Accept names text/html,
// else as lontar.error.v1. `http_status` 0: HttpStatusOf its code. No cache keeps it.
HttpResponse HttpProblem(const HttpRequest& request, const absl::Status& error,
                         int http_status = 0);

}  // namespace lontar::net
