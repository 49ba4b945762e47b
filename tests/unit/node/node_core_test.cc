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

  Doors doors() { return {store_.get(), &clock_, &entropy_}; }
  std::unique_ptr<NodeCore> Open() {
    store_ = store::OpenMapStore(&disk_);
    return *NodeCore::Open(doors(), {key_.get(), nullptr});
  }

  store::MapDisk disk_;
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
  const auto opened = NodeCore::Open({store.get(), &clock_, &entropy_}, {key_.get(), nullptr});
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

}  // namespace
}  // namespace lontar::node
