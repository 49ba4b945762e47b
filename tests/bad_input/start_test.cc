// Stores that a program must not go on with: it says why, and leaves them as they are.

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/log/tree_store.h"
#include "core/store/key_space.h"
#include "tests/bad_input/federation.h"
#include "tests/bad_input/page.h"

namespace lontar::bad_input {
namespace {

using support::KeyOf;

class BadStoreTest : public testing::Test {
 protected:
  void ExpectHubStays(absl::string_view input) {
    const Bytes before = hub_.stored();
    ExpectOnPage(input, "hub: start", hub_.Open());
    EXPECT_EQ(hub_.stored(), before) << input;
  }
  void ExpectNodeStays(absl::string_view input, Node* node) {
    const Bytes before = node->stored();
    ExpectOnPage(input, "node: start", node->Open());
    EXPECT_EQ(node->stored(), before) << input;
  }
  // The key of the n-th record whose key begins so.
  static std::string KeyAt(const Bytes& stored, absl::string_view prefix, int place) {
    auto found = stored.lower_bound(std::string(prefix));
    std::advance(found, place);
    EXPECT_EQ(found->first.rfind(std::string(prefix), 0), 0u);
    return found->first;
  }

  // The hub goes to the highest level that this program knows.
  void RaiseToKnownLevel() {
    for (uint32_t level = 2; level <= fold::kKnownLevel; ++level) {
      const auto load = hub_.plan().LoadOf(fold::Act(fold::PolicyAct{hub_.plan().hub_id(), level}),
                                           {"authority-1", "authority-2"});
      ASSERT_TRUE(hub_.core().SubmitAct(Hub::EnvelopeOf(load)).ok());
    }
  }
  // The leaf with which a newer program has raised the level.
  std::string LevelLeaf(std::string* payload) {
    const fold::State& state = hub_.core().state();
    const fold::PolicyAct policy{hub_.plan().hub_id(), fold::kKnownLevel + 1};
    const auto load = hub_.plan().LoadOf(fold::Act(policy), {"authority-1", "authority-2"});
    chain::Header header = hub_.plan().NextHeader(chain::kAuthority, load);
    const auto root = chain::DecodeLeaf(*hub_.core().tree().LeafAt(base::LogIndex(0)));
    header.incarnation = root->entry.header.incarnation;
    const auto head = state.FindChain(chain::kAuthority, header.incarnation)->head();
    header.number = head->number.next();
    header.previous = head->hash;
    *payload = load.payload;
    const chain::Entry entry = chain::SealEntry(header, *KeyOf("chain"));
    return chain::EncodeLeaf(entry, {chain::Verdict::kAccepted, state.last_time_ms()});
  }
  static void AppendLeaf(store::MapDisk* disk, const std::string& leaf,
                         const std::string& payload) {
    const auto store = store::OpenMapStore(disk);
    auto tree = log::TreeStore::Open(store.get(), std::string(store::kLogPrefix));
    ASSERT_TRUE(tree.ok()) << tree.status();
    store::Batch batch;
    tree->Append(leaf, &batch);
    const auto decoded = chain::DecodeLeaf(leaf);
    batch.Put(store::PayloadKey(decoded->entry.header.payload_id.view()), payload);
    ASSERT_TRUE(store->Commit(batch).ok());
  }

  Hub hub_;
};

TEST_F(BadStoreTest, ALevelThatThisProgramDoesNotKnowStopsIt) {
  RaiseToKnownLevel();
  Node node(&hub_);
  std::string payload;
  const std::string leaf = LevelLeaf(&payload);
  AppendLeaf(&hub_.disk(), leaf, payload);
  AppendLeaf(&node.disk(), leaf, payload);
  ExpectHubStays("a log at a level that this program does not know");
  ExpectNodeStays("a log at a level that this program does not know", &node);
}

TEST_F(BadStoreTest, AHubWhoseRecordsAreCutOrGoneStops) {
  const Bytes whole = hub_.stored();
  const std::string leaf = KeyAt(whole, absl::StrCat(store::kLogPrefix, "l"), 2);
  hub_.disk().durable[leaf].resize(whole.at(leaf).size() / 2);
  ExpectHubStays("a leaf cut short");
  hub_.disk().durable = whole;
  hub_.disk().durable.erase(leaf);
  ExpectHubStays("a leaf that is gone");
  hub_.disk().durable = whole;
  hub_.disk().durable[leaf].back() ^= 1;
  ExpectHubStays("a leaf with a flipped bit");
  hub_.disk().durable = whole;
  const base::PayloadId catalogue =
      hub_.plan().state().FindCollection(hub_.plan().collection())
          ? chain::DecodeLeaf(hub_.plan().leaves()[2])->entry.header.payload_id
          : base::PayloadId();
  hub_.disk().durable.erase(store::PayloadKey(catalogue.view()));
  ExpectHubStays("an accepted act that is gone");
  hub_.disk().durable.clear();
  ExpectHubStays("an empty store");
}

TEST_F(BadStoreTest, ANodeWhoseRecordsAreCutOrGoneStops) {
  Node node(&hub_);
  const Bytes whole = node.stored();
  const std::string entry = store::EntryKey(2);
  node.disk().durable[entry].resize(whole.at(entry).size() / 2);
  ExpectNodeStays("an own entry cut short", &node);
  node.disk().durable = whole;
  const std::string leaf = KeyAt(whole, absl::StrCat(store::kLogPrefix, "l"), 2);
  node.disk().durable.erase(leaf);
  ExpectNodeStays("a leaf that is gone", &node);
  node.disk().durable = whole;
  node.disk().durable[std::string(store::kIdentityKey)].resize(20);
  ExpectNodeStays("an identity cut short", &node);
}

// The payload of an own entry may be lost: the entry goes alone, is rejected for it, and what
// stands behind it arrives.
TEST_F(BadStoreTest, ANodeThatLostAPayloadSaysSoToTheHubAndGoesOn) {
  Node node(&hub_);
  fold::SourcePlanAct act{hub_.plan().hub_id(), hub_.plan().collection(), "KH", {}};
  chain::Envelope first{chain::EntryKind::kSourcePlan, act.collection, fold::EncodeAct(act), {}};
  ASSERT_TRUE(node.core().SealAct(first).ok());
  act.leads = {{"child-labour-5-17", "KH.NIS"}};
  chain::Envelope second{chain::EntryKind::kSourcePlan, act.collection, fold::EncodeAct(act), {}};
  ASSERT_TRUE(node.core().SealAct(second).ok());
  node.disk().durable.erase(store::PayloadKey(first.payload_id().view()));
  const uint64_t size = hub_.core().state().size().value();
  ASSERT_TRUE(node.Sync(&hub_).ok());
  const auto verdict = [&](uint64_t index) {
    return chain::DecodeLeaf(*hub_.core().tree().LeafAt(base::LogIndex(index)))->stamp.verdict;
  };
  EXPECT_EQ(verdict(size), chain::Verdict::kPayloadMissing);
  EXPECT_EQ(verdict(size + 1), chain::Verdict::kAccepted);
  EXPECT_EQ(node.core().queued(), 0u);
}

}  // namespace
}  // namespace lontar::bad_input
