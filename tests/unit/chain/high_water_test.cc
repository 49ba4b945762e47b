#include "core/chain/high_water.h"

#include <gtest/gtest.h>

#include "core/base/problem.h"
#include "tests/unit/chain/examples.h"

namespace lontar::chain {
namespace {

HighWater ExampleMark() {
  HighWater mark;
  mark.member = "KH";
  mark.incarnation = BytesOf<base::Incarnation>(0x11);
  mark.instance = BytesOf<InstanceToken>(0x22);
  mark.commits = 12;
  mark.head = Head{base::ChainNumber(5), BytesOf<base::EntryHash>(0x33)};
  mark.log_size = base::LogSize(25);
  mark.log_root = BytesOf<base::Hash>(0x44);
  return mark;
}

std::string ReasonFor(const HighWater& store) {
  return base::ReasonOf(CheckHighWater(ExampleMark(), store));
}

TEST(HighWater, IsAPageThatPeopleCanRead) {
  const std::string text = FormatHighWater(ExampleMark());
  EXPECT_EQ(text.substr(0, text.find("sum ")),
            "lontar high-water 1\n"
            "member KH\n"
            "incarnation 11111111111111111111111111111111\n"
            "instance 22222222222222222222222222222222\n"
            "commits 12\n"
            "entry 5 3333333333333333333333333333333333333333333333333333333333333333\n"
            "log 25 4444444444444444444444444444444444444444444444444444444444444444\n");
}

TEST(HighWater, WhatIsWrittenIsRead) {
  EXPECT_EQ(ParseHighWater(FormatHighWater(ExampleMark())).value(), ExampleMark());
  HighWater fresh = ExampleMark();
  fresh.head.reset();
  EXPECT_EQ(ParseHighWater(FormatHighWater(fresh)).value(), fresh);
  EXPECT_EQ(ParseHighWater(FormatHighWater(std::nullopt)).value(), std::nullopt);
}

TEST(HighWater, EveryFlippedBitOfItsTextIsDamage) {
  const std::string good = FormatHighWater(ExampleMark());
  for (size_t at = 0; at < good.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string text = good;
      text[at] = static_cast<char>(text[at] ^ (1 << bit));
      EXPECT_EQ(base::ReasonOf(ParseHighWater(text).status()), "REGISTER_DAMAGED") << text;
    }
  }
}

TEST(HighWater, EveryCutOfItsTextIsDamage) {
  const std::string good = FormatHighWater(ExampleMark());
  for (size_t length = 0; length < good.size(); ++length) {
    const auto read = ParseHighWater(good.substr(0, length));
    EXPECT_EQ(base::ReasonOf(read.status()), "REGISTER_DAMAGED") << length;
  }
  EXPECT_FALSE(ParseHighWater(good + "\n").ok());
}

TEST(HighWater, AStoreAtTheMarkOrBeyondItIsFine) {
  EXPECT_EQ(ReasonFor(ExampleMark()), "");
  HighWater beyond = ExampleMark();
  beyond.commits = 13;
  EXPECT_EQ(ReasonFor(beyond), "");
  beyond.head = Head{base::ChainNumber(6), BytesOf<base::EntryHash>(0x55)};
  EXPECT_EQ(ReasonFor(beyond), "");
  beyond.log_size = base::LogSize(26);
  beyond.log_root = BytesOf<base::Hash>(0x66);
  EXPECT_EQ(ReasonFor(beyond), "");
}

// Invariants 19 and 23.
TEST(HighWater, AStoreWithLessThanBeforeWasRolledBack) {
  HighWater fewer = ExampleMark();
  fewer.commits = 11;
  EXPECT_EQ(ReasonFor(fewer), "REGISTER_AHEAD");
  fewer = ExampleMark();
  fewer.head->number = base::ChainNumber(4);
  EXPECT_EQ(ReasonFor(fewer), "REGISTER_AHEAD");
  fewer.head.reset();
  EXPECT_EQ(ReasonFor(fewer), "REGISTER_AHEAD");
  fewer = ExampleMark();
  fewer.log_size = base::LogSize(24);
  EXPECT_EQ(ReasonFor(fewer), "REGISTER_AHEAD");
}

TEST(HighWater, AStoreWithAnotherHistoryOfOneLengthIsRefused) {
  HighWater other = ExampleMark();
  other.head->hash = BytesOf<base::EntryHash>(0x77);
  EXPECT_EQ(ReasonFor(other), "REGISTER_CONFLICT");
  other = ExampleMark();
  other.log_root = BytesOf<base::Hash>(0x77);
  EXPECT_EQ(ReasonFor(other), "REGISTER_CONFLICT");
}

// Invariant 28.
TEST(HighWater, AStoreOfAnotherRegisterWasCopied) {
  HighWater copy = ExampleMark();
  copy.instance = BytesOf<InstanceToken>(0x77);
  EXPECT_EQ(ReasonFor(copy), "STORE_COPIED");
  copy = ExampleMark();
  copy.incarnation = BytesOf<base::Incarnation>(0x77);
  EXPECT_EQ(ReasonFor(copy), "STORE_COPIED");
  copy = ExampleMark();
  copy.member = "LA";
  EXPECT_EQ(ReasonFor(copy), "STORE_COPIED");
}

}  // namespace
}  // namespace lontar::chain
