#include "cli/paper_text.h"

#include "absl/strings/str_split.h"
#include "cli/text_layout.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lontar::cli {
namespace {

using testing::HasSubstr;

paper::Paper TextPaper() {
  paper::Paper paper;
  paper.title = "Docket of round r";
  paper.bands = {"WHAT-IF: threshold 6"};
  paper.foot = "edition 2";
  paper::Table table{"1", "counts", {{"member"}, {"count", true}, {"answer", false, 3}}, {}, {}};
  table.rows = {{{"KH"}, {"3"}, {"\u25cf", "reported"}}, {{"ໄວ"}, {"12"}, {"line one\nline two"}}};
  table.footnotes = {"a note"};
  paper.blocks.emplace_back(paper::Paragraph{"Two of 14."});
  paper.blocks.emplace_back(table);
  return paper;
}

TEST(PaperText, HasBandsTitleColumnsAndFoot) {
  EXPECT_EQ(ToText(TextPaper()),
            "WHAT-IF: threshold 6\n\n"
            "Docket of round r\n\n"
            "Two of 14.\n\n"
            "Table 1. counts [" +
                paper::FingerprintOf(std::get<paper::Table>(TextPaper().blocks[1])) +
                "]\n"
                "member  count  answer\n" +
                std::string(100, '-') +
                "\n"
                "KH          3  \u25cf\n"
                "ໄວ         12  line one; line two\n"
                "a note\n\n\n"
                "edition 2\n");
}

TEST(PaperText, NothingIsWiderThanAHundredColumns) {
  paper::Paper paper = TextPaper();
  auto& table = std::get<paper::Table>(paper.blocks[1]);
  table.rows[0][2].text = std::string(150, 'x') + " " + std::string(90, 'y');
  table.rows[1][0].text = "a long name of a member that has to be broken into several lines here";
  table.footnotes.emplace_back(
      "words and words and words and words and words and words and words and "
      "words and words and words");
  const std::string text = ToText(paper);
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (line.find('x') != absl::string_view::npos) continue;  // one word has no place to break
    EXPECT_LE(ColumnsOf(line), kLineColumns) << line;
  }
}

// Fifteen columns of words do not fit beside one another.
TEST(PaperText, ATooWideTableIsAParagraphForEachRow) {
  paper::Paper paper;
  paper::Table table{"9", "wide", {}, {{}}, {}};
  for (int i = 0; i < 15; ++i) {
    table.columns.push_back({"column " + std::to_string(i)});
    table.rows[0].push_back({"several words of some length"});
  }
  paper.blocks.emplace_back(table);
  EXPECT_THAT(ToText(paper), HasSubstr("column 0: several words of some length\n"
                                       "  column 1: several words of some length\n"));
}

}  // namespace
}  // namespace lontar::cli
