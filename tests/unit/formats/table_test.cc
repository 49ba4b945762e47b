#include "core/formats/table.h"

#include "core/base/problem.h"
#include "core/formats/csv.h"
#include "core/formats/table_look.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/formats/sample.h"

namespace lontar::formats {
namespace {

using testing::ElementsAre;

Grid GridOf(absl::string_view text) { return Required(ReadCsvGrid(text, SeparatorOf(text))); }

TEST(Separator, IsTheOneThatCutsRowsAlike) {
  EXPECT_EQ(SeparatorOf("a,b\n1,2\n"), ',');
  EXPECT_EQ(SeparatorOf("a;b\n1,5;2\n3,7;4\n"), ';');
  EXPECT_EQ(SeparatorOf("a\tb\n1,5\t2\n"), '\t');
  EXPECT_EQ(SeparatorOf("a|b\n1|2\n"), '|');
  EXPECT_EQ(SeparatorOf("sep=;\na,b\n1,2\n"), ';');
  EXPECT_EQ(SeparatorOf("one\ntwo\n"), ',');
  EXPECT_EQ(SeparatorOf("a;b;c\n\"x,y\";\"1,2\";3\n\"p,q\";\"4,5\";6\n"), ';');
}

TEST(Separator, ItsOwnRowIsNoRow) {
  const Grid grid = GridOf("sep=;\r\na;b\r\n1;2\r\n");
  EXPECT_EQ(grid.rows(), 2);
  EXPECT_EQ(grid.At(0, 1), "b");
  EXPECT_EQ(grid.PlaceOf(1, 1), "2:B");
}

TEST(Table, RowsMayBeOfAnyWidth) {
  const Table table = Required(Table::Cut(GridOf("a,b\n1\n\n1,2,3\n"), {}));
  EXPECT_EQ(table.rows(), 3);
  EXPECT_EQ(table.At(0, 1), "");
  EXPECT_EQ(table.At(2, 2), "3");
  EXPECT_THAT(table.columns(), ElementsAre("a", "b", "[C]"));
}

TEST(Table, NamesAreUniqueAndPlain) {
  const Table table = Required(Table::Cut(GridOf(" a ,b,a,\n"), {}));
  EXPECT_THAT(table.columns(), ElementsAre("a", "b", "a (2)", "[D]"));
  EXPECT_EQ(table.FindColumn("a (2)"), 2);
}

TEST(Table, NamesOfTwoRowsAreJoinedAcrossGaps) {
  const Table table = Required(
      Table::Cut(GridOf("x,2016,,2017,\n,Boys,Girls,Boys,Girls\nKH,1,2,3,4\n"), {0, 2, {}}));
  EXPECT_THAT(table.columns(),
              ElementsAre("x", "2016 / Boys", "2016 / Girls", "2017 / Boys", "2017 / Girls"));
  EXPECT_EQ(table.rows(), 1);
  EXPECT_EQ(table.PlaceOf(0, 4), "3:E");
  EXPECT_EQ(table.PlaceOf(0, std::nullopt), "3");
  EXPECT_EQ(table.SpreadsheetRow(0), 3);
}

TEST(Table, MergedCellsHaveTheTextOfTheFirst) {
  Grid grid = GridOf("place,value\nnorth,1\n,2\n");
  grid.AddMerged({1, 2, 0, 0});
  const Table table = Required(Table::Cut(std::move(grid), {}));
  EXPECT_EQ(table.At(1, 0), "north");
  EXPECT_FALSE(table.IsMerged(0, 0));
  EXPECT_TRUE(table.IsMerged(1, 0));
  EXPECT_TRUE(table.IsMergedDown(0, 0));
  EXPECT_FALSE(table.IsMergedDown(1, 0));
  EXPECT_FALSE(table.IsMergedDown(0, 1));
}

TEST(Table, TooManyMergedCellsAreRefused) {
  Grid grid("A", false);
  for (int row = 0; row < 5000; ++row) {
    grid.AppendRow();
    for (int column = 0; column < 256; ++column) grid.AppendCell("");
  }
  grid.AddMerged({1, 4999, 0, 255});
  EXPECT_EQ(base::ReasonOf(Table::Cut(std::move(grid), {}).status()), "XLSX_TOO_LARGE");
}

TEST(Table, LastRowEndsIt) {
  const Table table = Required(Table::Cut(GridOf("a,b\n1,2\n3,4\nsum,6\n"), {0, 1, 2}));
  EXPECT_EQ(table.rows(), 2);
}

TEST(FindHeader, IsTheFirstRowWithAllNames) {
  const Grid grid = GridOf("Report of 2016\n\nyear,sex,value\n2016,F,1\n");
  const auto shape = FindHeader(grid, {"sex", "value", "year"});
  ASSERT_TRUE(shape.has_value());
  EXPECT_EQ(shape->header_row, 2);
  EXPECT_EQ(FindHeader(grid, {"sex", "other"}), std::nullopt);
  const auto joined = FindHeader(GridOf("x,2016,\n,F,M\n1,2,3\n"), {"2016 / M"});
  ASSERT_TRUE(joined.has_value());
  EXPECT_EQ(joined->header_rows, 2);
}

TEST(LookForTable, SeesNamesAboveFigures) {
  const auto shape = LookForTable(GridOf("Ministry\n\nyear,sex,value\n2016,F,12\n2017,F,13\n"));
  ASSERT_TRUE(shape.has_value());
  EXPECT_EQ(shape->header_row, 2);
  EXPECT_EQ(shape->header_rows, 1);
  const auto years = LookForTable(GridOf("sex,2016,2017\nF,12,13\n"));
  ASSERT_TRUE(years.has_value());
  EXPECT_EQ(years->header_row, 0);
  const auto two = LookForTable(GridOf("sex,2016,,2017,\n,No,%,No,%\nF,12,1.5,13,1.6\n"));
  ASSERT_TRUE(two.has_value());
  EXPECT_EQ(two->header_rows, 2);
  EXPECT_EQ(LookForTable(GridOf("only words\nand more, of them\n")), std::nullopt);
}

}  // namespace
}  // namespace lontar::formats
