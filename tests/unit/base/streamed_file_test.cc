#include "core/base/streamed_file.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/base/problem.h"
#include "tests/support/temp_folder.h"

namespace lontar::base {
namespace {

class StreamedFileTest : public testing::Test {
 protected:
  std::string Path() const { return absl::StrCat(folder_.path(), "/figures.csv"); }
  std::vector<std::string> Names() const { return ListFolder(folder_.path()).value(); }
  support::TempFolder folder_;
};

TEST_F(StreamedFileTest, IsThereWhenItIsKept) {
  {
    const auto file = StreamedFile::Begin(Path());
    ASSERT_TRUE(file.ok()) << file.status();
    ASSERT_TRUE((*file)->Append("a,b\n").ok());
    EXPECT_FALSE(FileExists(Path()));
    ASSERT_TRUE((*file)->Append("1,2\n").ok());
    EXPECT_EQ((*file)->bytes(), 8u);
    ASSERT_TRUE((*file)->Keep().ok());
  }
  EXPECT_EQ(ReadWholeFile(Path(), 100).value(), "a,b\n1,2\n");
  EXPECT_EQ(Names(), std::vector<std::string>{"figures.csv"});
}

TEST_F(StreamedFileTest, LeavesTheOldOneAndNothingElseWhenItIsNot) {
  ASSERT_TRUE(WriteFileWhole(Path(), "old").ok());
  {
    const auto file = StreamedFile::Begin(Path());
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE((*file)->Append("half").ok());
  }
  EXPECT_EQ(ReadWholeFile(Path(), 100).value(), "old");
  EXPECT_EQ(Names(), std::vector<std::string>{"figures.csv"});
}

TEST_F(StreamedFileTest, TakesThePlaceOfWhatAnEarlierRunLeft) {
  ASSERT_TRUE(WriteFileWhole(absl::StrCat(Path(), ".part"), "what a killed run left").ok());
  const auto file = StreamedFile::Begin(Path());
  ASSERT_TRUE(file.ok());
  ASSERT_TRUE((*file)->Append("new").ok());
  ASSERT_TRUE((*file)->Keep().ok());
  EXPECT_EQ(ReadWholeFile(Path(), 100).value(), "new");
}

TEST_F(StreamedFileTest, SaysWhereThereIsNoFolder) {
  const auto file = StreamedFile::Begin(absl::StrCat(folder_.path(), "/none/figures.csv"));
  EXPECT_EQ(ReasonOf(file.status()), "FILE_NOT_FOUND");
}

}  // namespace
}  // namespace lontar::base
