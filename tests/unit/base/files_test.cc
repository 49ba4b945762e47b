#include "core/base/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "core/base/problem.h"
#include "tests/support/temp_folder.h"

namespace lontar::base {
namespace {

using testing::ElementsAre;

TEST(WriteFileWhole, ReplacesTheFileAndLeavesNothingBeside) {
  const support::TempFolder folder;
  const std::string path = folder.Inside("tile");
  ASSERT_EQ(WriteFileWhole(path, "first"), absl::OkStatus());
  ASSERT_EQ(WriteFileWhole(path, "second", FileMode::kOwnerOnly), absl::OkStatus());
  EXPECT_EQ(ReadWholeFile(path, 100).value(), "second");
  EXPECT_THAT(ListFolder(folder.path()).value(), ElementsAre("tile"));
  struct stat facts = {};
  ASSERT_EQ(stat(path.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST(WriteFileWhole, WhatCannotBeReplacedStays) {
  const support::TempFolder folder;
  ASSERT_EQ(MakeFolders(folder.Inside("tile/below")), absl::OkStatus());
  EXPECT_FALSE(WriteFileWhole(folder.Inside("tile"), "bytes").ok());
  EXPECT_THAT(ListFolder(folder.path()).value(), ElementsAre("tile"));
  EXPECT_EQ(ReasonOf(WriteFileWhole(folder.Inside("absent/tile"), "bytes")), "FILE_NOT_FOUND");
}

TEST(SyncDiskOf, TakesAFolderThatIsThere) {
  const support::TempFolder folder;
  EXPECT_EQ(SyncDiskOf(folder.path()), absl::OkStatus());
  EXPECT_EQ(ReasonOf(SyncDiskOf(folder.Inside("absent"))), "FILE_NOT_FOUND");
}

}  // namespace
}  // namespace lontar::base
