// A hub that rewrites its log and signs the new one (threats T09 and T10): what a node that was
// there before says to it.

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/log/receipt.h"
#include "core/store/key_space.h"
#include "core/sync/hub_session.h"
#include "gtest/gtest.h"
#include "tests/support/memory_sign_register.h"
#include "tests/support/small_federation.h"

namespace lontar::node {
namespace {

using Leaves = std::vector<std::string>;

// Signs any leaves with the real log key, and answers as a hub does.
class RewrittenHub : public sync::HubSide {
 public:
  explicit RewrittenHub(const Leaves& leaves)
      : store_(store::OpenMapStore(&disk_)),
        tree_(log::TreeStore::Open(store_.get(), std::string(store::kLogPrefix)).value()) {
    store::Batch batch;
    tree_.AppendAll(leaves, &batch);
    EXPECT_TRUE(store_->Commit(batch).ok());
  }

  absl::StatusOr<sync::Welcome> Greet(const sync::SignedHello& hello, absl::string_view) override {
    sync::Welcome welcome;
    welcome.nonce = hello.hello.nonce;
    welcome.head = hello.hello.head;
    welcome.checkpoint = checkpoint();
    welcome.consistency = BestProofFrom(hello.hello.verified_size);
    return welcome;
  }
  base::LogSize published_size() const override { return tree_.size(); }
  std::string checkpoint() const override {
    return log::SignCheckpoint(
        {support::SmallFederation::LogKey().name, tree_.size(), tree_.root(), {}},
        *support::SmallKey("log"));
  }
  absl::StatusOr<std::string> LeafAt(base::LogIndex index) const override {
    return tree_.LeafAt(index);
  }
  std::optional<std::string> PayloadFor(absl::string_view, absl::string_view) const override {
    return std::nullopt;
  }
  std::vector<std::pair<base::PartHash, std::string>> PartsFor(absl::string_view,
                                                               absl::string_view) const override {
    return {};
  }
  absl::Status TakeCosignature(absl::string_view, const sync::CosignatureFrame&) override {
    ++cosignatures;
    return absl::OkStatus();
  }

  // The proof that its own tree gives; nothing better can be had.
  log::Proof BestProofFrom(base::LogSize size) const {
    if (tree_.size() < size) return {};
    return tree_.Consistency(size, tree_.size()).value();
  }
  const log::TreeStore& tree() const { return tree_; }

  int cosignatures = 0;

 private:
  store::MapDisk disk_;
  std::unique_ptr<store::Store> store_;
  log::TreeStore tree_;
};

class RewrittenHubTest : public testing::Test {
 protected:
  RewrittenHubTest() {
    federation_.WorkFirstHalf();
    EXPECT_EQ(federation_.Sync("KH"), "");
    const log::TreeStore& tree = federation_.hub().tree();
    for (uint64_t i = 0; i < tree.size().value(); ++i) {
      leaves_.push_back(tree.LeafAt(base::LogIndex(i)).value());
    }
    receipt_ = nlohmann::json::parse(
        federation_.node("KH").Receipt(base::ChainNumber(2)).value())["receipt"];
    EXPECT_EQ(federation_.node("KH").tree().size().value(), leaves_.size());
  }

  // The same leaf with another stamp.
  static std::string Stamped(const std::string& leaf, chain::Verdict verdict, uint64_t later_ms) {
    const chain::Leaf decoded = chain::DecodeLeaf(leaf).value();
    return chain::EncodeLeaf(decoded.entry, {verdict, decoded.stamp.time_ms + later_ms});
  }
  // Where the node's own report stands.
  size_t OwnReport() const { return log::ParseReceipt(receipt_).value().index.value(); }

  // How the conversation of the node with such a hub ends.
  std::string Converse(RewrittenHub* hub) {
    sync::HubSession theirs(hub, "KH");
    const auto ours = federation_.node("KH").StartSync();
    auto up = ours->Start();
    while (up.ok() && !up->empty()) {
      Leaves down;
      for (const std::string& frame : *up) {
        for (std::string& answer : theirs.Receive(frame).send) down.push_back(std::move(answer));
      }
      up->clear();
      for (const std::string& frame : down) {
        auto frames = ours->Receive(frame);
        if (!frames.ok()) return base::ReasonOf(frames.status());
        for (std::string& answer : *frames) up->push_back(std::move(answer));
      }
    }
    return base::ReasonOf(up.status());
  }

  // Refused at the next sync, nothing taken over, no cosignature given, and the checkpoint kept.
  void ExpectCaughtByTheNode(const Leaves& rewritten) {
    RewrittenHub hub(rewritten);
    const base::Hash root = federation_.node("KH").tree().root();
    const std::string reason = Converse(&hub);
    EXPECT_TRUE(reason == "HUB_BEHIND" || reason == "PROOF_INVALID" || reason == "LOG_FORKED")
        << reason;
    EXPECT_EQ(federation_.node("KH").tree().root(), root);
    EXPECT_EQ(hub.cosignatures, 0);
    const auto kept =
        node_store_->Get(store::EvidenceKey(hub.tree().size().value(), hub.tree().root().view()));
    ASSERT_TRUE(kept.ok() && kept->has_value());
    // It verifies offline, with the hub's public key alone (invariant 27).
    const auto evidence = log::OpenCheckpoint(**kept, support::SmallFederation::LogKey());
    ASSERT_TRUE(evidence.ok()) << evidence.status();
    EXPECT_EQ(evidence->root, hub.tree().root());
  }

