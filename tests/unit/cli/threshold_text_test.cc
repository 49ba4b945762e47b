#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "cli/table_text.h"
#include "cli/text_layout.h"
#include "gmock/gmock.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// The band above it is the terminal's.
TEST(ThresholdText, TheHeadingComesFirst) {
  EXPECT_THAT(ThresholdText(Read(kThresholdJson), true),
              StartsWith("List A, round baseline-2021: "));
}

TEST(ThresholdText, TheHeadingSaysWhoIsCountedByWhichRule) {
  const std::string text = ThresholdText(Read(kThresholdJson), true);
  EXPECT_THAT(text, HasSubstr("List A, round baseline-2021: membership as of 2021-08-31\n"));
  EXPECT_THAT(text, HasSubstr("\n4 members by membership on 2021-08-31; two are needed\n"));
  EXPECT_THAT(text, HasSubstr("\nyear rule: nearest to 2016, earlier on a tie, from open, to "
                              "2021-08-31\n"));
}

TEST(ThresholdText, ARowHasCountsStatusAndMembersWithYearsAndMarks) {
  const std::string text = ThresholdText(Read(kThresholdJson), true);
  EXPECT_THAT(text, HasSubstr("A1   Children 5-17 in child labour     3 of 4            2  met    "
                              "KH 2012, LA 2017*\u2260, PH 2019o?\n"));
  EXPECT_THAT(text, HasSubstr("no   indicator                       reported as specified  two?"));
}

TEST(ThresholdText, WithoutUtf8TheDisputedMarkIsAscii) {
  const std::string text = ThresholdText(Read(kThresholdJson), false);
  EXPECT_THAT(text, HasSubstr("LA 2017*!"));
  EXPECT_THAT(text, Not(HasSubstr("\u2260")));
}

TEST(ThresholdText, TheFootSaysSumLegendAndLog) {
  const std::string text = ThresholdText(Read(kThresholdJson), true);
  EXPECT_THAT(text, HasSubstr("\n1 met, 1 below.\n"));
  EXPECT_THAT(text, HasSubstr("* reported otherwise than as specified."));
  EXPECT_THAT(text, HasSubstr("log size 1204, root 7f3a91c0"));
}

TEST(ThresholdText, NothingIsWiderThanAHundredColumnsAndNoNameIsCut) {
  const std::string text = ThresholdText(Read(kThresholdJson), true);
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    EXPECT_LE(ColumnsOf(line), kLineColumns) << line;
    EXPECT_FALSE(absl::EndsWith(line, " ")) << line;
  }
  for (const char* word : {"Studies", "research", "undertaken", "member"})
    EXPECT_THAT(text, HasSubstr(word));
}

// The field is called comparable; to people it says as specified, for nobody compares members.
TEST(ThresholdText, NoMemberIsCalledComparable) {
  EXPECT_THAT(ThresholdText(Read(kThresholdJson), true), Not(HasSubstr("comparable")));
}

}  // namespace
}  // namespace lontar::cli
