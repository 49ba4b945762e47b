// The disk of these tests keeps its own rules; and what a store and a file answer on one that
// fails.

#include "tests/support/failing_disk.h"

#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/store/rocksdb/open.h"
#include "core/store/store.h"
#include "tests/support/failing_file_system.h"
#include "tests/support/failing_files.h"

namespace lontar::support {
namespace {

std::string ContentOf(FailingDisk* disk, const std::string& path) {
  FailingDisk::Handle handle;
  std::string bytes;
  if (disk->OpenToRead(path, &handle) != DiskError::kNone) return "(none)";
  EXPECT_EQ(disk->Read(handle, 0, 1 << 20, &bytes), DiskError::kNone);
  return bytes;
}

TEST(FailingDisk, WhatWasSyncedStaysAndTheRestMayGo) {
  std::set<size_t> lengths;
  bool has_garbage = false;
  for (uint64_t seed = 0; seed < 60; ++seed) {
    FailingDisk disk(seed, nullptr);
    FailingDisk::Handle file;
    ASSERT_EQ(disk.Create("d/file", &file), DiskError::kNone);
    ASSERT_EQ(disk.Append(file, "safe", 4), DiskError::kNone);
    ASSERT_EQ(disk.Sync(file), DiskError::kNone);
    ASSERT_EQ(disk.SyncFolder("d"), DiskError::kNone);
    ASSERT_EQ(disk.Append(file, "perhaps", 7), DiskError::kNone);
    disk.PowerCut();
    EXPECT_EQ(disk.Append(file, "late", 4), DiskError::kDead);
    const std::string left = ContentOf(&disk, "d/file");
    EXPECT_EQ(left.substr(0, 4), "safe");
    lengths.insert(left.size());
    has_garbage = has_garbage || left != std::string("safeperhaps").substr(0, left.size());
  }
  EXPECT_TRUE(lengths.contains(4));
  EXPECT_TRUE(lengths.contains(11));
  EXPECT_GT(lengths.size(), 4u);
  EXPECT_TRUE(has_garbage);
}

TEST(FailingDisk, NamesThatWereNotSyncedMayBeUndone) {
  std::set<std::string> seen;
  for (uint64_t seed = 0; seed < 60; ++seed) {
    FailingDisk disk(seed, nullptr);
    FailingDisk::Handle file;
    for (const char* path : {"d/kept", "d/removed", "d/old"}) {
      ASSERT_EQ(disk.Create(path, &file), DiskError::kNone);
    }
    ASSERT_EQ(disk.SyncFolder("d"), DiskError::kNone);
    ASSERT_EQ(disk.Create("d/new", &file), DiskError::kNone);
    ASSERT_EQ(disk.Remove("d/removed"), DiskError::kNone);
    ASSERT_EQ(disk.Rename("d/old", "d/renamed"), DiskError::kNone);
    disk.PowerCut();
    EXPECT_TRUE(disk.Exists("d/kept"));
    EXPECT_NE(disk.Exists("d/old"), disk.Exists("d/renamed"));
    std::string names;
    for (const std::string& name : disk.NamesIn("d")) absl::StrAppend(&names, name, " ");
    seen.insert(names);
  }
  EXPECT_EQ(seen.size(), 8u);
}

TEST(FailingDisk, AfterAFailedSyncTheBytesAreLostWhateverLaterSyncsSay) {
  FailingDisk disk(1, nullptr);
  FailingDisk::Handle file;
  ASSERT_EQ(disk.Create("d/file", &file), DiskError::kNone);
  ASSERT_EQ(disk.SyncFolder("d"), DiskError::kNone);
  ASSERT_EQ(disk.Append(file, "lost", 4), DiskError::kNone);
  disk.FailOnce(DiskWork::kSync, 1, DiskError::kInputOutput);
  EXPECT_EQ(disk.Sync(file), DiskError::kInputOutput);
  EXPECT_EQ(disk.Sync(file), DiskError::kNone);
  disk.PowerCut();
  EXPECT_EQ(ContentOf(&disk, "d/file"), "");
}

// The sign register, and whatever else stands outside of a store.
TEST(FailingFiles, AFileThatIsWrittenDurablyIsTheOldOneOrTheNewOneAtEveryPoint) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    for (uint64_t point = 0;; ++point) {
      Fuse fuse(point);
      FailingDisk disk(seed, &fuse);
      FailingFiles files(&disk);
      const auto write = [&files](absl::string_view text) {
        return base::WriteFileDurably("d/file", text, base::FileMode::kOwnerOnly, files).ok();
      };
      const bool has_old = write("old");
      const bool has_new = has_old && write("new");
      disk.PowerCut();
      const std::string left = ContentOf(&disk, "d/file");
      std::set<std::string> allowed = {"new"};
      if (!has_new) allowed.insert("old");
      if (!has_old) allowed = {"old", "(none)"};
      EXPECT_TRUE(allowed.contains(left)) << left;
      if (has_new) break;
    }
  }
}

struct Failing {
  DiskWork work;
  DiskError error;
  std::string reason;
};

