#include "cli/mirror.h"

#include "core/base/problem.h"
#include "gtest/gtest.h"

namespace lontar::cli {
namespace {

TEST(MirrorPath, StaysInsideTheFolder) {
  for (const char* path : {"checkpoint", "tile/0/000.p/5", "tile/entries/x001/000", "payloads/ab"})
    EXPECT_TRUE(CheckMirrorPath(path).ok()) << path;
  for (const char* path : {"", "/etc/passwd", "../x", "tile/../../x", "tile//x", "./x", "tile/"}) {
    EXPECT_EQ(base::ReasonOf(CheckMirrorPath(path)), "MIRROR_PATH_WRONG") << path;
  }
}

}  // namespace
}  // namespace lontar::cli
