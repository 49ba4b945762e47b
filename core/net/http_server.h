#pragma once
// A bounded HTTP/1.1 server, for a web server of the operator's in front that has TLS (threats T33,
// T34, T42).
//
// It listens on this machine's own addresses only, unless it is told otherwise. GET and HEAD, and
// POST of a form where a path is named for it; anything else is refused before a handler sees it.
// Bounds are those of limits.h: who is slow, sends too much, or sends what two programs could read
// in two ways, is answered in words where HTTP still can, and cut.
//
// Shells only. Start and Stop: one caller at a time.

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/base/limits.h"
#include "core/net/http_message.h"

namespace lontar::net {

struct HttpLimits {
  int connections_max = base::kHttpConnectionsMax;
  int per_address_max = base::kHttpConnectionsPerAddressMax;
  std::chrono::milliseconds request_longest{base::kHttpRequestMsMax};
  std::chrono::milliseconds answer_longest = std::chrono::minutes(base::kHttpAnswerMinutesMax);
};

struct HttpOptions {
  std::string address;  // "127.0.0.1:8080", "[::1]:8080"; port 0: one that is free
  // Addresses that are not this machine's own: without TLS tokens would cross a network readable.
  bool may_leave_machine = false;
  HttpLimits limits = {};
  // Called on one of kHttpThreads threads. May wait for a lock, as others are served meanwhile.
  std::function<HttpResponse(const HttpRequest&)> respond;
  // Paths, without percent signs, that take a form: "/sign-in".
  std::vector<std::string> form_paths = {};
  // Makes the answer to what is refused before `respond` sees it, with this HTTP status; as much of
  // the request is there as could be read. None: HttpProblem. Pure, any thread.
  std::function<HttpResponse(const HttpRequest&, const absl::Status&, int http_status)> refuse = {};
};

class HttpServer {
 public:
  // Serves from now on. InvalidArgument with HTTP_ADDRESS_INVALID: no address and port, or not one
  // of this machine's own; Unavailable with HTTP_LISTEN_FAILED and the system's reason.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(HttpOptions options);
  // Stops first.
  ~HttpServer();

  // Cuts every connection. On return no handler runs, and none will.
  void Stop();
  int port() const;

 private:
  class Running;
  explicit HttpServer(std::unique_ptr<Running> running);
  std::unique_ptr<Running> running_;
};

}  // namespace lontar::net
