#include "core/net/channel.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/server.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "tests/unit/net/fake_hub.h"

namespace lontar::net {
namespace {

// A hub without TLS, under the limits of a line.
class LimitedHub {
 public:
  explicit LimitedHub(Line line) : service_(MakeFakeHub(&book_)) {
    grpc::ServerBuilder builder;
    SetServerLimits(line, &builder);
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(service_.get());
    server_ = builder.BuildAndStart();
  }
  ~LimitedHub() { server_->Shutdown(DeadlineIn(absl::Seconds(0))); }

  int port() const { return port_; }
  std::string address() const { return absl::StrCat("127.0.0.1:", port_); }
  const FakeHubBook& book() const { return book_; }

  // A client that keeps no limit itself.
  grpc::StatusCode CallFreely(const CallOptions& call) const {
    grpc::ChannelArguments options;
    options.SetMaxSendMessageSize(-1);
    options.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
    options.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    return CallHub(
               grpc::CreateCustomChannel(address(), grpc::InsecureChannelCredentials(), options),
               call)
        .error_code();
  }

 private:
  FakeHubBook book_;
  std::unique_ptr<grpc::Service> service_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

TEST(ServerLimits, AMessageMayFillAFrameButNotMore) {
  const LimitedHub hub(Line::kSync);
  EXPECT_EQ(hub.CallFreely({.act_bytes = base::kFrameBytesMax}), grpc::StatusCode::OK);
  EXPECT_EQ(hub.CallFreely({.act_bytes = base::kSyncMessageBytesMax}),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(hub.book().asked.size(), 1u);
}

TEST(ServerLimits, AnImportPassesALocalLine) {
  const LimitedHub hub(Line::kLocal);
  EXPECT_EQ(hub.CallFreely({.act_bytes = base::kImportBytesMax}), grpc::StatusCode::OK);
  EXPECT_EQ(hub.CallFreely({.act_bytes = base::kLocalMessageBytesMax}),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST(ServerLimits, MuchMetadataIsRefused) {
  const LimitedHub hub(Line::kSync);
  EXPECT_EQ(hub.CallFreely({.metadata = std::string(4096, 'm')}), grpc::StatusCode::OK);
  EXPECT_EQ(hub.CallFreely({.metadata = std::string(2 * base::kMetadataBytesMax, 'm')}),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(hub.book().asked.size(), 1u);
}

TEST(ServerLimits, CompressedMessagesAreRefused) {
  const LimitedHub hub(Line::kSync);
  EXPECT_EQ(hub.CallFreely({.gzip = true, .act_bytes = 100'000}), grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_TRUE(hub.book().asked.empty());
}

TEST(ServerLimits, TwoServersNeverShareAPort) {
  const LimitedHub first(Line::kSync);
  FakeHubBook book;
  const auto service = MakeFakeHub(&book);
  grpc::ServerBuilder builder;
  SetServerLimits(Line::kSync, &builder);
  int port = 0;
  builder.AddListeningPort(first.address(), grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(service.get());
  EXPECT_EQ(builder.BuildAndStart(), nullptr);
}

TEST(Channel, TheClientKeepsItsOwnLimit) {
  const LimitedHub hub(Line::kLocal);
  const auto channel = grpc::CreateCustomChannel(hub.address(), grpc::InsecureChannelCredentials(),
                                                 ChannelOptions(Line::kLocal));
  EXPECT_EQ(CallHub(channel, {.act_bytes = base::kLocalMessageBytesMax}).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_TRUE(hub.book().asked.empty());
}

TEST(Channel, ConnectsWhereAHubListens) {
  const LimitedHub hub(Line::kSync);
  const auto channel = grpc::CreateCustomChannel(hub.address(), grpc::InsecureChannelCredentials(),
                                                 ChannelOptions(Line::kLocal));
  EXPECT_TRUE(Connect(channel.get(), hub.address()).ok());
}

TEST(Channel, NoHubIsUnavailableWithItsReason) {
  // Its port is free again once it is gone.
  std::string address;
  {
    const LimitedHub hub(Line::kSync);
    address = hub.address();
  }
  const auto channel = OpenHubChannel(address, TlsIdentity());
  const absl::Status status = Connect(channel.get(), address, absl::Milliseconds(50));
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(base::ReasonOf(status), "HUB_NOT_REACHED");
}

}  // namespace
}  // namespace lontar::net
