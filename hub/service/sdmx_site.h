#pragma once
// The SDMX REST interface of the hub: /sdmx/v1 and /sdmx/v2 (hub/rest).

#include <optional>

#include "absl/status/statusor.h"
#include "core/net/http_message.h"
#include "hub/service/hub_shell.h"
#include "hub/service/site_pages.h"

namespace lontar::hub {

// The answer to a path of the interface; nothing for any other. `reader`: as whom it is asked, or
// why its token does not hold. `shell` outlives the answer's body. Any thread.
std::optional<net::HttpResponse> AnswerSdmx(const net::HttpRequest& request,
                                            const absl::StatusOr<Reader>& reader,
                                            const HubShell* shell);

}  // namespace lontar::hub
