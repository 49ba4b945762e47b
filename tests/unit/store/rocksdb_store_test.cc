#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "core/base/files.h"
#include "core/base/problem.h"
#include "core/store/rocksdb/open.h"
#include "gtest/gtest.h"
#include "tests/support/temp_folder.h"

// What both stores do stands in tests/conformance/store_conformance.h. Here: what only a folder on
// a disk can have.

namespace lontar::store {
namespace {

using support::TempFolder;

absl::Status OpenStatus(const std::string& folder, absl::string_view kind = "node") {
  return OpenRocksDbStore(folder, kind).status();
}

Batch OnePut(absl::string_view key, absl::string_view value) {
  Batch batch;
  batch.Put(key, value);
  return batch;
}

// The files of a store that have this in their names.
std::vector<std::string> FilesWith(const std::string& folder, const std::string& part) {
  std::vector<std::string> paths;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().filename().string().find(part) != std::string::npos)
      paths.push_back(file.path().string());
  }
  return paths;
}

// A child process that holds the store's lock file until this object goes.
class OtherProcess {
 public:
  explicit OtherProcess(const std::string& lock_path) {
    int ready[2];
    int release[2];
    if (::pipe(ready) != 0 || ::pipe(release) != 0) ADD_FAILURE() << "no pipe";
    child_ = ::fork();
    if (child_ == 0) {
      ::close(release[1]);
      HoldLock(lock_path, ready[1], release[0]);
    }
    ::close(ready[1]);
    ::close(release[0]);
    release_ = release[1];
    char said = 0;
    EXPECT_EQ(::read(ready[0], &said, 1), 1) << "the child took no lock";
    ::close(ready[0]);
  }
  ~OtherProcess() {
    ::close(release_);
    ::waitpid(child_, nullptr, 0);
  }

 private:
  [[noreturn]] static void HoldLock(const std::string& path, int ready, int release) {
    const int file = ::open(path.c_str(), O_RDWR);
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    char byte = '!';
    if (::fcntl(file, F_SETLK, &lock) == 0 && ::write(ready, &byte, 1) == 1) {
      while (::read(release, &byte, 1) > 0) {
      }
    }
    ::_exit(0);
  }

  pid_t child_ = 0;
  int release_ = -1;
};

