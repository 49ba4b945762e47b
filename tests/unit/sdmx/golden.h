#pragma once
// What is written now beside the file that says what is to be written: tests/golden/sdmx.
//
// With LONTAR_WRITE_GOLDEN set the files are written instead; look at the difference before it is
// committed.

#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "gtest/gtest.h"

namespace lontar::sdmx {

inline void ExpectGolden(const std::string& name, const std::string& text) {
  const std::string path = absl::StrCat(LONTAR_SOURCE_DIR, "/tests/golden/sdmx/", name);
  if (std::getenv("LONTAR_WRITE_GOLDEN") != nullptr) {
    ASSERT_TRUE(base::WriteFileWhole(path, text).ok());
  }
  const auto expected = base::ReadWholeFile(path, base::kImportBytesMax);
  ASSERT_TRUE(expected.ok()) << expected.status();
  EXPECT_EQ(*expected, text) << path;
}

}  // namespace lontar::sdmx
