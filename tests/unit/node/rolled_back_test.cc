// A node's folder that is not what it was: an old copy put back, a tail lost, a copy run elsewhere.
// With the real store and the real register file; the hub is in memory.

#include <filesystem>

#include "core/base/problem.h"
#include "core/store/key_space.h"
#include "core/store/rocksdb/open.h"
#include "gtest/gtest.h"
#include "node/service/high_water_file.h"
#include "tests/support/memory_sign_register.h"
#include "tests/support/small_federation.h"
#include "tests/support/temp_folder.h"

namespace lontar::node {
namespace {

namespace fs = std::filesystem;

class RolledBackTest : public testing::Test {
 protected:
  RolledBackTest() {
    EXPECT_TRUE(HighWaterFile::Create(RegisterPath()).ok());
    EXPECT_TRUE(store::CreateRocksDbStore(StorePath(), "node").ok());
    OpenStore();
    federation_ = std::make_unique<support::SmallFederation>(support::FederationPlaces{
        hub_store_.get(), &sign_register_, node_store_.get(), high_water_.get()});
    federation_->Found();
  }

  std::string StorePath() const { return folder_.Inside("store"); }
  std::string RegisterPath() const { return folder_.Inside("high-water"); }

  void OpenStore() {
    auto opened = store::OpenRocksDbStore(StorePath(), "node");
    ASSERT_TRUE(opened.ok()) << opened.status();
    node_store_ = *std::move(opened);
    high_water_ = std::make_unique<HighWaterFile>(RegisterPath());
  }
  void Stop() {
    federation_->CloseNode();
    node_store_.reset();
  }
  // The reason why the node does not start, "" if it does.
  std::string Start() {
    OpenStore();
    return federation_->OpenNode(node_store_.get(), high_water_.get());
  }
  void Restart() {
    Stop();
    ASSERT_EQ(Start(), "");
  }
  void Keep(const std::string& name) const {
    fs::remove_all(folder_.Inside("kept-" + name));
    fs::copy(folder_.Inside(name), folder_.Inside("kept-" + name), fs::copy_options::recursive);
  }
  void PutBack(const std::string& name) const {
    fs::remove_all(folder_.Inside(name));
    fs::copy(folder_.Inside("kept-" + name), folder_.Inside(name), fs::copy_options::recursive);
  }

