#include "core/net/local_call.h"

#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/net/status.h"

namespace lontar::net {

absl::Status StatusOfCall(const grpc::Status& status, const Daemon& daemon) {
  if (status.error_code() != grpc::StatusCode::UNAVAILABLE || !status.error_details().empty()) {
    return FromGrpc(status);
  }
  if (access(daemon.socket.c_str(), W_OK) != 0 && errno == EACCES) {
    return base::Problem(
        absl::StatusCode::kPermissionDenied, "SOCKET_NOT_PERMITTED",
        absl::StrCat("the ", daemon.name, "'s socket \"", daemon.socket,
                     "\" is another user's; run this as the user of ", daemon.program));
  }
  return base::Problem(
      absl::StatusCode::kUnavailable, daemon.not_running_reason,
      absl::StrCat("no ", daemon.name, " answers at \"", daemon.socket, "\"; start ",
                   daemon.program, ", or name the socket of the one that runs"));
}

}  // namespace lontar::net
