#include "core/log/tree_store.h"

#include <functional>
#include <map>
#include <random>

#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/store/map_store.h"
#include "gtest/gtest.h"
#include "tests/reference/merkle_reference.h"
#include "tests/unit/log/vectors.h"

namespace lontar::log {
namespace {

constexpr char kPrefix[] = "log/";

// A machine with a disk, a store on it and the tree in the store.
class Machine {
 public:
  Machine() { EXPECT_TRUE(Restart().ok()); }

  absl::Status Restart() {
    tree_.reset();
    store_ = store::OpenMapStore(&disk_);
    absl::StatusOr<TreeStore> tree = TreeStore::Open(store_.get(), kPrefix);
    if (!tree.ok()) return tree.status();
    tree_ = std::make_unique<TreeStore>(*std::move(tree));
    return absl::OkStatus();
  }

  // One batch for all.
  absl::Status Commit(const std::vector<std::string>& leaves) {
    store::Batch batch;
    tree_->AppendAll(leaves, &batch);
    return store_->Commit(batch);
  }

  store::MapDisk& disk() { return disk_; }
  store::Store& store() { return *store_; }
  TreeStore& tree() { return *tree_; }

 private:
  store::MapDisk disk_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<TreeStore> tree_;
};

std::unique_ptr<Machine> MachineWithS(uint64_t size) {
  auto machine = std::make_unique<Machine>();
  EXPECT_TRUE(machine->Commit(SetS(size)).ok());
  return machine;
}

std::string Content(const TreeStore& tree, absl::string_view path) {
  const std::optional<TileId> id = ParseTilePath(path);
  if (!id.has_value()) return "no path";
  const absl::StatusOr<std::string> content = tree.TileContent(*id);
  return content.ok() ? *content : base::ReasonOf(content.status());
}

// The root from published tiles alone, as a stranger computes it: authenticated by nothing but its
// own result.
Hash RootFromTiles(const TreeStore& tree, uint64_t size) {
  std::map<std::pair<int, uint64_t>, std::string> tiles;
  for (const TileId& id : TilesOf(LogSize(size))) {
    if (id.level >= 0) tiles[{id.level, id.index}] = *tree.TileContent(id);
  }
  const std::function<Hash(int, uint64_t)> subtree = [&](int level, uint64_t index) -> Hash {
    if (level % 8 != 0) {
      return NodeHash(subtree(level - 1, 2 * index), subtree(level - 1, 2 * index + 1));
    }
    return *Hash::FromBytes(tiles[{level / 8, index / 256}].substr(index % 256 * 32, 32));
  };
  return *RootOf(LogSize(size), [&subtree](int level, uint64_t index) -> absl::StatusOr<Hash> {
    return subtree(level, index);
  });
}

TEST(TreeStore, NewOneIsAnEmptyLog) {
  Machine machine;
  EXPECT_EQ(machine.tree().size(), LogSize(0));
  EXPECT_EQ(machine.tree().root(), EmptyRoot());
  EXPECT_EQ(*machine.tree().RootAt(LogSize(0)), EmptyRoot());
  EXPECT_EQ(base::ReasonOf(machine.tree().LeafAt(LogIndex(0)).status()), "LOG_PAST_END");
}

// Invariant 7: no index is given to two leaves, and indexes are contiguous.
TEST(TreeStore, IndexesAreContiguousOverBatchesAndRestarts) {
  Machine machine;
  uint64_t expected = 0;
  for (const int count : {1, 3, 252, 1, 260}) {
    store::Batch batch;
    for (int i = 0; i < count; ++i) {
      EXPECT_EQ(machine.tree().Append(absl::StrCat("leaf-", expected), &batch), LogIndex(expected));
      ++expected;
    }
    ASSERT_TRUE(machine.store().Commit(batch).ok());
    ASSERT_TRUE(machine.Restart().ok());
    EXPECT_EQ(machine.tree().size(), LogSize(expected));
  }
  for (uint64_t i = 0; i < expected; ++i) {
    EXPECT_EQ(*machine.tree().LeafAt(LogIndex(i)), absl::StrCat("leaf-", i));
  }
}

TEST(TreeStore, AppendAllIsAppendForEach) {
  Machine one;
  Machine all;
  const std::vector<std::string> leaves = SetS(600);
  store::Batch singles;
  for (const std::string& leaf : leaves) one.tree().Append(leaf, &singles);
  ASSERT_TRUE(one.store().Commit(singles).ok());
  store::Batch batch;
  EXPECT_EQ(all.tree().AppendAll(leaves, &batch), LogIndex(0));
  ASSERT_TRUE(all.store().Commit(batch).ok());
  EXPECT_EQ(one.disk().durable, all.disk().durable);
  // 600 leaves, 2 full tiles and an edge at level 0, an edge at level 1, the size.
  EXPECT_EQ(batch.changes().size(), 605u);
  store::Batch none;
  EXPECT_EQ(all.tree().AppendAll({}, &none), LogIndex(600));
  EXPECT_TRUE(none.empty());
}

TEST(TreeStore, RightEdgeIsRebuiltAtEverySize) {
  std::mt19937_64 random(7);
  Machine machine;
  Frontier frontier;
  for (uint64_t size = 0; size < 1100;) {
    ASSERT_TRUE(machine.Restart().ok()) << size;
    ASSERT_EQ(machine.tree().size(), frontier.size());
    ASSERT_EQ(machine.tree().root(), frontier.Root());
    ASSERT_EQ(*machine.tree().RootAt(LogSize(size)), frontier.Root());
    std::vector<std::string> leaves;
    for (uint64_t i = 1 + random() % 40; i > 0; --i, ++size) {
      leaves.push_back(absl::StrCat(random()));
      frontier.Append(LeafHash(leaves.back()));
    }
    ASSERT_TRUE(machine.Commit(leaves).ok());
  }
}

// Invariant 4: the root from tiles only is the root of the store and of the checkpoint, for each
// size.
TEST(TreeStore, RootFromTilesAloneIsTheRootAtEverySize) {
  const auto machine = MachineWithS(700);
  Frontier frontier;
  for (uint64_t size = 0; size <= 700; ++size) {
    ASSERT_EQ(*machine->tree().RootAt(LogSize(size)), frontier.Root()) << size;
    if (size % 37 == 0 || size % 256 < 2) {
      ASSERT_EQ(RootFromTiles(machine->tree(), size), frontier.Root()) << size;
    }
    frontier.Append(LeafHash(absl::StrCat("leaf-", size)));
  }
  EXPECT_EQ(RootFromTiles(machine->tree(), 300),
            OpenCheckpoint(kCheckpointOf300, Vkey(kHubVkey))->root);
}

TEST(TreeStore, ThreeLevelsOfTilesAgreeWithTheFrontier) {
  const uint64_t size = 65'536 + 300;
  const auto machine = MachineWithS(size);
  Frontier frontier;
  for (uint64_t i = 0; i < 65'537; ++i) frontier.Append(LeafHash(absl::StrCat("leaf-", i)));
  EXPECT_EQ(*machine->tree().RootAt(LogSize(65'537)), frontier.Root());
  ASSERT_TRUE(machine->Restart().ok());
  EXPECT_EQ(machine->tree().root(), *machine->tree().RootAt(LogSize(size)));
  const auto proof = machine->tree().Inclusion(LogIndex(65'535), LogSize(65'537));
  ASSERT_TRUE(proof.ok()) << proof.status();
  EXPECT_TRUE(VerifyInclusion(*proof, LeafHash("leaf-65535"), LogIndex(65'535), LogSize(65'537),
                              frontier.Root())
                  .ok());
  EXPECT_EQ(Content(machine->tree(), "tile/2/000.p/1").size(), 32u);
}

// Invariants 1 and 2, from what is stored.
TEST(TreeStore, ProofsAreThoseOfTheReference) {
  const std::vector<std::string> leaves = SetS(700);
  const auto machine = MachineWithS(700);
  std::mt19937_64 random(12);
  for (int round = 0; round < 40; ++round) {
    const uint64_t size = 1 + random() % 700;
    const uint64_t other = 1 + random() % size;
    const reference::Leaves first(leaves.begin(), leaves.begin() + static_cast<long>(size));
    EXPECT_EQ(*machine->tree().Inclusion(LogIndex(other - 1), LogSize(size)),
              reference::InclusionPath(other - 1, first));
    EXPECT_EQ(*machine->tree().Consistency(LogSize(other), LogSize(size)),
              reference::ConsistencyProof(other, first));
  }
}

TEST(TreeStore, TilesAreThePublishedOnes) {
  struct TileVector {
    uint64_t size;
    const char* path;
    size_t bytes;
    const char* sha256;
  };
  const TileVector vectors[] = {
      {5, "tile/0/000.p/5", 160,
       "1678899c1604d699b6727149ea19853a89204282efa21673516d647e339ff4aa"},
      {5, "tile/entries/000.p/5", 40,
       "46d77d421a7c3869f4594bb852dd9ab085ea62e5b63e729e6c7deaddef584c0e"},
      {300, "tile/0/000", 8192, "ce3c085cd6d7319d36f186fd350976c5e95e53d273bbeede36875ef414efb450"},
      {300, "tile/entries/000", 2450,
       "daab121300001e846571b1de45f1a0a2e16851018a706aa8232c3de9ad7c1822"},
      {300, "tile/0/001.p/44", 1408,
       "e82ea97d8b9c5712083da74350c08bf1f02b76226bc577c0a6222f4bf17681ff"},
      {300, "tile/entries/001.p/44", 440,
       "70c7f95e1f677a56fd2289a5b7a0e48627f8fd7d3acf36a80e644275c4fb4cfc"},
      {300, "tile/1/000.p/1", 32,
       "53ea4459da184612c4c9a45756f59cdc426deba13f29e51debee356ba241efe9"}};
  for (const TileVector& v : vectors) {
    const auto machine = MachineWithS(v.size);
    const std::string content = Content(machine->tree(), v.path);
    EXPECT_EQ(content.size(), v.bytes) << v.path;
    EXPECT_EQ(trust::Sha256({content}).hex(), v.sha256) << v.path;
  }
}

// Invariant 5: what a published size needs is there, has the exact length, and never changes
// afterwards.
TEST(TreeStore, PublishedTilesAreThereForEver) {
  Machine machine;
  std::map<std::string, std::string> published;
  for (uint64_t size = 0; size < 600; size += 50) {
    for (const TileId& id : TilesOf(LogSize(size))) {
      const auto content = machine.tree().TileContent(id);
      ASSERT_TRUE(content.ok()) << content.status();
      if (id.level >= 0) {
        ASSERT_EQ(content->size(), static_cast<size_t>(id.width) * 32);
      } else {
        ASSERT_TRUE(DecodeBundle(*content, id.width).ok());
      }
      published.emplace(TilePath(id), *content);
    }
    for (const auto& [path, content] : published) {
      ASSERT_EQ(Content(machine.tree(), path) == content, true) << path << " at " << size;
    }
    const std::vector<std::string> next = SetS(size + 50);
    ASSERT_TRUE(machine.Commit({next.end() - 50, next.end()}).ok());
  }
}

TEST(TreeStore, WhatIsPastTheEndIsTheCallersMistake) {
  const auto machine = MachineWithS(300);
  const TreeStore& tree = machine->tree();
  EXPECT_EQ(base::ReasonOf(tree.LeafAt(LogIndex(300)).status()), "LOG_PAST_END");
  EXPECT_EQ(base::ReasonOf(tree.RootAt(LogSize(301)).status()), "LOG_PAST_END");
  EXPECT_EQ(base::ReasonOf(tree.Inclusion(LogIndex(0), LogSize(301)).status()), "LOG_PAST_END");
  EXPECT_EQ(base::ReasonOf(tree.Inclusion(LogIndex(7), LogSize(7)).status()), "LOG_PAST_END");
  EXPECT_EQ(base::ReasonOf(tree.Consistency(LogSize(5), LogSize(301)).status()), "LOG_PAST_END");
  EXPECT_EQ(base::ReasonOf(tree.Consistency(LogSize(5), LogSize(4)).status()), "LOG_PAST_END");
  for (const char* path :
       {"tile/0/001", "tile/0/001.p/45", "tile/0/002.p/1", "tile/1/000.p/2", "tile/1/000",
        "tile/2/000.p/1", "tile/8/000.p/1", "tile/63/000", "tile/entries/001.p/45",
        "tile/entries/002.p/1", "tile/entries/x009/x223/x372/x036/x854/x775/807"}) {
    EXPECT_EQ(Content(tree, path), "LOG_PAST_END") << path;
  }
  EXPECT_FALSE(tree.TileContent({.level = -2, .index = 0, .width = 1}).ok());
  EXPECT_FALSE(tree.TileContent({.level = 0, .index = 0, .width = 0}).ok());
  EXPECT_FALSE(tree.TileContent({.level = 0, .index = 0, .width = 257}).ok());
  EXPECT_EQ(Content(tree, "tile/0/001.p/7"), Content(tree, "tile/0/001.p/44").substr(0, 7 * 32));
}

// What is in memory but not committed is shown to nobody.
TEST(TreeStore, ReadsSeeCommittedLeavesOnly) {
  const auto machine = MachineWithS(3);
  store::Batch batch;
  machine->tree().Append("leaf-3", &batch);
  EXPECT_EQ(machine->tree().size(), LogSize(4));
  EXPECT_EQ(base::ReasonOf(machine->tree().LeafAt(LogIndex(3)).status()), "LOG_PAST_END");
  EXPECT_EQ(base::ReasonOf(machine->tree().RootAt(LogSize(4)).status()), "LOG_PAST_END");
  ASSERT_TRUE(machine->store().Commit(batch).ok());
  EXPECT_EQ(*machine->tree().LeafAt(LogIndex(3)), "leaf-3");
  EXPECT_EQ(*machine->tree().RootAt(LogSize(4)), machine->tree().root());
}

TEST(TreeStore, SnapshotKeepsItsSize) {
  const auto machine = MachineWithS(300);
  const std::unique_ptr<store::Reader> moment = machine->store().Snapshot();
  ASSERT_TRUE(machine->Commit({"later"}).ok());
  const auto then = TreeStore::Open(moment.get(), kPrefix);
  ASSERT_TRUE(then.ok()) << then.status();
  EXPECT_EQ(then->size(), LogSize(300));
  EXPECT_EQ(then->root(), FrontierOf(SetS(300)).Root());
}

// Invariant 8: a failed commit leaves no trace; the index goes to the leaf that is committed.
TEST(TreeStore, FailedCommitLeavesTheLogAsItWas) {
  for (int fail_in = 1; fail_in <= 4; ++fail_in) {
    Machine machine;
    machine.disk().fail_commit_in = fail_in;
    std::vector<std::string> committed;
    for (int i = 0; i < 6; ++i) {
      const std::string leaf = absl::StrCat("try ", i);
      if (machine.Commit({leaf}).ok()) {
        committed.push_back(leaf);
      } else {
        ASSERT_TRUE(machine.Restart().ok());
      }
      ASSERT_EQ(machine.tree().size(), LogSize(committed.size()));
      ASSERT_EQ(machine.tree().root(), FrontierOf(committed).Root());
    }
    EXPECT_EQ(committed.size(), 5u);
  }
}

TEST(TreeStore, TwoLogsInOneStoreDoNotMeet) {
  store::MapDisk disk;
  const auto store = store::OpenMapStore(&disk);
  TreeStore own = *TreeStore::Open(store.get(), "a");
  TreeStore pulled = *TreeStore::Open(store.get(), "b");
  store::Batch batch;
  own.Append("one", &batch);
  pulled.Append("two", &batch);
  ASSERT_TRUE(store->Commit(batch).ok());
  EXPECT_EQ(*own.LeafAt(LogIndex(0)), "one");
  EXPECT_EQ(*pulled.LeafAt(LogIndex(0)), "two");
}

// Each kind of damage to the right edge, found when the log is opened.
TEST(TreeStore, DamagedRightEdgeIsFoundAtOpen) {
  using Contents = std::map<std::string, std::string>;
  const std::string edge = absl::StrCat(kPrefix, "t", std::string(1, '\0'), store::KeyNumber(1));
  const std::string upper = absl::StrCat(kPrefix, "t\x01", store::KeyNumber(0));
  const std::string size = absl::StrCat(kPrefix, "s");
  const auto leaf = [](uint64_t i) { return absl::StrCat(kPrefix, "l", store::KeyNumber(i)); };
  const std::vector<std::function<void(Contents&)>> damages = {
      [&](Contents& disk) { disk.erase(edge); },
      [&](Contents& disk) { disk.erase(upper); },
      [&](Contents& disk) { disk[edge].pop_back(); },
      [&](Contents& disk) { disk[edge].append(32, 'x'); },
      [&](Contents& disk) { disk[edge].back() ^= 1; },
      [&](Contents& disk) { disk[upper].clear(); },
      [&](Contents& disk) { disk[size] = store::KeyNumber(299); },
      [&](Contents& disk) { disk[size] = store::KeyNumber(301); },
      [&](Contents& disk) { disk[size] = store::KeyNumber(~uint64_t{0}); },
      [&](Contents& disk) { disk[size] = "many"; },
      [&](Contents& disk) { disk.erase(size); },
      [&](Contents& disk) { disk.erase(leaf(299)); },
      [&](Contents& disk) { disk[leaf(299)] = "another"; },
      [&](Contents& disk) { disk[leaf(300)] = "one too many"; }};
  for (size_t i = 0; i < damages.size(); ++i) {
    const auto machine = MachineWithS(300);
    damages[i](machine->disk().durable);
    const absl::Status status = machine->Restart();
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << i;
    EXPECT_EQ(base::ReasonOf(status), "LOG_DAMAGED") << i;
  }
}

TEST(TreeStore, DamagedLeafOrTileIsFoundWhenItIsRead) {
  const auto machine = MachineWithS(700);
  auto& durable = machine->disk().durable;
  durable[absl::StrCat(kPrefix, "l", store::KeyNumber(17))] = "another";
  EXPECT_EQ(base::ReasonOf(machine->tree().LeafAt(LogIndex(17)).status()), "LOG_DAMAGED");
  EXPECT_EQ(Content(machine->tree(), "tile/entries/000"), "LOG_DAMAGED");
  EXPECT_EQ(*machine->tree().LeafAt(LogIndex(16)), "leaf-16");
  durable.erase(absl::StrCat(kPrefix, "l", store::KeyNumber(300)));
  EXPECT_EQ(base::ReasonOf(machine->tree().LeafAt(LogIndex(300)).status()), "LOG_DAMAGED");
  EXPECT_EQ(Content(machine->tree(), "tile/entries/001"), "LOG_DAMAGED");
  durable.erase(absl::StrCat(kPrefix, "t", std::string(1, '\0'), store::KeyNumber(0)));
  EXPECT_EQ(Content(machine->tree(), "tile/0/000"), "LOG_DAMAGED");
  EXPECT_EQ(base::ReasonOf(machine->tree().RootAt(LogSize(100)).status()), "LOG_DAMAGED");
  EXPECT_EQ(base::ReasonOf(machine->tree().Inclusion(LogIndex(3), LogSize(700)).status()),
            "LOG_DAMAGED");
}

TEST(TreeStore, EmptyAndLargestLeavesAreOrdinary) {
  Machine machine;
  const std::string largest(base::kBundleEntryBytesMax, 'x');
  ASSERT_TRUE(machine.Commit({"", largest}).ok());
  EXPECT_EQ(*machine.tree().LeafAt(LogIndex(0)), "");
  EXPECT_EQ(*machine.tree().LeafAt(LogIndex(1)), largest);
}

TEST(TreeStoreDeathTest, LeafThatNoBundleTakesStopsTheProcess) {
  Machine machine;
  store::Batch batch;
  const std::string too_large(base::kBundleEntryBytesMax + 1, 'x');
  EXPECT_DEATH(machine.tree().Append(too_large, &batch), "entry bundle");
}

}  // namespace
}  // namespace lontar::log
