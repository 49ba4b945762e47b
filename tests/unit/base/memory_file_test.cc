#include "core/base/memory_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/base/problem.h"

namespace lontar::base {
namespace {

TEST(MemoryFile, GivesWhatWasWrittenToItsPath) {
  const auto file = MemoryFile::Make();
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(*file->Bytes(10), "");
  std::ofstream(file->path()) << "figures";
  EXPECT_EQ(*file->Bytes(10), "figures");
}

TEST(MemoryFile, LongerThanAllowedIsRefused) {
  const auto file = MemoryFile::Make();
  ASSERT_TRUE(file.ok());
  std::ofstream(file->path()) << "figures";
  EXPECT_TRUE(file->Bytes(7).ok());
  EXPECT_EQ(ReasonOf(file->Bytes(6).status()), "MEMORY_FILE");
}

TEST(MemoryFile, IsGoneWithItsObject) {
  std::string path;
  {
    auto file = MemoryFile::Make();
    ASSERT_TRUE(file.ok());
    const MemoryFile moved = *std::move(file);
    path = moved.path();
    EXPECT_TRUE(std::ifstream(path).good());
  }
  EXPECT_FALSE(std::ifstream(path).good());
}

}  // namespace
}  // namespace lontar::base
