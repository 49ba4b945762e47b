#pragma once
// What the hub answers over HTTP. Nothing is administered here (threat T42).

#include <memory>

#include "absl/status/statusor.h"
#include "core/net/http_server.h"
#include "core/net/http_watch.h"

namespace lontar::hub {

class HubSite {
 public:
  explicit HubSite(net::HttpWatch watch) : watch_(std::move(watch)) {}

  // Any thread; several at once.
  net::HttpResponse Respond(const net::HttpRequest& request) const;

 private:
  net::HttpWatch watch_;
};

}  // namespace lontar::hub
