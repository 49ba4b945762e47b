#include "node/core/node_core.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/store/key_space.h"
#include "core/store/map_store.h"
#include "core/trust/key_file.h"
#include "node/core/stored.h"
#include "tests/support/memory_high_water.h"

namespace lontar::node {
namespace {

class FixedClock : public base::Clock {
 public:
  absl::Time Now() override { return absl::FromUnixSeconds(1614729600); }
};

class CountingEntropy : public base::Entropy {
 public:
  std::string Bytes(size_t count) override { return std::string(count, ++last_); }

 private:
  char last_ = 0;
};

// A node of Cambodia with one draft, which nobody has signed.
class NodeCoreTest : public testing::Test {
 protected:
  NodeCoreTest() {
    store_ = store::OpenMapStore(&disk_);
    EXPECT_TRUE(NodeCore::Create(doors(), base::HubId(), "KH").ok());
    chain::Envelope envelope;
    envelope.collection = "child-labour";
    envelope.payload = "report";
    disk_.durable[absl::StrCat(store::DraftKey("draft-1"), kDraftMeta)] = "{}";
    disk_.durable[absl::StrCat(store::DraftKey("draft-1"), kDraftEnvelope)] =
        chain::EncodeEnvelope(envelope);
  }

  Doors doors() { return {store_.get(), &clock_, &entropy_, &high_water_}; }
  std::unique_ptr<NodeCore> Open() {
    store_ = store::OpenMapStore(&disk_);
    return *NodeCore::Open(doors(), {key_.get(), nullptr});
  }

  store::MapDisk disk_;
  support::MemoryHighWater high_water_;
  FixedClock clock_;
  CountingEntropy entropy_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<trust::PrivateKey> key_ =
      trust::PrivateKey::FromSeed(std::string(32, 'k')).value();
};

TEST_F(NodeCoreTest, IsMadeOnce) {
  EXPECT_EQ(base::ReasonOf(NodeCore::Create(doors(), base::HubId(), "KH")), "STORE_EXISTS");
  EXPECT_EQ(Open()->identity().member, "KH");
}

TEST_F(NodeCoreTest, AStoreThatNobodyInitialisedIsNotOpened) {
  store::MapDisk empty;
  const auto store = store::OpenMapStore(&empty);
  const auto opened =
      NodeCore::Open({store.get(), &clock_, &entropy_, &high_water_}, {key_.get(), nullptr});
  EXPECT_EQ(base::ReasonOf(opened.status()), "NODE_NOT_INITIALISED");
}

TEST_F(NodeCoreTest, AfterADraftCouldNotBeWrittenTheNodeSaysThatItIsAtItsEnd) {
  std::unique_ptr<NodeCore> core = Open();
  disk_.fail_commit_in = 1;
  EXPECT_EQ(core->DropDraft("draft-1").code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(core->is_ended());
  EXPECT_EQ(base::ReasonOf(core->DropDraft("draft-1")), "NODE_ENDED");

  core = Open();
  EXPECT_FALSE(core->is_ended());
  EXPECT_TRUE(core->DropDraft("draft-1").ok());
  EXPECT_EQ(base::ReasonOf(core->DropDraft("draft-1")), "DRAFT_ABSENT");
}

TEST_F(NodeCoreTest, AnEmptyStoreIsNotMadeUnderTheRegisterOfALostOne) {
  store::MapDisk empty;
  const auto store = store::OpenMapStore(&empty);
  const absl::Status made =
      NodeCore::Create({store.get(), &clock_, &entropy_, &high_water_}, base::HubId(), "KH");
  EXPECT_EQ(base::ReasonOf(made), "REGISTER_AHEAD");
  EXPECT_TRUE(empty.durable.empty());
}

// Durability: a change is answered only when the register outside of the store knows of it.
TEST_F(NodeCoreTest, AfterTheRegisterCouldNotBeWrittenTheNodeIsAtItsEndAndTheChangeIsThere) {
  std::unique_ptr<NodeCore> core = Open();
  high_water_.failure = absl::UnavailableError("planned failure");
  const absl::Status status = core->DropDraft("draft-1");
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_NE(status.message().find("the change is in the store"), absl::string_view::npos);
  EXPECT_TRUE(core->is_ended());

  core = Open();
  EXPECT_EQ(high_water_.mark->commits, 2u);
  EXPECT_EQ(base::ReasonOf(core->DropDraft("draft-1")), "DRAFT_ABSENT");
}

TEST_F(NodeCoreTest, EveryCommitIsCountedInStoreAndRegister) {
  EXPECT_EQ(high_water_.mark->commits, 1u);
  EXPECT_EQ(high_water_.mark->member, "KH");
  EXPECT_EQ(high_water_.mark->log_size.value(), 0u);
  ASSERT_TRUE(Open()->DropDraft("draft-1").ok());
  EXPECT_EQ(high_water_.mark->commits, 2u);
  EXPECT_EQ(disk_.durable[std::string(store::kCommitsKey)], store::KeyNumber(2));
}

TEST_F(NodeCoreTest, AStoreWithoutItsMarksIsDamaged) {
  for (const absl::string_view key : {store::kInstanceKey, store::kCommitsKey}) {
    const store::MapDisk whole = disk_;
    disk_.durable.erase(std::string(key));
    store_ = store::OpenMapStore(&disk_);
    const auto opened = NodeCore::Open(doors(), {key_.get(), nullptr});
    EXPECT_EQ(base::ReasonOf(opened.status()), "STORE_DAMAGED") << key;
    disk_ = whole;
  }
}

}  // namespace
}  // namespace lontar::node
