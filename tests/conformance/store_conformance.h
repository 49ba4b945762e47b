#pragma once
// What every Store must do. A binary that includes this runs the suite over its own cases:
//
//   INSTANTIATE_TEST_SUITE_P(Mine, StoreConformance, testing::Values(StoreCase{"mine", MakeMine}),
//   CaseName);

#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/store/store.h"
#include "gtest/gtest.h"

namespace lontar::store {

// One disk, on which one store at a time can be open.
class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;
  // Null if it cannot be opened.
  virtual std::unique_ptr<Store> Open() = 0;
};

struct StoreCase {
  std::string name;
  std::function<std::unique_ptr<StoreUnderTest>()> make;
};

inline std::string CaseName(const testing::TestParamInfo<StoreCase>& info) {
  return info.param.name;
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

class StoreConformance : public testing::TestWithParam<StoreCase> {
 protected:
  void SetUp() override {
    under_test_ = GetParam().make();
    Reopen();
  }

  void Reopen() {
    store_.reset();  // the one before must let go of the disk
    store_ = under_test_->Open();
    ASSERT_NE(store_, nullptr);
  }

  void Put(absl::string_view key, absl::string_view value) {
    Batch batch;
    batch.Put(key, value);
    ASSERT_TRUE(store_->Commit(batch).ok());
  }

  static std::string ValueOf(const Reader& reader, absl::string_view key) {
    const absl::StatusOr<std::optional<std::string>> value = reader.Get(key);
    if (!value.ok()) return std::string(value.status().message());
    return value->value_or("(none)");
  }

  static Pairs Scanned(const Reader& reader, absl::string_view first, absl::string_view last) {
    Pairs pairs;
    const absl::Status status =
        reader.Scan(first, last, [&pairs](absl::string_view key, absl::string_view value) {
          pairs.emplace_back(std::string(key), std::string(value));
          return true;
        });
    EXPECT_TRUE(status.ok()) << status;
    return pairs;
  }

  static std::string KeysWithPrefix(const Reader& reader, absl::string_view prefix) {
    std::string keys;
    const absl::Status status =
        reader.ScanPrefix(prefix, [&keys](absl::string_view key, absl::string_view) {
          absl::StrAppend(&keys, key, " ");
          return true;
        });
    EXPECT_TRUE(status.ok()) << status;
    return keys;
  }

  std::unique_ptr<StoreUnderTest> under_test_;
  std::unique_ptr<Store> store_;
};

TEST_P(StoreConformance, NewStoreIsEmpty) {
  EXPECT_EQ(Scanned(*store_, "", ""), Pairs());
  EXPECT_EQ(ValueOf(*store_, "a"), "(none)");
  EXPECT_EQ(ValueOf(*store_, ""), "(none)");
}

TEST_P(StoreConformance, WhatIsCommittedIsRead) {
  Put("member", "KH");
  EXPECT_EQ(ValueOf(*store_, "member"), "KH");
  EXPECT_EQ(ValueOf(*store_, "membe"), "(none)");
  EXPECT_EQ(ValueOf(*store_, "member1"), "(none)");
}

TEST_P(StoreConformance, EmptyBatchChangesNothing) {
  Put("a", "1");
  EXPECT_TRUE(store_->Commit(Batch()).ok());
  EXPECT_EQ(Scanned(*store_, "", ""), Pairs({{"a", "1"}}));
}

TEST_P(StoreConformance, BatchIsSeenWhole) {
  Put("gone", "1");
  Batch batch;
  batch.Put("b", "2");
  batch.Delete("gone");
  batch.Put("a", "1");
  EXPECT_EQ(Scanned(*store_, "", ""), Pairs({{"gone", "1"}}));
  ASSERT_TRUE(store_->Commit(batch).ok());
  EXPECT_EQ(Scanned(*store_, "", ""), Pairs({{"a", "1"}, {"b", "2"}}));
}

TEST_P(StoreConformance, LastWordInABatchWins) {
  Batch batch;
  batch.Put("put-put", "1");
  batch.Put("put-put", "2");
  batch.Put("put-delete", "1");
  batch.Delete("put-delete");
  batch.Delete("delete-put");
  batch.Put("delete-put", "1");
  ASSERT_TRUE(store_->Commit(batch).ok());
  EXPECT_EQ(Scanned(*store_, "", ""), Pairs({{"delete-put", "1"}, {"put-put", "2"}}));
}

TEST_P(StoreConformance, AppendedBatchHasTheLastWord) {
  Batch first;
  first.Put("key", "first");
  Batch second;
  second.Put("key", "second");
  first.Append(std::move(second));
  ASSERT_TRUE(store_->Commit(first).ok());
  EXPECT_EQ(ValueOf(*store_, "key"), "second");
}

TEST_P(StoreConformance, DeletingWhatIsNotThereIsFine) {
  Batch batch;
  batch.Delete("never");
  EXPECT_TRUE(store_->Commit(batch).ok());
  EXPECT_EQ(Scanned(*store_, "", ""), Pairs());
}

TEST_P(StoreConformance, EmptyKeysAndValuesAreOrdinary) {
  Put("", "");
  Put("a", "");
  EXPECT_EQ(ValueOf(*store_, ""), "");
  EXPECT_EQ(ValueOf(*store_, "a"), "");
  EXPECT_EQ(Scanned(*store_, "", ""), Pairs({{"", ""}, {"a", ""}}));
}

TEST_P(StoreConformance, ZeroBytesAreOrdinary) {
  const std::string zero(1, '\0');
  Put(absl::StrCat("a", zero), absl::StrCat(zero, "v", zero));
  Put(absl::StrCat("a", zero, zero), "2");
  Put("a", "0");
  EXPECT_EQ(ValueOf(*store_, absl::StrCat("a", zero)), absl::StrCat(zero, "v", zero));
  EXPECT_EQ(Scanned(*store_, "a", ""),
            Pairs({{"a", "0"},
                   {absl::StrCat("a", zero), absl::StrCat(zero, "v", zero)},
                   {absl::StrCat("a", zero, zero), "2"}}));
}

TEST_P(StoreConformance, OrderIsThatOfUnsignedBytes) {
  const std::vector<std::string> in_order = {
      "", std::string(1, '\0'), "a", "aa", "b", "\x7f", "\x80", "\xff", "\xff\xff"};
  Batch batch;
  for (auto it = in_order.rbegin(); it != in_order.rend(); ++it) batch.Put(*it, "v");
  ASSERT_TRUE(store_->Commit(batch).ok());
  std::vector<std::string> keys;
  for (const auto& [key, value] : Scanned(*store_, "", "")) keys.push_back(key);
  EXPECT_EQ(keys, in_order);
}

TEST_P(StoreConformance, ScanTakesFirstAndLeavesLast) {
  for (const char* key : {"a", "b", "c", "d"}) Put(key, key);
  EXPECT_EQ(Scanned(*store_, "b", "d"), Pairs({{"b", "b"}, {"c", "c"}}));
  EXPECT_EQ(Scanned(*store_, "bb", "cc"), Pairs({{"c", "c"}}));
  EXPECT_EQ(Scanned(*store_, "", "b"), Pairs({{"a", "a"}}));
  EXPECT_EQ(Scanned(*store_, "d", ""), Pairs({{"d", "d"}}));
  EXPECT_EQ(Scanned(*store_, "e", ""), Pairs());
}

TEST_P(StoreConformance, EmptyOrReversedRangeHoldsNothing) {
  for (const char* key : {"a", "b", "c"}) Put(key, key);
  EXPECT_EQ(Scanned(*store_, "b", "b"), Pairs());
  EXPECT_EQ(Scanned(*store_, "c", "a"), Pairs());
}

TEST_P(StoreConformance, ScanStopsWhenItIsTold) {
  for (const char* key : {"a", "b", "c"}) Put(key, key);
  int seen = 0;
  const absl::Status status =
      store_->Scan("", "", [&seen](absl::string_view, absl::string_view) { return ++seen < 2; });
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(seen, 2);
}

TEST_P(StoreConformance, PrefixScanSeesItsKeysOnly) {
  for (const char* key : {"a", "ab", "ab\xff", "ab\xff\xff", "ac", "b"}) Put(key, "v");
  EXPECT_EQ(KeysWithPrefix(*store_, "ab"), "ab ab\xff ab\xff\xff ");
  EXPECT_EQ(KeysWithPrefix(*store_, "ab\xff"), "ab\xff ab\xff\xff ");
  EXPECT_EQ(KeysWithPrefix(*store_, "x"), "");
}

TEST_P(StoreConformance, PrefixOfHighestBytesHasNoEnd) {
  for (const char* key : {"\xfe", "\xff", "\xff\x01", "\xff\xff", "\xff\xff\x01"}) Put(key, "v");
  EXPECT_EQ(KeysWithPrefix(*store_, "\xff"), "\xff \xff\x01 \xff\xff \xff\xff\x01 ");
  EXPECT_EQ(KeysWithPrefix(*store_, "\xff\xff"), "\xff\xff \xff\xff\x01 ");
}

TEST_P(StoreConformance, SnapshotDoesNotMove) {
  Put("kept", "1");
  Put("changed", "1");
  const std::unique_ptr<Reader> before = store_->Snapshot();
  Batch batch;
  batch.Put("changed", "2");
  batch.Delete("kept");
  batch.Put("new", "1");
  ASSERT_TRUE(store_->Commit(batch).ok());
  EXPECT_EQ(ValueOf(*before, "changed"), "1");
  EXPECT_EQ(ValueOf(*before, "new"), "(none)");
  EXPECT_EQ(Scanned(*before, "", ""), Pairs({{"changed", "1"}, {"kept", "1"}}));
  EXPECT_EQ(Scanned(*store_, "", ""), Pairs({{"changed", "2"}, {"new", "1"}}));
}

TEST_P(StoreConformance, SnapshotsOfDifferentMomentsDiffer) {
  Put("n", "1");
  const std::unique_ptr<Reader> one = store_->Snapshot();
  Put("n", "2");
  const std::unique_ptr<Reader> two = store_->Snapshot();
  Put("n", "3");
  EXPECT_EQ(ValueOf(*one, "n"), "1");
  EXPECT_EQ(ValueOf(*two, "n"), "2");
  EXPECT_EQ(ValueOf(*store_, "n"), "3");
}

TEST_P(StoreConformance, ReopenedStoreHoldsWhatWasCommitted) {
  Put("a", "1");
  Put("b", "2");
  Batch batch;
  batch.Delete("a");
  batch.Put("c", "3");
  ASSERT_TRUE(store_->Commit(batch).ok());
  Reopen();
  EXPECT_EQ(Scanned(*store_, "", ""), Pairs({{"b", "2"}, {"c", "3"}}));
  Put("d", "4");
  Reopen();
  EXPECT_EQ(Scanned(*store_, "", ""), Pairs({{"b", "2"}, {"c", "3"}, {"d", "4"}}));
}

TEST_P(StoreConformance, TenThousandKeysAgreeWithAMap) {
  std::map<std::string, std::string> model;
  Batch batch;
  for (uint64_t i = 0; i < 10'000; ++i) {
    const std::string key = KeyNumber(i * 7919 % 10'007);
    model[key] = absl::StrCat("value ", i);
    batch.Put(key, model[key]);
    if (i % 1000 != 999) continue;
    ASSERT_TRUE(store_->Commit(batch).ok());
    batch = Batch();
  }
  const Pairs expected(model.begin(), model.end());
  EXPECT_EQ(Scanned(*store_, "", "") == expected, true);
  Reopen();
  EXPECT_EQ(Scanned(*store_, "", "") == expected, true);
  EXPECT_EQ(ValueOf(*store_, KeyNumber(7919)), "value 1");
}

TEST_P(StoreConformance, RandomBatchesAgreeWithAMap) {
  std::mt19937_64 random(20250711);
  std::map<std::string, std::string> model;
  for (int round = 0; round < 40; ++round) {
    Batch batch;
    for (uint64_t i = random() % 20; i > 0; --i) {
      const std::string key(random() % 3, static_cast<char>(random() % 5 * 60));
      if (random() % 3 == 0) {
        batch.Delete(key);
        model.erase(key);
      } else {
        batch.Put(key, absl::StrCat(round, ".", i));
        model[key] = absl::StrCat(round, ".", i);
      }
    }
    ASSERT_TRUE(store_->Commit(batch).ok());
    if (round % 10 == 9) Reopen();
    ASSERT_EQ(Scanned(*store_, "", ""), Pairs(model.begin(), model.end())) << "round " << round;
  }
}

}  // namespace lontar::store
