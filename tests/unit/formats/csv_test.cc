#include "core/formats/csv.h"

#include <random>

#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/formats/csv_write.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lontar::formats {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> RowOf(const Table& table, int row) {
  std::vector<std::string> cells;
  for (size_t i = 0; i < table.columns().size(); ++i) {
    cells.emplace_back(table.At(row, static_cast<int>(i)));
  }
  return cells;
}

Table Read(absl::string_view bytes) {
  absl::StatusOr<Table> table = ReadCsv(bytes);
  EXPECT_TRUE(table.ok()) << table.status();
  return table.ok() ? *table : Table();
}

// The reason id and the sentence of a refused file.
std::string Refusal(absl::string_view bytes) {
  const absl::StatusOr<Table> table = ReadCsv(bytes);
  if (table.ok()) return "read";
  EXPECT_EQ(table.status().code(), absl::StatusCode::kInvalidArgument);
  return base::ReasonOf(table.status()) + ": " + std::string(table.status().message());
}

TEST(Csv, ReadsNamesAndRows) {
  const Table table = Read("member,value\nKH,1\nLA,\n");
  EXPECT_THAT(table.columns(), ElementsAre("member", "value"));
  ASSERT_EQ(table.rows(), 2);
  EXPECT_THAT(RowOf(table, 0), ElementsAre("KH", "1"));
  EXPECT_THAT(RowOf(table, 1), ElementsAre("LA", ""));
  EXPECT_EQ(table.FindColumn("value"), 1);
  EXPECT_EQ(table.FindColumn("Value"), std::nullopt);
}

TEST(Csv, AnyLineEndAndNoneAtTheEnd) {
  for (const absl::string_view bytes :
       {"a,b\n1,2\n3,4\n", "a,b\r1,2\r3,4\r", "a,b\r\n1,2\r\n3,4\r\n", "a,b\n1,2\n3,4"}) {
    const Table table = Read(bytes);
    ASSERT_EQ(table.rows(), 2) << std::string(bytes);
    EXPECT_THAT(RowOf(table, 1), ElementsAre("3", "4"));
  }
}

TEST(Csv, SkipsTheByteOrderMark) {
  EXPECT_THAT(Read("\xEF\xBB\xBFmember\nKH\n").columns(), ElementsAre("member"));
}

TEST(Csv, QuotedCellsKeepCommasQuotesAndLineBreaks) {
  const Table table = Read("a,b\n\"x, \"\"y\"\"\",\"1\r\n2\"\n");
  ASSERT_EQ(table.rows(), 1);
  EXPECT_THAT(RowOf(table, 0), ElementsAre("x, \"y\"", "1\r\n2"));
}

TEST(Csv, TrimsNothing) { EXPECT_THAT(RowOf(Read("a,b\n 1 ,\t\n"), 0), ElementsAre(" 1 ", "\t")); }

TEST(Csv, RowsCountAsInASpreadsheetAlsoAfterALineBreakInACell) {
  EXPECT_EQ(Read("a\n1\n").SpreadsheetRow(0), 2);
  EXPECT_EQ(Refusal("a,b\n\"1\n1\",2\n3\n"),
            "CSV_WIDTH: row 3 has 1 cells where row 1 has 2; write as many commas");
}

TEST(Csv, EmptyFileHasNoColumnNames) {
  EXPECT_THAT(Refusal(""), HasSubstr("CSV_EMPTY"));
  EXPECT_THAT(Refusal("\xEF\xBB\xBF"), HasSubstr("CSV_EMPTY"));
}

TEST(Csv, EmptyLineIsARowOfAnotherWidth) {
  EXPECT_THAT(Refusal("a,b\n\n1,2\n"), HasSubstr("CSV_WIDTH: row 2 has 1 cells"));
}

TEST(Csv, RefusesQuotesThatDoNotClose) {
  EXPECT_EQ(
      Refusal("a,b\n1,\"2\n3,4\n"),
      "CSV_QUOTE: row 2, column 2 (\"b\"): the quote that begins this cell is not closed; put "
      "one at its end");
  EXPECT_THAT(Refusal("a,b\n1,2\"\n"), HasSubstr("CSV_QUOTE: row 2, column 2 (\"b\")"));
  EXPECT_THAT(Refusal("a,b\n\"1\"2,3\n"), HasSubstr("CSV_QUOTE: row 2, column 1 (\"a\")"));
}

