#include "core/net/channel.h"

#include <grpc/impl/codegen/compression_types.h>
#include <grpc/impl/codegen/grpc_types.h>
#include <grpcpp/create_channel.h>

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::net {
namespace {

// Only the bit of GRPC_COMPRESS_NONE.
constexpr int kNoCompressionBitset = 1 << GRPC_COMPRESS_NONE;
// Between two tries of the channel itself; the node's own schedule stands above it.
constexpr int kReconnectMsFirst = 1000;
constexpr int kReconnectMsMax = 60 * 1000;
constexpr absl::Duration kLookWhetherGivenUp = absl::Milliseconds(250);

int MessageBytesMax(Line line) {
  return static_cast<int>(line == Line::kSync ? base::kSyncMessageBytesMax
                                              : base::kLocalMessageBytesMax);
}

bool IsThisMachine(absl::string_view address) {
  return absl::StartsWith(address, "localhost:") || absl::StartsWith(address, "127.") ||
         absl::StartsWith(address, "[::1]:");
}

}  // namespace

grpc::ChannelArguments ChannelOptions(Line line) {
  grpc::ChannelArguments options;
  options.SetMaxReceiveMessageSize(MessageBytesMax(line));
  options.SetMaxSendMessageSize(MessageBytesMax(line));
  options.SetCompressionAlgorithm(GRPC_COMPRESS_NONE);
  options.SetInt(GRPC_COMPRESSION_CHANNEL_ENABLED_ALGORITHMS_BITSET, kNoCompressionBitset);
  options.SetInt(GRPC_ARG_MAX_METADATA_SIZE, static_cast<int>(base::kMetadataBytesMax));
  options.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  options.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  options.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kReconnectMsFirst);
  options.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kReconnectMsMax);
  // gRPC's name for how long one attempt to connect may take.
  options.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, base::kConnectMsMax);
  if (line == Line::kSync) {
    options.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, base::kKeepaliveMs);
    options.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, base::kKeepaliveAnswerMsMax);
    options.SetInt(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 0);
  } else {
    options.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  }
  return options;
}

std::shared_ptr<grpc::Channel> OpenHubChannel(absl::string_view address,
                                              const TlsIdentity& identity,
                                              absl::string_view server_name) {
  grpc::ChannelArguments options = ChannelOptions(Line::kSync);
  if (!server_name.empty()) options.SetSslTargetNameOverride(std::string(server_name));
  if (IsThisMachine(address)) options.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return grpc::CreateCustomChannel(std::string(address), ChannelCredentialsOf(identity), options);
}

gpr_timespec DeadlineIn(absl::Duration duration) {
  return gpr_time_from_millis(absl::ToInt64Milliseconds(duration), GPR_TIMESPAN);
}

absl::Status Connect(grpc::Channel* channel, absl::string_view address, absl::Duration longest,
                     const std::function<bool()>& is_given_up) {
  const absl::Duration wait = std::min(longest, absl::Milliseconds(base::kConnectMsMax));
  const int64_t looks = std::max<int64_t>(1, wait / kLookWhetherGivenUp);
  grpc_connectivity_state state = channel->GetState(true);
  for (int64_t look = 0; look < looks && !is_given_up();) {
    if (state == GRPC_CHANNEL_READY || state == GRPC_CHANNEL_TRANSIENT_FAILURE) break;
    // Only a look that waited to its end counts: a change of state took no time.
    if (!channel->WaitForStateChange(state, DeadlineIn(std::min(wait, kLookWhetherGivenUp))))
      ++look;
    state = channel->GetState(true);
  }
  if (state == GRPC_CHANNEL_READY) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kUnavailable, "HUB_NOT_REACHED",
                       absl::StrCat("no connection to the hub at \"", address, "\""));
}

void SetServerLimits(Line line, grpc::ServerBuilder* builder, const ConnectionTimes& times) {
  builder->SetMaxReceiveMessageSize(MessageBytesMax(line));
  builder->SetMaxSendMessageSize(MessageBytesMax(line));
  builder->SetDefaultCompressionAlgorithm(GRPC_COMPRESS_NONE);
  builder->SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_DEFLATE, false);
  builder->SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_GZIP, false);
  builder->AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE,
                              static_cast<int>(base::kMetadataBytesMax));
  builder->AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, base::kStreamsPerConnectionMax);
  builder->AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, times.handshake_ms);
  builder->AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  if (line == Line::kSync) {
    builder->AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, base::kKeepaliveMs);
    builder->AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, base::kKeepaliveAnswerMsMax);
    // Else gRPC takes a client's keepalive of a minute for an attack and closes the line.
    builder->AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                                base::kKeepaliveMs / 2);
    builder->AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, times.idle_ms);
    builder->AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, times.age_ms);
    builder->AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, times.grace_ms);
  }
}

}  // namespace lontar::net
