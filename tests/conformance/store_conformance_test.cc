#include "tests/conformance/store_conformance.h"

#include "core/store/map_store.h"
#include "core/store/rocksdb/open.h"
#include "tests/support/failing_file_system.h"
#include "tests/support/temp_folder.h"

namespace lontar::store {
namespace {

class MapUnderTest : public StoreUnderTest {
 public:
  std::unique_ptr<Store> Open() override { return OpenMapStore(&disk_); }

 private:
  MapDisk disk_;
};

class RocksDbUnderTest : public StoreUnderTest {
 public:
  RocksDbUnderTest() { EXPECT_TRUE(CreateRocksDbStore(folder_.path(), "node").ok()); }

  std::unique_ptr<Store> Open() override {
    absl::StatusOr<std::unique_ptr<Store>> store = OpenRocksDbStore(folder_.path(), "node");
    EXPECT_TRUE(store.ok()) << store.status();
    if (!store.ok()) return nullptr;
    return *std::move(store);
  }

 private:
  support::TempFolder folder_;
};

// The disk of the crash tests without any fault: what they show, they show of RocksDB.
class RocksDbOnFailingDisk : public StoreUnderTest {
 public:
  RocksDbOnFailingDisk() {
    EXPECT_TRUE(CreateRocksDbStore("disk/store", "node", files_.env()).ok());
  }

  // Every time the power goes between two openings.
  std::unique_ptr<Store> Open() override {
    disk_.PowerCut();
    absl::StatusOr<std::unique_ptr<Store>> store =
        OpenRocksDbStore("disk/store", "node", files_.env(), 64 << 10);
    EXPECT_TRUE(store.ok()) << store.status();
    if (!store.ok()) return nullptr;
    return *std::move(store);
  }

 private:
  support::FailingDisk disk_{1, nullptr};
  support::FailingFileSystem files_{&disk_};
};

template <class T>
std::unique_ptr<StoreUnderTest> Make() {
  return std::make_unique<T>();
}

INSTANTIATE_TEST_SUITE_P(All, StoreConformance,
                         testing::Values(StoreCase{"map", Make<MapUnderTest>},
                                         StoreCase{"rocksdb", Make<RocksDbUnderTest>},
                                         StoreCase{"failing_disk", Make<RocksDbOnFailingDisk>}),
                         CaseName);

}  // namespace
}  // namespace lontar::store
