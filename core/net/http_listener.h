#pragma once
// The listening socket of an HTTP server. Shells only. Any thread.

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::net {

struct HttpListener {
  int socket = -1;  // non-blocking, closed on exec; whoever has it closes it
  int port = 0;
};

// Listens at "127.0.0.1:8080" or "[::1]:8080". InvalidArgument with HTTP_ADDRESS_INVALID: it is not
// an address in figures and a port from 0 to 65535, or, unless `may_leave_machine`, no loopback
// address. Unavailable with HTTP_LISTEN_FAILED: the port is taken, or the address is not there.
absl::StatusOr<HttpListener> ListenForHttp(absl::string_view address, bool may_leave_machine);

// The check alone, for settings.
absl::Status CheckHttpAddress(absl::string_view address, bool may_leave_machine);

}  // namespace lontar::net