  support::TempFolder folder_;
  store::MapDisk hub_disk_;
  std::unique_ptr<store::Store> hub_store_ = store::OpenMapStore(&hub_disk_);
  support::MemorySignRegister sign_register_;
  std::unique_ptr<store::Store> node_store_;
  std::unique_ptr<HighWaterFile> high_water_;
  std::unique_ptr<support::SmallFederation> federation_;
};

TEST_F(RolledBackTest, AnUntouchedFolderStartsAgainAndAgain) {
  federation_->Report("KH", "2016", "7");
  Restart();
  Restart();
  EXPECT_EQ(federation_->Sync("KH"), "");
  Restart();
  EXPECT_EQ(federation_->node("KH").queued(), 0u);
}

// Invariant 23: no number is given twice. Threat T08.
TEST_F(RolledBackTest, AnOldStorePutBackIsNotStartedAfterAnEntry) {
  Stop();
  Keep("store");
  ASSERT_EQ(Start(), "");
  federation_->Report("KH", "2016", "7");
  Stop();
  PutBack("store");
  EXPECT_EQ(Start(), "REGISTER_AHEAD");
}

// Invariants 19 and 25: the verified log never gets smaller.
TEST_F(RolledBackTest, AnOldStorePutBackIsNotStartedAfterAPull) {
  federation_->Report("VN", "2016", "3");
  ASSERT_EQ(federation_->Sync("VN"), "");
  Stop();
  Keep("store");
  ASSERT_EQ(Start(), "");
  ASSERT_EQ(federation_->Sync("KH"), "");
  Stop();
  PutBack("store");
  EXPECT_EQ(Start(), "REGISTER_AHEAD");
}

TEST_F(RolledBackTest, AnOldStorePutBackIsNotStartedAfterADraft) {
  Stop();
  Keep("store");
  ASSERT_EQ(Start(), "");
  (void)federation_->Draft("KH", "2016", "7");
  Stop();
  PutBack("store");
  EXPECT_EQ(Start(), "REGISTER_AHEAD");
}

// What the store forgives at the end of its write-ahead log, the register does not.
TEST_F(RolledBackTest, AStoreThatLostItsTailIsNotStarted) {
  Restart();  // the log is a new one, with the next commit alone
  federation_->Report("KH", "2016", "7");
  Stop();
  int cut = 0;
  for (const auto& file : fs::directory_iterator(StorePath())) {
    if (file.path().extension() != ".log" || file.file_size() == 0) continue;
    fs::resize_file(file.path(), file.file_size() - 1);
    ++cut;
  }
  ASSERT_EQ(cut, 1);
  EXPECT_EQ(Start(), "REGISTER_AHEAD");
}

// Invariant 28.
TEST_F(RolledBackTest, AStoreCopiedToAnotherNodesPlaceIsNotStarted) {
  Stop();
  const std::string other = folder_.Inside("other");
  HighWaterFile other_register(folder_.Inside("other-high-water"));
  ASSERT_TRUE(HighWaterFile::Create(folder_.Inside("other-high-water")).ok());
  ASSERT_TRUE(store::CreateRocksDbStore(other, "node").ok());
  base::SystemClock clock;
  base::SystemEntropy entropy;
  {
    const auto made = store::OpenRocksDbStore(other, "node").value();
    const Doors doors{made.get(), &clock, &entropy, &other_register};
    ASSERT_TRUE(NodeCore::Create(doors, federation_->hub_id(), "KH").ok());
  }
  fs::remove_all(other);
  fs::copy(StorePath(), other, fs::copy_options::recursive);
  const auto copy = store::OpenRocksDbStore(other, "node").value();
  EXPECT_EQ(federation_->OpenNode(copy.get(), &other_register), "STORE_COPIED");
}

TEST_F(RolledBackTest, AStoreWithoutItsRegisterIsNotStarted) {
  Stop();
  fs::remove(RegisterPath());
  EXPECT_EQ(Start(), "REGISTER_ABSENT");
  EXPECT_FALSE(fs::exists(RegisterPath())) << "none is made by opening";
}

TEST_F(RolledBackTest, AnEmptyRegisterIsNoWayRoundIt) {
  Stop();
  fs::remove(RegisterPath());
  ASSERT_TRUE(HighWaterFile::Create(RegisterPath()).ok());
  EXPECT_EQ(Start(), "REGISTER_DAMAGED");
}

// The program ended between commit and register.
TEST_F(RolledBackTest, ARegisterOneCommitBehindIsBroughtUpToDate) {
  Keep("high-water");
  federation_->Report("KH", "2016", "7");
  Stop();
  PutBack("high-water");
  EXPECT_EQ(Start(), "");
  EXPECT_EQ(federation_->node("KH").queued(), 1u);
  Stop();
  Keep("store");
  ASSERT_EQ(Start(), "");
  federation_->Report("KH", "2017", "7");
  Stop();
  PutBack("store");
  EXPECT_EQ(Start(), "REGISTER_AHEAD");
}

// Another history of the same length: each half looks whole.
TEST_F(RolledBackTest, AnotherHistoryOfTheSameLengthIsNotStarted) {
  Stop();
  Keep("store");
  Keep("high-water");
  ASSERT_EQ(Start(), "");
  federation_->Report("KH", "2016", "7");
  Stop();
  fs::rename(RegisterPath(), folder_.Inside("seven"));
  PutBack("store");
  PutBack("high-water");
  ASSERT_EQ(Start(), "");
  federation_->Report("KH", "2016", "9");
  Stop();
  fs::rename(folder_.Inside("seven"), RegisterPath());
  EXPECT_EQ(Start(), "REGISTER_CONFLICT");
}

TEST_F(RolledBackTest, AnotherHistoryThatHasGoneOnIsNotStarted) {
  Stop();
  Keep("store");
  Keep("high-water");
  ASSERT_EQ(Start(), "");
  federation_->Report("KH", "2016", "7");
  Stop();
  fs::rename(RegisterPath(), folder_.Inside("seven"));
  PutBack("store");
  PutBack("high-water");
  ASSERT_EQ(Start(), "");
  federation_->Report("KH", "2016", "9");
  federation_->Report("KH", "2017", "9");
  Stop();
  fs::rename(folder_.Inside("seven"), RegisterPath());
  EXPECT_EQ(Start(), "REGISTER_CONFLICT");
}

}  // namespace
}  // namespace lontar::node
