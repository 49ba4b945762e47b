#include "core/store/map_store.h"

#include "core/base/problem.h"
#include "gtest/gtest.h"

// What both stores do stands in tests/conformance/store_conformance.h. Here: the faults that only
// the map can plan.

namespace lontar::store {
namespace {

Batch OnePut(absl::string_view key, absl::string_view value) {
  Batch batch;
  batch.Put(key, value);
  return batch;
}

TEST(MapStore, DiskOutlivesTheStore) {
  MapDisk disk;
  ASSERT_TRUE(OpenMapStore(&disk)->Commit(OnePut("a", "1")).ok());
  EXPECT_EQ(disk.commits, 1);
  EXPECT_EQ(*OpenMapStore(&disk)->Get("a"), "1");
}

TEST(MapStore, UncommittedBatchIsNowhere) {
  MapDisk disk;
  const std::unique_ptr<Store> store = OpenMapStore(&disk);
  const Batch batch = OnePut("a", "1");
  EXPECT_TRUE(disk.durable.empty());
  EXPECT_EQ(*store->Get("a"), std::nullopt);
  EXPECT_EQ(disk.commits, 0);
}

TEST(MapStore, PlannedCommitFailsAndChangesNothing) {
  MapDisk disk;
  const std::unique_ptr<Store> store = OpenMapStore(&disk);
  disk.fail_commit_in = 2;
  ASSERT_TRUE(store->Commit(OnePut("a", "1")).ok());
  Batch both = OnePut("b", "2");
  both.Delete("a");
  EXPECT_EQ(store->Commit(both).code(), absl::StatusCode::kUnavailable);
  const std::map<std::string, std::string> expected = {{"a", "1"}};
  EXPECT_EQ(disk.durable, expected);
  EXPECT_EQ(disk.commits, 1);
}

TEST(MapStore, FailureIsThePlannedOne) {
  MapDisk disk;
  disk.fail_commit_in = 1;
  disk.failure = base::Problem(absl::StatusCode::kResourceExhausted, "DISK_FULL", "planned");
  const absl::Status status = OpenMapStore(&disk)->Commit(OnePut("a", "1"));
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(base::ReasonOf(status), "DISK_FULL");
}

TEST(MapStore, FailedStoreTakesNoOtherCommit) {
  MapDisk disk;
  const std::unique_ptr<Store> store = OpenMapStore(&disk);
  disk.fail_commit_in = 1;
  ASSERT_FALSE(store->Commit(OnePut("a", "1")).ok());
  const absl::Status again = store->Commit(OnePut("a", "1"));
  EXPECT_EQ(again.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(base::ReasonOf(again), "STORE_FAILED");
  EXPECT_TRUE(disk.durable.empty());
}

TEST(MapStore, OpenedAgainItGoesOn) {
  MapDisk disk;
  disk.fail_commit_in = 1;
  ASSERT_FALSE(OpenMapStore(&disk)->Commit(OnePut("a", "1")).ok());
  EXPECT_EQ(disk.fail_commit_in, 0);
  ASSERT_TRUE(OpenMapStore(&disk)->Commit(OnePut("a", "2")).ok());
  EXPECT_EQ(disk.durable["a"], "2");
}

TEST(MapStore, CopiedDiskIsABackup) {
  MapDisk disk;
  ASSERT_TRUE(OpenMapStore(&disk)->Commit(OnePut("a", "1")).ok());
  MapDisk backup = disk;
  ASSERT_TRUE(OpenMapStore(&disk)->Commit(OnePut("a", "2")).ok());
  EXPECT_EQ(*OpenMapStore(&backup)->Get("a"), "1");
}

}  // namespace
}  // namespace lontar::store
