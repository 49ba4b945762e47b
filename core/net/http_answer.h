#pragma once
// From a handler's response to what goes onto the wire: caching, compression and the headers that
// protect a browser. Pure, any thread.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/net/http_message.h"

namespace lontar::net {

struct HttpAnswer {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::unique_ptr<HttpBody> stream;  // instead of `body`
};

// 304 without a body where If-None-Match names the etag; gzip where the client takes it and the
// body is worth it. Every answer has a content policy without inline script or style and without
// any other origin, nosniff, a referrer policy, and Vary and Cache-Control that keep one reader's
// view from another.
HttpAnswer MakeAnswer(const HttpRequest& request, HttpResponse response);

// Whether an Accept-Encoding field takes gzip: RFC 9110, 12.5.3; "gzip;q=0" does not.
bool TakesGzip(absl::string_view accept_encoding);

}  // namespace lontar::net
