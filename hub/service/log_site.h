#pragma once
// The public log over HTTP (docs/formats/log.md): what any tool of C2SP tlog-tiles reads, and
// receipts.
//
//   /checkpoint, /tile/…      as the format has them
//   /log/12.receipt           the receipt of entry 12
//
// Any thread; several at once.

#include <optional>

#include "core/net/http_message.h"
#include "hub/service/hub_shell.h"
#include "hub/service/site_pages.h"

namespace lontar::hub {

// Nothing where the path is none of these. The same for every reader; a problem's page is in
// theirs.
std::optional<net::HttpResponse> AnswerLog(const net::HttpRequest& request, const Reader& reader,
                                           const HubShell& shell);

}  // namespace lontar::hub
