#include "core/formats/csv_write.h"

#include <vector>

#include "gtest/gtest.h"

namespace lontar::formats {
namespace {

std::string RowText(const std::vector<std::string>& cells) {
  std::string out;
  AppendCsvRow(cells, &out);
  return out;
}

TEST(CsvWrite, QuotesOnlyWhereNeeded) {
  EXPECT_EQ(RowText({"KH", "4.2", ""}), "KH,4.2,\n");
  EXPECT_EQ(RowText({"a,b", "say \"x\"", "1\n2", "\r"}),
            "\"a,b\",\"say \"\"x\"\"\",\"1\n2\",\"\r\"\n");
}

TEST(CsvWrite, LoneEmptyCellIsNoEmptyLine) { EXPECT_EQ(RowText({""}), "\"\"\n"); }

TEST(CsvWrite, FirstCellKeepsAByteOrderMarkOfItsOwn) {
  EXPECT_EQ(RowText({"\xEF\xBB\xBFname"}), "\"\xEF\xBB\xBFname\"\n");
}

}  // namespace
}  // namespace lontar::formats