  // Somebody who holds nothing but the receipt asks the hub for a proof that its log goes on from
  // the receipt's checkpoint.
  void ExpectCaughtByTheReceipt(const Leaves& rewritten) const {
    const RewrittenHub hub(rewritten);
    const auto receipt = log::ParseReceipt(receipt_);
    ASSERT_TRUE(receipt.ok());
    const auto then = log::VerifyReceipt(*receipt, support::SmallFederation::LogKey());
    ASSERT_TRUE(then.ok()) << then.status();
    if (hub.tree().size() < then->size) return;  // fewer leaves than it signed: that is the proof
    EXPECT_FALSE(log::VerifyConsistency(hub.BestProofFrom(then->size), then->size, then->root,
                                        hub.tree().size(), hub.tree().root())
                     .ok());
  }

  void ExpectCaught(const Leaves& rewritten) {
    ExpectCaughtByTheReceipt(rewritten);
    ExpectCaughtByTheNode(rewritten);
  }

  store::MapDisk hub_disk_;
  store::MapDisk node_disk_;
  std::unique_ptr<store::Store> hub_store_ = store::OpenMapStore(&hub_disk_);
  std::unique_ptr<store::Store> node_store_ = store::OpenMapStore(&node_disk_);
  support::MemorySignRegister sign_register_;
  support::MemoryHighWater high_water_;
  support::SmallFederation federation_{
      {hub_store_.get(), &sign_register_, node_store_.get(), &high_water_}};
  Leaves leaves_;
  std::string receipt_;
};

TEST_F(RewrittenHubTest, AnHonestOneIsNotCaught) {
  RewrittenHub same(leaves_);
  EXPECT_EQ(Converse(&same), "");
  EXPECT_EQ(same.cosignatures, 1);
}

// Threat T09: delete leaf. With and without other leaves in its place.
TEST_F(RewrittenHubTest, ADeletedLeafIsCaught) {
  Leaves rewritten = leaves_;
  rewritten.erase(rewritten.begin() + static_cast<ptrdiff_t>(OwnReport()));
  ExpectCaught(rewritten);
  rewritten.push_back(leaves_.back());
  rewritten.push_back(leaves_.back());
  ExpectCaught(rewritten);
}

// Threat T09: alter leaf.
TEST_F(RewrittenHubTest, AnAlteredLeafIsCaught) {
  Leaves rewritten = leaves_;
  std::string& leaf = rewritten[OwnReport()];
  leaf = Stamped(leaf, chain::Verdict::kNotEntitled, 0);
  ExpectCaught(rewritten);
}

// Threat T09: swap two leaves.
TEST_F(RewrittenHubTest, TwoSwappedLeavesAreCaught) {
  Leaves rewritten = leaves_;
  std::swap(rewritten[rewritten.size() - 1], rewritten[rewritten.size() - 2]);
  ExpectCaught(rewritten);
}

// Threat T09: truncate log.
TEST_F(RewrittenHubTest, ATruncatedLogIsCaught) {
  Leaves rewritten(leaves_.begin(), leaves_.end() - 1);
  ExpectCaught(rewritten);
  rewritten.resize(1);
  ExpectCaught(rewritten);
}

// Threat T09: rebuild with new root. Each leaf is one that an honest hub could have made.
TEST_F(RewrittenHubTest, ARebuiltLogIsCaught) {
  Leaves rewritten;
  for (const std::string& leaf : leaves_) {
    rewritten.push_back(Stamped(leaf, chain::DecodeLeaf(leaf)->stamp.verdict, 1));
  }
  ExpectCaught(rewritten);
  rewritten.push_back(rewritten.back());
  ExpectCaught(rewritten);
}

// Threat T10: the witness that has seen one branch gives the other no cosignature, and both signed
// checkpoints of one size prove the split.
TEST_F(RewrittenHubTest, ASecondBranchGetsNoCosignatureAndLeavesProof) {
  Leaves branch = leaves_;
  branch.back() = Stamped(branch.back(), chain::Verdict::kAccepted, 5);
  ExpectCaughtByTheNode(branch);
  const RewrittenHub hub(branch);
  const auto first =
      log::OpenCheckpoint(federation_.hub().checkpoint(), support::SmallFederation::LogKey());
  const auto second = log::OpenCheckpoint(hub.checkpoint(), support::SmallFederation::LogKey());
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->size, second->size);
  EXPECT_NE(first->root, second->root);
}

}  // namespace
}  // namespace lontar::node
