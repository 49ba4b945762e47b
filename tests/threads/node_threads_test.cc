// The node's shell, called by many threads: those of its own command line beside a conversation.

#include <atomic>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/problem.h"
#include "gtest/gtest.h"
#include "tests/support/counts.h"
#include "tests/threads/crew.h"
#include "tests/threads/federation.h"

namespace lontar::threads {
namespace {

using nlohmann::json;

TEST(NodeThreads, OneConversationAtATimeHoweverManyBegin) {
  Federation federation({"KH"});
  node::NodeShell& node = federation.node("KH");
  std::atomic<int> under_way{0};
  std::atomic<int> begun{0};
  Crew crew;
  crew.Add(6, [&](int) {
    for (int i = 0; i < support::Times(support::kThreadRounds) * 5; ++i) {
      const auto hello = node.BeginSync();
      if (!hello.ok()) {
        EXPECT_EQ(base::ReasonOf(hello.status()), "SYNC_RUNNING");
        continue;
      }
      ++begun;
      EXPECT_EQ(++under_way, 1);
      EXPECT_EQ(node.progress().entries, 0);
      EXPECT_FALSE(json::parse(node.SyncJson()).empty());
      EXPECT_EQ(--under_way, 0);
      node.EndSync();
    }
  });
  crew.Run();
  EXPECT_GT(begun, 0);
}

// Invariant: a node's entries are numbered without a gap, whoever seals them.
TEST(NodeThreads, SealsOfManyThreadsGetANumberEach) {
  constexpr int kSealers = 4;
  Federation federation({"KH"});
  ASSERT_EQ(federation.Sync("KH"), "OK");
  node::NodeShell& node = federation.node("KH");
  const auto seal = [&](int number) {
    const chain::Envelope act = federation.KeyAct("KH", number);
    return node.Do([&act](node::NodeCore& core) { return core.SealAct(act); });
  };
  // The key that the node signs with must stand first.
  ASSERT_TRUE(seal(0).ok());
  base::Mutex mutex;
  std::set<uint64_t> numbers;
  std::atomic<bool> is_over{false};
  std::atomic<int> sealing{kSealers};
  const int each = support::Times(support::kThreadRounds);
  Crew crew;
  crew.Add(kSealers, [&](int sealer) {
    for (int i = 0; i < each; ++i) {
      auto sealed = seal(1 + sealer * each + i);
      // A failed commit was not answered: the same act goes through with the core that is opened
      // anew.
      while (!sealed.ok()) {
        ASSERT_GT(federation.node_disk("KH").failed(), 0) << sealed.status();
        sealed = seal(1 + sealer * each + i);
      }
      base::MutexLock lock(&mutex);
      numbers.insert(json::parse(*sealed)["number"].get<uint64_t>());
    }
    if (--sealing > 0) return;
    is_over = true;
    federation.node_disk("KH").GiveUp();
  });
  crew.Add([&] {
    while (!is_over) {
      const std::string end = federation.Sync("KH");
      EXPECT_TRUE(end == "OK" || federation.node_disk("KH").failed() > 0) << end;
    }
  });
  crew.Add([&] {
    uint64_t entries = 0;
    while (!is_over) {
      const auto status = node.Do(
          [](node::NodeCore& core) -> absl::StatusOr<std::string> { return core.StatusJson(); });
      ASSERT_TRUE(status.ok()) << status.status();
      const uint64_t present = json::parse(*status)["entries"].get<uint64_t>();
      EXPECT_GE(present, entries);
      entries = present;
    }
  });
  crew.Run([&] {
    for (int i = 0; i < 3; ++i) {
      federation.node_disk("KH").FailNextCommit();
      if (!federation.node_disk("KH").WaitUntilFailed()) return;
    }
  });
  EXPECT_EQ(numbers.size(), static_cast<size_t>(kSealers) * each);
  EXPECT_EQ(*numbers.begin(), 2u);
  EXPECT_EQ(*numbers.rbegin(), 1u + kSealers * each);
  EXPECT_EQ(federation.Sync("KH"), "OK");
  EXPECT_EQ(federation.queued("KH"), 0u);
  EXPECT_EQ(federation.hub_size(), 2u + 1 + kSealers * each);
}

}  // namespace
}  // namespace lontar::threads
