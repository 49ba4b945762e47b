#include "core/net/health.h"

#include <grpcpp/generic/generic_stub.h>

#include "core/net/channel.h"
#include "core/net/local_socket.h"
#include "gtest/gtest.h"
#include "tests/unit/net/fake_hub.h"
#include "tests/unit/net/socket_folder.h"

namespace lontar::net {
namespace {

// What the standard service answers to an empty request: field 1 of HealthCheckResponse.
std::string HealthAt(const std::string& path) {
  const auto channel = OpenLocalChannel(path).value();
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  context.set_deadline(DeadlineIn(absl::Seconds(20)));
  grpc::CompletionQueue queue;
  const grpc::Slice nothing;
  const auto call = stub.PrepareUnaryCall(&context, "/grpc.health.v1.Health/Check",
                                          grpc::ByteBuffer(&nothing, 1), &queue);
  call->StartCall();
  grpc::ByteBuffer answer;
  grpc::Status status;
  call->Finish(&answer, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  queue.Shutdown();
  while (queue.Next(&tag, &ok)) continue;
  std::vector<grpc::Slice> slices;
  if (!status.ok() || !answer.Dump(&slices).ok() || slices.empty()) return status.error_message();
  const std::string bytes(reinterpret_cast<const char*>(slices[0].begin()), slices[0].size());
  if (bytes == std::string("\x08\x01", 2)) return "SERVING";
  return bytes == std::string("\x08\x02", 2) ? "NOT_SERVING" : "unknown";
}

TEST(Health, EveryLocalServerAnswersAsItIsTold) {
  const SocketFolder folder;
  FakeHubBook book;
  const auto service = MakeFakeHub(&book);
  const auto first = StartLocalServer(folder.In("a.sock"), service.get());
  ASSERT_TRUE(first.ok()) << first.status();
  HealthSign sign;
  sign.Add(first->get());
  EXPECT_EQ(HealthAt(folder.In("a.sock")), "NOT_SERVING");
  sign.Set(true);
  EXPECT_EQ(HealthAt(folder.In("a.sock")), "SERVING");
  const auto second = StartLocalServer(folder.In("b.sock"), service.get());
  ASSERT_TRUE(second.ok()) << second.status();
  sign.Add(second->get());
  EXPECT_EQ(HealthAt(folder.In("b.sock")), "SERVING");
  sign.Set(false);
  EXPECT_EQ(HealthAt(folder.In("a.sock")), "NOT_SERVING");
  EXPECT_EQ(HealthAt(folder.In("b.sock")), "NOT_SERVING");
  sign.Clear();
  sign.Set(true);
  EXPECT_EQ(HealthAt(folder.In("a.sock")), "NOT_SERVING");
  (*first)->Shutdown(DeadlineIn(absl::Seconds(0)));
  (*second)->Shutdown(DeadlineIn(absl::Seconds(0)));
}

}  // namespace
}  // namespace lontar::net
