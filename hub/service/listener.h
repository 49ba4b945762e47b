#pragma once
// The hub's listening socket, and how many files its process may open.
//
// Shells only. Any thread.

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::hub {

struct Listener {
  int socket = -1;  // non-blocking, closed on exec; whoever has it closes it
  int port = 0;
};

// Listens at "host:port", "[::1]:port" or "127.0.0.1:0"; port 0 is one that is free. "[::]" is
// every address of this machine, "0.0.0.0" those of IPv4; of a name with several addresses it takes
// the first that it can. Unavailable with LISTEN_FAILED: it is no address of this machine, or
// taken, with the system's reason.
absl::StatusOr<Listener> Listen(absl::string_view address);

// Raises the process's limit of open files to kOpenFilesWanted, as far as the system grants it, and
// says what it is now.
int RaiseOpenFiles();

}  // namespace lontar::hub
