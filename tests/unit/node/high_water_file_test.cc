#include "node/service/high_water_file.h"

#include "core/base/files.h"
#include "core/base/problem.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_folder.h"

namespace lontar::node {
namespace {

chain::HighWater MarkOf(uint64_t commits) {
  chain::HighWater mark;
  mark.member = "KH";
  mark.commits = commits;
  return mark;
}

class HighWaterFileTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(HighWaterFile::Create(path_).ok()); }

  support::TempFolder folder_;
  std::string path_ = folder_.Inside("high-water");
};

TEST_F(HighWaterFileTest, ANewOneHoldsNothing) {
  EXPECT_EQ(HighWaterFile(path_).Read().value(), std::nullopt);
}

TEST_F(HighWaterFileTest, WhatWasWrittenIsThereAfterReopening) {
  HighWaterFile first(path_);
  ASSERT_TRUE(first.Read().ok());
  ASSERT_TRUE(first.Write(MarkOf(7)).ok());
  ASSERT_TRUE(first.Write(MarkOf(8)).ok());
  EXPECT_EQ(HighWaterFile(path_).Read().value(), MarkOf(8));
}

TEST_F(HighWaterFileTest, AFileThatSomebodyElseChangedIsNotOverwritten) {
  HighWaterFile ours(path_);
  ASSERT_TRUE(ours.Read().ok());
  HighWaterFile theirs(path_);
  ASSERT_TRUE(theirs.Read().ok());
  ASSERT_TRUE(theirs.Write(MarkOf(9)).ok());
  EXPECT_EQ(base::ReasonOf(ours.Write(MarkOf(3))), "REGISTER_CHANGED");
  EXPECT_EQ(theirs.Read().value(), MarkOf(9));
}

TEST_F(HighWaterFileTest, WritingUnreadIsRefused) {
  EXPECT_EQ(base::ReasonOf(HighWaterFile(path_).Write(MarkOf(3))), "REGISTER_CHANGED");
}

TEST_F(HighWaterFileTest, MakingOneDoesNotReplaceOne) {
  EXPECT_EQ(base::ReasonOf(HighWaterFile::Create(path_)), "FILE_EXISTS");
}

TEST_F(HighWaterFileTest, AMissingOneIsNotTakenForANewOne) {
  HighWaterFile absent(folder_.Inside("absent"));
  EXPECT_EQ(base::ReasonOf(absent.Read().status()), "REGISTER_ABSENT");
  EXPECT_EQ(base::ReasonOf(absent.Write(MarkOf(1))), "REGISTER_ABSENT");
}

TEST_F(HighWaterFileTest, DamageIsNamedWithTheFile) {
  ASSERT_TRUE(base::WriteFileDurably(path_, "lontar high-water 1\nmember KH\n").ok());
  const absl::Status status = HighWaterFile(path_).Read().status();
  EXPECT_EQ(base::ReasonOf(status), "REGISTER_DAMAGED");
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr(path_));
}

}  // namespace
}  // namespace lontar::node
