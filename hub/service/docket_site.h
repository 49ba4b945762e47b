#pragma once
// A round's docket over HTTP, as the page that is printed and as the files that people put into
// their own papers. In the reader's view: without the parts it says so (--reports-only is what
// everybody reproduces).
//
//   /rounds/COLLECTION/ROUND/docket            HTML, and docket.xlsx, .odt, .csv, .json
//
// Any thread; several at once.

#include <optional>

#include "core/net/http_message.h"
#include "hub/service/site_pages.h"

namespace lontar::hub {

// Nothing where the path is none of these. `reports_only=true` in the query: only what everybody
// can read who holds the log, so that all get the same bytes.
std::optional<net::HttpResponse> AnswerDocket(const net::HttpRequest& request, const Reader& reader,
                                              const HubShell& shell);

}  // namespace lontar::hub
