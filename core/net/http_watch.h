#pragma once
// What a monitor asks of a program: /healthz, /readyz and /metrics.

#include <functional>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/net/http_message.h"

namespace lontar::net {

struct HttpWatch {
  // OK: store and core are there. Called on the server's threads.
  std::function<absl::Status()> ready;
  // The text of metrics_text.h; an error where the program has none at the moment.
  std::function<absl::StatusOr<std::string>()> metrics;
};

// The answer to one of the three paths; nothing for any other. /healthz is 200 as long as the
// program answers at all; /readyz and /metrics are 503 with the reason where it is not ready.
std::optional<HttpResponse> AnswerWatch(const HttpRequest& request, const HttpWatch& watch);

}  // namespace lontar::net
