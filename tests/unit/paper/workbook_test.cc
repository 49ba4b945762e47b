#include "core/paper/workbook.h"

#include <gmock/gmock.h>

#include "core/formats/workbook_read.h"
#include "tests/unit/paper/sample.h"

namespace lontar::paper {
namespace {

std::string TextAt(const formats::Grid& sheet, int row, int column) {
  return std::string(sheet.At(row, column));
}

TEST(PaperWorkbook, HasTheWordsAndASheetForEachTable) {
  const auto bytes = ToWorkbook(SmallPaper());
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  const auto workbook = formats::ReadWorkbook(*bytes);
  ASSERT_TRUE(workbook.ok()) << workbook.status();
  ASSERT_EQ(workbook->sheets.size(), 2u);
  EXPECT_EQ(workbook->sheets[0].name(), "Summary");
  const formats::Grid& table = workbook->sheets[1];
  EXPECT_EQ(table.name(), "Table A9.1");
  EXPECT_EQ(TextAt(table, 0, 0), "WHAT-IF: threshold 6");
  EXPECT_EQ(TextAt(table, 2, 0), "Table A9.1. answers");
  EXPECT_EQ(TextAt(table, 4, 2), "answer");
  EXPECT_EQ(TextAt(table, 5, 2), "reported as specified");
  EXPECT_EQ(TextAt(table, 7, 1), "12");
  // Text, not a formula.
  EXPECT_EQ(TextAt(table, 6, 2), "=cmd|' /C calc'!A0");
}

// T29: a member's text with U+FFFF, which XML does not have, made a workbook that nobody could
// open.
TEST(PaperWorkbook, CharactersThatXmlDoesNotHaveLeaveItReadable) {
  Paper paper = SmallPaper();
  paper.title = "title\xef\xbf\xbf";
  paper.blocks.emplace_back(Paragraph{"text\xef\xbf\xbe end"});
  const auto bytes = ToWorkbook(paper);
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  const auto workbook = formats::ReadWorkbook(*bytes);
  ASSERT_TRUE(workbook.ok()) << workbook.status();
}

TEST(PaperWorkbook, IsTheSameBytesEachTime) {
  EXPECT_EQ(*ToWorkbook(SmallPaper()), *ToWorkbook(SmallPaper()));
  Paper other = SmallPaper();
  other.date = "2021-09-30";
  EXPECT_NE(*ToWorkbook(other), *ToWorkbook(SmallPaper()));
  other.date = "not a date";
  EXPECT_TRUE(ToWorkbook(other).ok());
}

}  // namespace
}  // namespace lontar::paper
