#include "core/store/store.h"

#include "core/base/problem.h"
#include "gtest/gtest.h"

namespace lontar::store {
namespace {

using Change = std::pair<std::string, std::optional<std::string>>;

TEST(Batch, KeepsTheOrderInWhichChangesWereSaid) {
  Batch batch;
  EXPECT_TRUE(batch.empty());
  batch.Put("b", "1");
  batch.Delete("a");
  batch.Put("b", "2");
  EXPECT_FALSE(batch.empty());
  const std::vector<Change> expected = {{"b", "1"}, {"a", std::nullopt}, {"b", "2"}};
  EXPECT_EQ(batch.changes(), expected);
}

TEST(Batch, AppendedChangesStandBehind) {
  Batch first;
  first.Put("a", "1");
  Batch second;
  second.Delete("a");
  second.Put("", "");
  first.Append(second);
  const std::vector<Change> expected = {{"a", "1"}, {"a", std::nullopt}, {"", ""}};
  EXPECT_EQ(first.changes(), expected);
  EXPECT_EQ(second.changes().size(), 2u);
}

TEST(PrefixEnd, IsTheNextPrefixOfTheSameLengthOrShorter) {
  EXPECT_EQ(PrefixEnd("a"), "b");
  EXPECT_EQ(PrefixEnd("az"), "a{");
  EXPECT_EQ(PrefixEnd(std::string(1, '\0')), "\x01");
  EXPECT_EQ(PrefixEnd("\x7f"), "\x80");
  EXPECT_EQ(PrefixEnd("a\xff"), "b");
  EXPECT_EQ(PrefixEnd("a\xff\xff"), "b");
}

TEST(PrefixEnd, IsEmptyWhereNothingComesAfter) {
  EXPECT_EQ(PrefixEnd(""), "");
  EXPECT_EQ(PrefixEnd("\xff"), "");
  EXPECT_EQ(PrefixEnd("\xff\xff\xff"), "");
}

TEST(KeyNumber, IsEightBytesBigEndian) {
  EXPECT_EQ(KeyNumber(0), std::string(8, '\0'));
  EXPECT_EQ(KeyNumber(0x0102030405060708), "\x01\x02\x03\x04\x05\x06\x07\x08");
  EXPECT_EQ(KeyNumber(~uint64_t{0}), std::string(8, '\xff'));
}

TEST(KeyNumber, SortsAsItsNumber) {
  for (const uint64_t n : {uint64_t{0}, uint64_t{255}, uint64_t{65535}, uint64_t{1} << 32}) {
    EXPECT_LT(KeyNumber(n), KeyNumber(n + 1));
  }
}

TEST(KeyNumber, ReadsBack) {
  for (const uint64_t n : {uint64_t{0}, uint64_t{200}, uint64_t{1} << 63, ~uint64_t{0}}) {
    ASSERT_TRUE(ReadKeyNumber(KeyNumber(n)).ok());
    EXPECT_EQ(*ReadKeyNumber(KeyNumber(n)), n);
  }
}

TEST(KeyNumber, OfAnotherLengthIsRefused) {
  for (const int length : {0, 7, 9}) {
    const absl::Status status = ReadKeyNumber(std::string(length, 'a')).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(base::ReasonOf(status), "KEY_NUMBER_INVALID");
  }
}

}  // namespace
}  // namespace lontar::store
