#pragma once
// The socket on which a daemon answers its operator's command line. The file system guards it: mode
// 0600, in a folder that nobody else may write to.
//
// Shells only. One call at a time for one path.

#include <grpcpp/channel.h>
#include <grpcpp/server.h>

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace grpc {
class Service;
}

namespace lontar::net {

// Starts to answer at `path` with `service`, which must outlive the server, and with the health
// service of health.h. Makes the folder (mode 0700) where there is none, and removes a socket that
// a dead process left. Errors:
//   InvalidArgument     SOCKET_PATH_TOO_LONG   more than kSocketPathBytesMax bytes, or none
//   FailedPrecondition  SOCKET_IN_USE          another process answers there
//                       SOCKET_PATH_TAKEN      a file stands there that is no socket: it stays
//                       SOCKET_FOLDER_OPEN     others may write to the folder
//   Unavailable         SOCKET_FAILED          the system refuses to listen
// and what base::MakeFolders says. Shutting the server down removes the socket.
absl::StatusOr<std::unique_ptr<grpc::Server>> StartLocalServer(absl::string_view path,
                                                               grpc::Service* service);

// A channel to the socket at `path`; connects when it is first used. InvalidArgument as above.
absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenLocalChannel(absl::string_view path);

// What gRPC calls the socket: "unix:" and the path, with all that a URI may not hold
// percent-encoded.
std::string LocalAddress(absl::string_view path);

}  // namespace lontar::net
