#include "node/service/node_shell.h"

#include "core/store/map_store.h"
#include "gtest/gtest.h"
#include "tests/support/authority.h"
#include "tests/support/memory_high_water.h"

namespace lontar::node {
namespace {

class StillClock : public base::Clock {
 public:
  absl::Time Now() override { return absl::FromUnixSeconds(1'700'000'000); }
};

class NodeShellTest : public testing::Test {
 protected:
  void SetUp() override {
    {
      const auto store = store::OpenMapStore(&disk_);
      const Doors doors{store.get(), &clock_, &entropy_, &high_water_};
      ASSERT_TRUE(NodeCore::Create(doors, authority_.hub_id(), "KH").ok());
    }
    ShellOptions options;
    options.open_store = [this]() -> absl::StatusOr<std::unique_ptr<store::Store>> {
      ++openings_;
      if (!disk_opens_) return base::Problem(absl::StatusCode::kDataLoss, "STORE_DAMAGED", "gone");
      return store::OpenMapStore(&disk_);
    };
    options.doors = {nullptr, &clock_, &entropy_, &high_water_};
    options.keys = {key_.get(), nullptr};
    auto shell = NodeShell::Open(std::move(options));
    ASSERT_TRUE(shell.ok()) << shell.status();
    shell_ = *std::move(shell);
  }

  absl::StatusOr<std::string> Status() {
    return shell_->Do([](NodeCore& core) { return core.StatusJson(); });
  }
  // Some write: the store is handed to the work by the core's own doors.
  absl::Status FailACommit() {
    disk_.fail_commit_in = 1;
    return shell_->Do([](NodeCore& core) {
      auto& store = const_cast<store::Store&>(static_cast<const store::Store&>(core.store()));
      store::Batch batch;
      batch.Put("test", "value");
      return store.Commit(batch);
    });
  }

  support::Authority authority_;
  std::unique_ptr<trust::PrivateKey> key_ = support::KeyOf(11);
  StillClock clock_;
  base::SystemEntropy entropy_;
  store::MapDisk disk_;
  support::MemoryHighWater high_water_;
  bool disk_opens_ = true;
  int openings_ = 0;
  std::unique_ptr<NodeShell> shell_;
};

TEST_F(NodeShellTest, OneConversationAtATime) {
  ASSERT_TRUE(shell_->BeginSync().ok());
  EXPECT_EQ(base::ReasonOf(shell_->BeginSync().status()), "SYNC_RUNNING");
  shell_->EndSync();
  EXPECT_TRUE(shell_->BeginSync().ok());
}

TEST_F(NodeShellTest, OtherCallsGoOnDuringAConversation) {
  ASSERT_TRUE(shell_->BeginSync().ok());
  EXPECT_TRUE(Status().ok());
  EXPECT_EQ(shell_->progress().entries, 0);
  EXPECT_FALSE(shell_->progress().is_done);
}

TEST_F(NodeShellTest, AfterAFailedCommitTheNextCallOpensAnew) {
  ASSERT_TRUE(Status().ok());
  EXPECT_EQ(openings_, 1);
  EXPECT_FALSE(FailACommit().ok());
  EXPECT_TRUE(Status().ok());
  EXPECT_EQ(openings_, 2);
}

// Symptom: the call after a register that could not be written was refused with NODE_ENDED.
TEST_F(NodeShellTest, AfterARegisterThatCouldNotBeWrittenTheNextCallOpensAnew) {
  high_water_.failure = absl::UnavailableError("planned failure");
  {
    store::Batch draft;
    draft.Put("draft/draft-1/meta", "{}");
    draft.Put("draft/draft-1/envelope",
              chain::EncodeEnvelope({chain::EntryKind::kSubmission, "small", "report", {}}));
    const auto store = store::OpenMapStore(&disk_);
    ASSERT_TRUE(store->Commit(draft).ok());
  }
  const absl::Status dropped = shell_->Do([](NodeCore& core) { return core.DropDraft("draft-1"); });
  EXPECT_EQ(dropped.code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(Status().ok());
  EXPECT_EQ(openings_, 2);
}

TEST_F(NodeShellTest, AFailedCommitCutsTheConversation) {
  ASSERT_TRUE(shell_->BeginSync().ok());
  EXPECT_FALSE(FailACommit().ok());
  EXPECT_EQ(base::ReasonOf(shell_->TakeFrame("anything").status()), "SYNC_CUT");
  // Still the turn of whoever began it.
  EXPECT_EQ(base::ReasonOf(shell_->BeginSync().status()), "SYNC_RUNNING");
  shell_->EndSync();
  EXPECT_TRUE(shell_->BeginSync().ok());
}

TEST_F(NodeShellTest, AStoreThatDoesNotOpenIsTriedAgainEachTime) {
  EXPECT_FALSE(FailACommit().ok());
  disk_opens_ = false;
  EXPECT_EQ(base::ReasonOf(Status().status()), "STORE_DAMAGED");
  EXPECT_EQ(base::ReasonOf(shell_->BeginSync().status()), "STORE_DAMAGED");
  disk_opens_ = true;
  EXPECT_TRUE(Status().ok());
}

}  // namespace
}  // namespace lontar::node
