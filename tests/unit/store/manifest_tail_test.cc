#include "core/store/rocksdb/manifest_tail.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "core/base/files.h"
#include "core/store/rocksdb/open.h"
#include "tests/support/temp_folder.h"

namespace lontar::store {
namespace {

// A manifest as RocksDB wrote it, over some openings of a store.
std::string RealManifest() {
  const support::TempFolder folder;
  EXPECT_TRUE(CreateRocksDbStore(folder.path(), "node").ok());
  for (int i = 0; i < 3; ++i) {
    const auto store = OpenRocksDbStore(folder.path(), "node");
    EXPECT_TRUE(store.ok()) << store.status();
    Batch batch;
    batch.Put("key", "value");
    EXPECT_TRUE((*store)->Commit(batch).ok());
  }
  std::string current = base::ReadWholeFile(folder.Inside("CURRENT"), 100).value();
  current.pop_back();  // the end of the line
  return base::ReadWholeFile(folder.Inside(current), 1'000'000).value();
}

TEST(ManifestTail, TheChecksumIsThatOfItsVector) { EXPECT_EQ(Crc32c("123456789"), 0xe3069283u); }

TEST(ManifestTail, AWholeManifestIsReadToItsEnd) {
  const std::string manifest = RealManifest();
  ASSERT_GT(manifest.size(), 200u);
  EXPECT_EQ(BytesBeforeTornEnd(manifest), manifest.size());
  EXPECT_EQ(BytesBeforeTornEnd(""), 0u);
}

TEST(ManifestTail, GarbageAtTheEndIsLeftOut) {
  const std::string manifest = RealManifest();
  std::mt19937_64 random(1);
  for (size_t length = 1; length < 512; ++length) {
    std::string torn = manifest;
    for (size_t i = 0; i < length; ++i) torn.push_back(static_cast<char>(random()));
    EXPECT_EQ(BytesBeforeTornEnd(torn), manifest.size()) << length;
  }
  const std::string much(kTornManifestBytesMax + 1, 'x');
  EXPECT_EQ(BytesBeforeTornEnd(manifest + much), manifest.size() + much.size());
}

TEST(ManifestTail, OfAnyBeginningItIsTheWholeRecords) {
  const std::string manifest = RealManifest();
  std::set<size_t> ends;
  for (size_t length = 0; length <= manifest.size(); ++length) {
    const size_t end = BytesBeforeTornEnd(manifest.substr(0, length));
    EXPECT_LE(end, length);
    EXPECT_EQ(BytesBeforeTornEnd(manifest.substr(0, end)), end);
    ends.insert(end);
  }
  EXPECT_GE(ends.size(), 3u);
}

// Damage with whole records behind it is no torn end: RocksDB is to find it.
TEST(ManifestTail, AFlippedByteBeforeTheLastRecordIsNoTornEnd) {
  const std::string manifest = RealManifest();
  const size_t last = BytesBeforeTornEnd(manifest.substr(0, manifest.size() - 1));
  ASSERT_GT(last, 50u);
  for (size_t place = 0; place < manifest.size(); ++place) {
    std::string damaged = manifest;
    damaged[place] = static_cast<char>(damaged[place] ^ 0x10);
    EXPECT_EQ(BytesBeforeTornEnd(damaged), place < last ? manifest.size() : last) << place;
  }
}

// No record crosses a block of 32 KiB, and what is too short for a head is zeros.
TEST(ManifestTail, RecordsGoOnInTheNextBlock) {
  constexpr size_t kBlock = 32 * 1024;
  const auto record = [](size_t payload) {
    std::string text(1, '\1');
    text.append(payload, 'p');
    const uint32_t crc = Crc32c(text);
    const uint32_t masked = ((crc >> 15) | (crc << 17)) + 0xa282ead8u;
    std::string bytes;
    for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<char>(masked >> (8 * i)));
    bytes.push_back(static_cast<char>(payload & 255));
    bytes.push_back(static_cast<char>(payload >> 8));
    return bytes + text;
  };
  std::string manifest = record(kBlock - 7 - 3) + std::string(3, '\0') + record(100);
  EXPECT_EQ(BytesBeforeTornEnd(manifest), manifest.size());
  EXPECT_EQ(BytesBeforeTornEnd(manifest + "torn"), manifest.size());
}

}  // namespace
}  // namespace lontar::store