// Invariant 8 for a store: what was answered stays, and what was refused is there whole or not at
// all.
TEST(StoreOnFailingDisk, RefusesAndKeepsWhatItAnswered) {
  const std::vector<Failing> failings = {
      {DiskWork::kAppend, DiskError::kInputOutput, "STORE_UNAVAILABLE"},
      {DiskWork::kAppend, DiskError::kNoSpace, "DISK_FULL"},
      {DiskWork::kAppend, DiskError::kReadOnly, "STORE_UNAVAILABLE"},
      {DiskWork::kSync, DiskError::kInputOutput, "STORE_UNAVAILABLE"},
      {DiskWork::kSync, DiskError::kNoSpace, "DISK_FULL"},
  };
  for (const Failing& failing : failings) {
    for (int nth = 1; nth <= 5; ++nth) {
      FailingDisk disk(nth, nullptr);
      FailingFileSystem files(&disk);
      ASSERT_TRUE(store::CreateRocksDbStore("d/store", "node", files.env()).ok());
      auto store = store::OpenRocksDbStore("d/store", "node", files.env());
      ASSERT_TRUE(store.ok()) << store.status();
      disk.FailOnce(failing.work, nth, failing.error);
      int answered = 0;
      absl::Status refused;
      for (int i = 0; i < 8 && refused.ok(); ++i) {
        store::Batch batch;
        batch.Put(absl::StrCat("a", i), "1");
        batch.Put(absl::StrCat("b", i), "1");
        refused = (*store)->Commit(batch);
        if (refused.ok()) ++answered;
      }
      EXPECT_EQ(base::ReasonOf(refused), failing.reason) << refused;
      store::Batch later;
      later.Put("later", "1");
      EXPECT_EQ(base::ReasonOf((*store)->Commit(later)), "STORE_FAILED");
      store->reset();
      disk.PowerCut();
      store = store::OpenRocksDbStore("d/store", "node", files.env());
      ASSERT_TRUE(store.ok()) << store.status();
      for (int i = 0; i <= answered; ++i) {
        const bool has_a = (*(*store)->Get(absl::StrCat("a", i))).has_value();
        const bool has_b = (*(*store)->Get(absl::StrCat("b", i))).has_value();
        EXPECT_EQ(has_a, has_b);
        EXPECT_TRUE(has_a || i == answered) << i;
      }
      EXPECT_FALSE((*(*store)->Get("later")).has_value());
    }
  }
}

// Invariant 8. The store renamed CURRENT, the power went, and of the names in its folder that one
// alone was durable: the table which the new manifest lists was not there, and the store stayed
// shut.
TEST(StoreOnFailingDisk, APowerCutWhileItOpensDoesNotKeepItShut) {
  const auto open = [](FailingFileSystem* files) {
    return store::OpenRocksDbStore("d/store", "node", files->env());
  };
  int deaths = 0;
  for (uint64_t seed = 0; seed < 2; ++seed) {
    for (uint64_t point = 0;; ++point) {
      Fuse fuse(point);
      FailingDisk disk(1000 * seed + point, &fuse);
      FailingFileSystem files(&disk);
      if (!store::CreateRocksDbStore("d/store", "node", files.env()).ok()) continue;
      bool is_committed = false;
      if (auto store = open(&files); store.ok()) {
        store::Batch batch;
        batch.Put("a", "1");
        is_committed = (*store)->Commit(batch).ok();
      }
      // What is in the log becomes a table.
      (void)open(&files).status();
      if (!disk.is_dead()) break;
      disk.PowerCut();
      auto store = open(&files);
      ASSERT_TRUE(store.ok()) << seed << ":" << point << ": " << store.status();
      if (is_committed) {
        EXPECT_TRUE((*(*store)->Get("a")).has_value()) << seed << ":" << point;
      }
      ++deaths;
    }
  }
  EXPECT_GT(deaths, 40);
}

int TablesIn(FailingDisk* disk) {
  int tables = 0;
  for (const std::string& name : disk->NamesIn("d/store")) tables += absl::EndsWith(name, ".sst");
  return tables;
}

absl::Status CommitOne(store::Store* store, const std::string& key, size_t bytes) {
  store::Batch batch;
  batch.Put(key, std::string(bytes, 'x'));
  return store->Commit(batch);
}

TEST(HeldBackgroundWork, WaitsWhileItIsHeldAndIsDoneWhenThatEnds) {
  constexpr size_t kBufferBytes = 64 << 10;
  FailingDisk disk(1, nullptr);
  FailingFileSystem files(&disk);
  ASSERT_TRUE(store::CreateRocksDbStore("d/store", "node", files.env()).ok());
  auto store = store::OpenRocksDbStore("d/store", "node", files.env(), kBufferBytes);
  ASSERT_TRUE(store.ok()) << store.status();
  const int marker_tables = TablesIn(&disk);
  // RocksDB merges the fourth table with those before it.
  for (const int tables : {1, 2, 3, 1}) {
    const int tables_before = TablesIn(&disk);
    // The commit after one that filled the buffer has it flushed.
    ASSERT_TRUE(CommitOne(store->get(), "a", kBufferBytes).ok());
    {
      const HeldBackgroundWork held;
      ASSERT_TRUE(CommitOne(store->get(), "b", 1).ok());
      EXPECT_EQ(TablesIn(&disk), tables_before);
    }
    EXPECT_EQ(TablesIn(&disk), marker_tables + tables);
  }
}

}  // namespace
}  // namespace lontar::support