TEST(RocksDbStore, OpeningNeverMakesOne) {
  const TempFolder folder;
  for (const std::string& path : {folder.path(), folder.Inside("none")}) {
    const absl::Status status = OpenStatus(path);
    EXPECT_EQ(status.code(), absl::StatusCode::kNotFound) << status;
    EXPECT_EQ(base::ReasonOf(status), "STORE_ABSENT");
  }
  EXPECT_FALSE(base::FileExists(folder.Inside("none")));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(RocksDbStore, IsMadeOnceWithTheFoldersAboveIt) {
  const TempFolder folder;
  const std::string path = folder.Inside("var/lib/store");
  ASSERT_TRUE(CreateRocksDbStore(path, "hub").ok());
  EXPECT_TRUE(OpenStatus(path, "hub").ok());
  const absl::Status again = CreateRocksDbStore(path, "hub");
  EXPECT_EQ(again.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(base::ReasonOf(again), "STORE_EXISTS");
}

TEST(RocksDbStore, OfAnotherKindIsRefused) {
  const TempFolder folder;
  ASSERT_TRUE(CreateRocksDbStore(folder.path(), "hub").ok());
  EXPECT_EQ(base::ReasonOf(OpenStatus(folder.path(), "node")), "STORE_KIND");
  EXPECT_TRUE(OpenStatus(folder.path(), "hub").ok());
}

TEST(RocksDbStore, IsLockedWithinThisProcess) {
  const TempFolder folder;
  ASSERT_TRUE(CreateRocksDbStore(folder.path(), "node").ok());
  const auto first = OpenRocksDbStore(folder.path(), "node");
  ASSERT_TRUE(first.ok());
  const absl::Status second = OpenStatus(folder.path());
  EXPECT_EQ(second.code(), absl::StatusCode::kFailedPrecondition) << second;
  EXPECT_EQ(base::ReasonOf(second), "STORE_LOCKED");
}

TEST(RocksDbStore, IsLockedByAnotherProcess) {
  const TempFolder folder;
  ASSERT_TRUE(CreateRocksDbStore(folder.path(), "node").ok());
  {
    const OtherProcess holder(folder.Inside("LOCK"));
    const absl::Status status = OpenStatus(folder.path());
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
    EXPECT_EQ(base::ReasonOf(status), "STORE_LOCKED") << status;
  }
  EXPECT_TRUE(OpenStatus(folder.path()).ok());
}

TEST(RocksDbStore, HalfMadeOneIsDamage) {
  const TempFolder folder;
  ASSERT_TRUE(CreateRocksDbStore(folder.path(), "node").ok());
  std::ofstream(folder.Inside("CURRENT"), std::ios::trunc) << "MANIFEST-999999\n";
  const absl::Status status = OpenStatus(folder.path());
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << status;
  EXPECT_EQ(base::ReasonOf(status), "STORE_DAMAGED");
}

TEST(RocksDbStore, MissingTableIsDamage) {
  const TempFolder folder;
  ASSERT_TRUE(CreateRocksDbStore(folder.path(), "node").ok());
  const std::vector<std::string> tables = FilesWith(folder.path(), ".sst");
  ASSERT_FALSE(tables.empty());
  for (const std::string& table : tables) std::filesystem::remove(table);
  EXPECT_EQ(base::ReasonOf(OpenStatus(folder.path())), "STORE_DAMAGED");
}

TEST(RocksDbStore, FlippedByteInATableIsDamage) {
  const TempFolder folder;
  ASSERT_TRUE(CreateRocksDbStore(folder.path(), "node").ok());
  {
    const auto store = OpenRocksDbStore(folder.path(), "node");
    ASSERT_TRUE(store.ok());
    // Opening again writes what is only in the write-ahead log into a table.
    ASSERT_TRUE((*store)->Commit(OnePut("key", std::string(5000, 'v'))).ok());
  }
  ASSERT_TRUE(OpenStatus(folder.path()).ok());
  for (const std::string& table : FilesWith(folder.path(), ".sst")) {
    std::fstream file(table, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(10);
    file.put('\x55');
  }
  absl::StatusOr<std::unique_ptr<Store>> store = OpenRocksDbStore(folder.path(), "node");
  const absl::Status status = store.ok() ? (*store)->Get("key").status() : store.status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << status;
  EXPECT_EQ(base::ReasonOf(status), "STORE_DAMAGED");
}

// A power cut may leave garbage behind the last record that was synced.
TEST(RocksDbStore, GarbageBehindTheLastCommitIsCutOff) {
  const TempFolder folder;
  ASSERT_TRUE(CreateRocksDbStore(folder.path(), "node").ok());
  {
    const auto store = OpenRocksDbStore(folder.path(), "node");
    ASSERT_TRUE(store.ok());
    ASSERT_TRUE((*store)->Commit(OnePut("key", "value")).ok());
  }
  for (const std::string& log : FilesWith(folder.path(), ".log")) {
    std::ofstream(log, std::ios::app | std::ios::binary) << "\x01\x02garbage in the last sector";
  }
  const auto store = OpenRocksDbStore(folder.path(), "node");
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ(*(*store)->Get("key"), "value");
}

// The same behind the last record of the manifest kept the store shut: "checksum mismatch in file
// hub/store/MANIFEST-000035".
TEST(RocksDbStore, GarbageBehindTheManifestIsLeftOut) {
  const TempFolder folder;
  ASSERT_TRUE(CreateRocksDbStore(folder.path(), "node").ok());
  {
    const auto store = OpenRocksDbStore(folder.path(), "node");
    ASSERT_TRUE(store.ok());
    ASSERT_TRUE((*store)->Commit(OnePut("key", "value")).ok());
  }
  // It has a head, and ends within the file: else RocksDB itself takes it for an end that is
  // missing.
  const std::string manifest = FilesWith(folder.path(), "MANIFEST-").at(0);
  std::ofstream(manifest, std::ios::app | std::ios::binary) << std::string("sum \x03\0\x01end", 10);
  const auto read = OpenRocksDbToRead(folder.path());
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(base::ReasonOf(read->tail), "STORE_DAMAGED");
  const auto store = OpenRocksDbStore(folder.path(), "node");
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ(*(*store)->Get("key"), "value");
}

TEST(RocksDbStore, AFlippedByteWithinTheManifestIsDamage) {
  const TempFolder folder;
  ASSERT_TRUE(CreateRocksDbStore(folder.path(), "node").ok());
  ASSERT_TRUE(OpenStatus(folder.path()).ok());
  const std::string manifest = FilesWith(folder.path(), "MANIFEST-").at(0);
  std::fstream(manifest, std::ios::in | std::ios::out | std::ios::binary).seekp(20).put('\x55');
  EXPECT_EQ(base::ReasonOf(OpenStatus(folder.path())), "STORE_DAMAGED");
  EXPECT_EQ(base::ReasonOf(OpenRocksDbToRead(folder.path()).status()), "STORE_DAMAGED");
}

// What stands in a folder, byte for byte.
std::map<std::string, std::string> Contents(const std::string& folder) {
  std::map<std::string, std::string> contents;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::ifstream stream(file.path(), std::ios::binary);
    contents[file.path().string()] = std::string(std::istreambuf_iterator<char>(stream), {});
  }
  return contents;
}

// Two commits, the first in a table and the second in the write-ahead log.
void MakeUsed(const std::string& folder) {
  ASSERT_TRUE(CreateRocksDbStore(folder, "hub").ok());
  for (const char* key : {"first", "second"}) {
    const auto store = OpenRocksDbStore(folder, "hub");
    ASSERT_TRUE(store.ok());
    ASSERT_TRUE((*store)->Commit(OnePut(key, std::string(100, 'v'))).ok());
  }
}

// Invariant 45.
TEST(StoreToRead, ShowsEverythingAndWritesNothing) {
  const TempFolder folder;
  MakeUsed(folder.path());
  const auto before = Contents(folder.path());
  {
    const auto opened = OpenRocksDbToRead(folder.path());
    ASSERT_TRUE(opened.ok()) << opened.status();
    EXPECT_EQ(opened->kind, "hub");
    EXPECT_TRUE(opened->tail.ok()) << opened->tail;
    std::vector<std::string> keys;
    const absl::Status read =
        opened->reader->Scan("", "", [&keys](absl::string_view key, absl::string_view) {
          keys.emplace_back(key);
          return true;
        });
    ASSERT_TRUE(read.ok()) << read;
    EXPECT_EQ(keys, (std::vector<std::string>{"first", "second"}));
  }
  EXPECT_EQ(Contents(folder.path()), before);
  EXPECT_TRUE(OpenStatus(folder.path(), "hub").ok());
}

TEST(StoreToRead, ThatIsNotThereIsNotMade) {
  const TempFolder folder;
  EXPECT_EQ(base::ReasonOf(OpenRocksDbToRead(folder.Inside("none")).status()), "STORE_ABSENT");
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(StoreToRead, NamesTheDamagedTable) {
  const TempFolder folder;
  MakeUsed(folder.path());
  ASSERT_TRUE(OpenStatus(folder.path(), "hub").ok());
  for (const std::string& table : FilesWith(folder.path(), ".sst")) {
    const std::string good = Contents(folder.path())[table];
    std::string damaged = good;
    damaged[10] = static_cast<char>(damaged[10] ^ 1);
    std::ofstream(table, std::ios::binary | std::ios::trunc) << damaged;
    const absl::Status status = OpenRocksDbToRead(folder.path()).status();
    EXPECT_EQ(base::ReasonOf(status), "STORE_DAMAGED") << status;
    EXPECT_NE(status.message().find(table.substr(table.rfind('/') + 1)), absl::string_view::npos)
        << status;
    std::ofstream(table, std::ios::binary | std::ios::trunc) << good;
  }
  EXPECT_TRUE(OpenRocksDbToRead(folder.path()).ok());
}

TEST(StoreToRead, SaysThatTheTailIsTornAndReadsUpToThere) {
  const TempFolder folder;
  MakeUsed(folder.path());
  for (const std::string& log : FilesWith(folder.path(), ".log")) {
    const auto size = std::filesystem::file_size(log);
    if (size > 0) std::filesystem::resize_file(log, size - 1);
  }
  const auto opened = OpenRocksDbToRead(folder.path());
  ASSERT_TRUE(opened.ok()) << opened.status();
  EXPECT_EQ(base::ReasonOf(opened->tail), "STORE_DAMAGED");
  EXPECT_TRUE((*opened->reader->Get("first")).has_value());
  EXPECT_FALSE((*opened->reader->Get("second")).has_value());
}

TEST(RocksDbStore, KeepsFewFilesOverManyStarts) {
  const TempFolder folder;
  ASSERT_TRUE(CreateRocksDbStore(folder.path(), "node").ok());
  for (int start = 0; start < 12; ++start) {
    const auto store = OpenRocksDbStore(folder.path(), "node");
    ASSERT_TRUE(store.ok());
    ASSERT_TRUE((*store)->Commit(OnePut("start", std::to_string(start))).ok());
  }
  const auto count = std::distance(std::filesystem::directory_iterator(folder.path()),
                                   std::filesystem::directory_iterator());
  EXPECT_LT(count, 30);
}

}  // namespace
}  // namespace lontar::store