TEST(Csv, RefusesColumnsWithoutANameOrWithTheSame) {
  EXPECT_EQ(
      Refusal("a,b,a\n"),
      "CSV_COLUMN: row 1, column 3: a second column is called \"a\"; give each a name of its own");
  EXPECT_EQ(Refusal("a,,b\n"), "CSV_COLUMN: row 1, column 2: the column has no name; give it one");
}

TEST(Csv, RefusesOtherEncodings) {
  EXPECT_THAT(Refusal("name\nVi\xEAt Nam\n"),
              HasSubstr("CSV_NOT_UTF8: row 2, column 1 (\"name\")"));
  EXPECT_THAT(Refusal("\xFF\xFEn\n"), HasSubstr("CSV_NOT_UTF8: row 1, column 1"));
  EXPECT_THAT(Refusal(std::string("a\n1\0002\n", 6)), HasSubstr("CSV_NUL: row 2, column 1"));
}

TEST(Csv, RefusesMoreColumnsThanTheLimit) {
  std::string names = "c0";
  for (int i = 1; i < base::kImportColumnsMax; ++i) names += ",c" + std::to_string(i);
  EXPECT_EQ(Refusal(names), "read");
  EXPECT_THAT(Refusal(names + ",one_more"), HasSubstr("CSV_TOO_LARGE: row 1"));
}

TEST(Csv, RefusesMoreRowsThanTheLimit) {
  std::string bytes = "a\n";
  for (int i = 0; i < base::kImportRowsMax; ++i) bytes += "1\n";
  EXPECT_EQ(Refusal(bytes), "read");
  EXPECT_THAT(Refusal(bytes + "1\n"), HasSubstr("CSV_TOO_LARGE"));
}

// Threat T34.
TEST(Csv, RefusesACellLongerThanTheLimit) {
  const std::string longest(base::kImportCellBytesMax, 'x');
  EXPECT_EQ(Refusal("a,b\n1," + longest + "\n"), "read");
  EXPECT_EQ(
      Refusal("a,b\n1,\"" + longest + "x\"\n"),
      "CSV_TOO_LARGE: row 2, column 2 (\"b\"): the cell has 131073 bytes; write at most 131072");
}

TEST(Csv, RefusesMoreCellsThanTheLimit) {
  std::string names = "c0";
  for (int i = 1; i < base::kImportColumnsMax; ++i) names += ",c" + std::to_string(i);
  std::string bytes = names + "\n";
  const std::string row = std::string(base::kImportColumnsMax - 1, ',') + "\n";
  for (int i = 0; i < base::kImportCellsMax / base::kImportColumnsMax; ++i) bytes += row;
  EXPECT_THAT(Refusal(bytes), HasSubstr("the file has more than 20000000 cells; split it"));
}

TEST(Csv, RefusesMoreBytesThanTheLimit) {
  EXPECT_THAT(Refusal(std::string(base::kImportBytesMax + 1, 'a')), HasSubstr("CSV_TOO_LARGE"));
}

// Bytes from a small alphabet meet the reader's branches far more often than bytes from all 256.
std::string RandomBytes(std::mt19937* random, bool any_byte) {
  static constexpr absl::string_view kAlphabet = "a,\"\r\n\xEF\xBB\xBF\xC3\xA9 1";
  std::string bytes((*random)() % 40, 'a');
  for (char& byte : bytes) {
    byte = any_byte ? static_cast<char>((*random)()) : kAlphabet[(*random)() % kAlphabet.size()];
  }
  return bytes;
}

std::string Written(const Table& table) {
  std::string out;
  AppendCsvRow(table.columns(), &out);
  for (int row = 0; row < table.rows(); ++row) AppendCsvRow(RowOf(table, row), &out);
  return out;
}

TEST(Csv, WhatIsReadIsWrittenAndReadTheSame) {
  std::mt19937 random(20210303);
  int read = 0;
  for (int i = 0; i < 200'000; ++i) {
    const absl::StatusOr<Table> table = ReadCsv(RandomBytes(&random, i % 4 == 0));
    if (!table.ok()) {
      EXPECT_EQ(base::ReasonOf(table.status()).substr(0, 4), "CSV_");
      continue;
    }
    ++read;
    const absl::StatusOr<Table> again = ReadCsv(Written(*table));
    ASSERT_TRUE(again.ok()) << again.status() << "\n" << Written(*table);
    ASSERT_EQ(again->columns(), table->columns());
    ASSERT_EQ(again->rows(), table->rows());
    for (int row = 0; row < table->rows(); ++row) ASSERT_EQ(RowOf(*again, row), RowOf(*table, row));
  }
  EXPECT_GT(read, 1000);
}

}  // namespace
}  // namespace lontar::formats
