#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "core/audit/mirror.h"
#include "core/base/files.h"
#include "core/base/problem.h"
#include "tests/support/temp_folder.h"

namespace lontar::audit {
namespace {

class FolderMirrorTest : public testing::Test {
 protected:
  void Write(const std::string& path, const std::string& bytes) {
    const std::filesystem::path whole = folder_.Inside(path);
    ASSERT_TRUE(base::MakeFolders(whole.parent_path().string()).ok());
    ASSERT_TRUE(base::WriteFileDurably(whole.string(), bytes).ok());
  }

  support::TempFolder folder_;
  FolderMirror mirror_{folder_.path()};
};

TEST_F(FolderMirrorTest, ReadsWhatIsThere) {
  Write("tile/entries/000.p/5", "five");
  EXPECT_EQ(mirror_.Read("tile/entries/000.p/5").value(), "five");
  EXPECT_EQ(mirror_.Read("tile/entries/000.p/6").value(), std::nullopt);
  EXPECT_EQ(mirror_.Read("checkpoint").value(), std::nullopt);
  EXPECT_EQ(mirror_.Read("tile/entries/000.p/5/x").value(), std::nullopt);
}

TEST_F(FolderMirrorTest, ListsFilesAtAnyDepthInOrder) {
  Write("tile/0/001.p/7", "a");
  Write("tile/0/000", "b");
  Write("payloads/ab", "c");
  EXPECT_THAT(mirror_.List("tile").value(), testing::ElementsAre("tile/0/000", "tile/0/001.p/7"));
  EXPECT_THAT(mirror_.List("none").value(), testing::IsEmpty());
}

TEST_F(FolderMirrorTest, ReadsNothingOutside) {
  Write("inside", "x");
  for (const std::string path : {"../inside", "/etc/hostname", "a/../../inside", "", ".", "A"}) {
    EXPECT_EQ(base::ReasonOf(mirror_.Read(path).status()), "MIRROR_ODD_FILE") << path;
  }
}

TEST_F(FolderMirrorTest, RefusesLinksAndOddNames) {
  Write("payloads/ab", "x");
  std::filesystem::create_symlink(folder_.Inside("payloads/ab"), folder_.Inside("payloads/cd"));
  std::filesystem::create_directory_symlink(folder_.Inside("payloads"), folder_.Inside("tile"));
  EXPECT_EQ(base::ReasonOf(mirror_.Read("payloads/cd").status()), "MIRROR_ODD_FILE");
  EXPECT_EQ(base::ReasonOf(mirror_.Read("tile/ab").status()), "MIRROR_ODD_FILE");
  EXPECT_EQ(base::ReasonOf(mirror_.List("payloads").status()), "MIRROR_ODD_FILE");
  EXPECT_EQ(base::ReasonOf(mirror_.List("tile").status()), "MIRROR_ODD_FILE");
  EXPECT_EQ(base::ReasonOf(mirror_.Read("payloads").status()), "MIRROR_ODD_FILE");
}

TEST_F(FolderMirrorTest, NamesTheOddFileOfAListing) {
  Write("payloads/Backup Copy", "x");
  const absl::Status status = mirror_.List("payloads").status();
  EXPECT_EQ(base::ReasonOf(status), "MIRROR_ODD_FILE");
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("payloads/Backup Copy"));
}

}  // namespace
}  // namespace lontar::audit
