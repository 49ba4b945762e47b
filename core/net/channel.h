#pragma once
// The client's end of a line to the hub, and the same bounds at the server's end.
//
// gRPC compresses nothing (our frames do it themselves, and a bomb must be counted where it is
// read), retries nothing (the session resumes where it stopped) and takes no message above the
// limits of base/limits.h.

#include <grpc/support/time.h>
#include <grpcpp/channel.h>
#include <grpcpp/server_builder.h>
#include <grpcpp/support/channel_arguments.h>

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/base/limits.h"
#include "core/net/credentials.h"

namespace lontar::net {

// Which of the two kinds of line: they differ in the largest message.
enum class Line {
  kSync,   // kSyncMessageBytesMax
  kLocal,  // kLocalMessageBytesMax
};

// How long a server lets a connection be. The defaults are those of base/limits.h; tests wait less.
struct ConnectionTimes {
  int handshake_ms = base::kHandshakeMsMax;
  int idle_ms = base::kIdleMsMax;
  int age_ms = base::kConversationMinutesMax * 60 * 1000;
  int grace_ms = base::kConnectionGraceMinutesMax * 60 * 1000;
};

// The options of a client's channel. Each channel has a connection of its own, so that two
// identities in one process never share one.
grpc::ChannelArguments ChannelOptions(Line line);

// A channel to "host:port"; connects when it is first used. The hub's certificate must name
// `server_name`, or the host where that is empty. A proxy of the environment
// (https_proxy) is used, but never for this machine's own addresses. A handshake that fails looks
// like a hub that is not there (Unavailable): tell people to look at certificate, authority and
// clock.
std::shared_ptr<grpc::Channel> OpenHubChannel(absl::string_view address,
                                              const TlsIdentity& identity,
                                              absl::string_view server_name = "");

// Connects within kConnectMsMax, or within `longest` if that is less; blocks so long. Unavailable
// with the reason HUB_NOT_REACHED: there is no connection then, or the try failed before, which is
// not waited out: people see at once that they are offline, and when to try again is decided above.
// `is_given_up` is asked four times a second: a program that is told to stop does not wait here.
absl::Status Connect(
    grpc::Channel* channel, absl::string_view address,
    absl::Duration longest = absl::InfiniteDuration(),
    const std::function<bool()>& is_given_up = [] { return false; });

// A deadline that many milliseconds from the call, for contexts of gRPC: counted by its own clock,
// which nobody sets.
gpr_timespec DeadlineIn(absl::Duration duration);

// The server's side of it: message and metadata sizes, streams a connection, silent sockets,
// keepalive, and, on a line to the hub, how long a connection may be idle and how old it may grow.
// Call it before AddListeningPort. Two servers never share a port.
void SetServerLimits(Line line, grpc::ServerBuilder* builder, const ConnectionTimes& times = {});

}  // namespace lontar::net
