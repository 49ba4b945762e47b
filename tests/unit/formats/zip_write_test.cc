#include "core/formats/zip_write.h"

#include <gtest/gtest.h>

#include "core/base/problem.h"
#include "core/formats/zip_read.h"

namespace lontar::formats {
namespace {

TEST(WriteZip, IsReadBackAndDependsOnItsPartsAlone) {
  const ZipContents parts = {
      {"mimetype", "text"}, {"a/b.xml", std::string(100'000, 'x')}, {"e", ""}};
  const auto bytes = WriteZip(parts);
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  EXPECT_EQ(*WriteZip(parts), *bytes);
  const auto zip = ZipReader::Open(*bytes);
  ASSERT_TRUE(zip.ok()) << zip.status();
  for (const auto& [name, content] : parts) {
    std::string read;
    const absl::Status status = (*zip)->Read(name, [&read](absl::string_view piece) {
      read.append(piece.data(), piece.size());
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
    EXPECT_EQ(read, content);
  }
}

TEST(WriteZip, RefusesANameTwice) {
  EXPECT_EQ(base::ReasonOf(WriteZip({{"a", "1"}, {"a", "2"}}).status()), "ZIP_UNWRITABLE");
}

}  // namespace
}  // namespace lontar::formats
