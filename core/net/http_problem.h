#pragma once
// Errors over HTTP, for programs; each daemon makes the page for people itself. Pure, any thread.

#include "absl/status/status.h"
#include "core/net/http_message.h"

namespace lontar::net {

// The HTTP status that a status of ours has where nobody says otherwise: NotFound is 404.
int HttpStatusOf(absl::StatusCode code);

// The error with its reason id and sentence, as lontar.error.v1. `http_status` 0: HttpStatusOf its
// code. No cache keeps it.
HttpResponse HttpProblem(const absl::Status& error, int http_status = 0);

// True if the request comes from a browser that shows pages: its Accept names text/html.
bool WantsPage(const HttpRequest& request);

}  // namespace lontar::net
