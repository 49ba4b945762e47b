#include "cli/text_layout.h"

#include "gmock/gmock.h"

namespace lontar::cli {
namespace {

using testing::ElementsAre;

TEST(TextLayout, MarksTakeNoColumnAndWideCharactersTwo) {
  EXPECT_EQ(ColumnsOf("Thai"), 4);
  EXPECT_EQ(ColumnsOf("\u0e17\u0e35\u0e48"), 1);  // one consonant under two marks
  EXPECT_EQ(ColumnsOf("\u4e2d\u6587"), 4);
  EXPECT_EQ(ColumnsOf("\u2260"), 1);
}

TEST(TextLayout, PaddingCountsColumnsNotBytes) {
  EXPECT_EQ(PadRight("\u00e9", 3), "\u00e9  ");
  EXPECT_EQ(PadLeft("12", 4), "  12");
  EXPECT_EQ(PadLeft("12345", 4), "12345");
}

TEST(TextLayout, WordsWrapAndAreNeverCut) {
  EXPECT_THAT(WrapWords("one two three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(WrapWords("incomprehensibilities a", 5), ElementsAre("incomprehensibilities", "a"));
  EXPECT_THAT(WrapWords("", 5), ElementsAre(""));
}

// T29: a text could begin a line as the program's own.
TEST(TextLayout, ALinesEndInATextEndsNoLine) {
  EXPECT_EQ(Hanging("text", 6, "one\nlontar: error: forged\r\n\ttwo"),
            "text  one lontar: error: forged two\n");
}

TEST(TextLayout, ItemsStayWholeAndKeepTheirCommas) {
  EXPECT_THAT(WrapItems({"KH 2012", "LA 2010", "PH 2019"}, 17),
              ElementsAre("KH 2012, LA 2010,", "PH 2019"));
}

TEST(TextLayout, HangingTextKeepsItsIndent) {
  const std::string long_word(50, 'w');
  EXPECT_EQ(Hanging("A1", 4, long_word + " " + long_word),
            "A1  " + long_word + "\n    " + long_word + "\n");
}

TEST(TextLayout, SmallNumbersAreWords) {
  EXPECT_EQ(NumberWord(5), "five");
  EXPECT_EQ(NumberWord(13), "13");
  EXPECT_EQ(Counted(1, "entry", "entries"), "1 entry");
  EXPECT_EQ(Counted(0, "entry", "entries"), "0 entries");
}

}  // namespace
}  // namespace lontar::cli
