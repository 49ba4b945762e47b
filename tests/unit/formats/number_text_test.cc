#include "core/formats/number_text.h"

#include "absl/strings/str_join.h"
#include "core/base/problem.h"
#include "core/formats/normalised_text.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lontar::formats {
namespace {

// "1234.5 grouping-removed footnote-removed[(10)]", or the reason of a refusal.
std::string Number(absl::string_view text, const NumberMarks& marks = {}) {
  const absl::StatusOr<NumberText> number = ReadNumberText(text, marks);
  if (!number.ok()) return base::ReasonOf(number.status());
  std::string said = observation::ToText(number->value);
  for (const std::string& name : NamesOf(number->normalised)) said += " " + name;
  return number->footnote.empty() ? said : said + "[" + number->footnote + "]";
}

TEST(NumberText, PlainNumbersAreTakenAsTheyStand) {
  for (const char* text : {"0", "7", "1234", "12.5", "-3", "4.20", "0.156", "1234.567", "0.125"}) {
    EXPECT_EQ(Number(text), text);
  }
}

TEST(NumberText, OneReadingOnlyIsRead) {
  EXPECT_EQ(Number("12,5"), "12.5 decimal-comma");
  EXPECT_EQ(Number("0,125"), "0.125 decimal-comma");
  EXPECT_EQ(Number("1234,567"), "1234.567 decimal-comma");
  EXPECT_EQ(Number("1,234.5"), "1234.5 grouping-removed");
  EXPECT_EQ(Number("1.234,5"), "1234.5 grouping-removed decimal-comma");
  EXPECT_EQ(Number("1,234,567"), "1234567 grouping-removed");
  EXPECT_EQ(Number("1.234.567"), "1234567 grouping-removed");
  EXPECT_EQ(Number("1 234 567"), "1234567 grouping-removed");
  EXPECT_EQ(Number("1 234,567"), "1234.567 grouping-removed decimal-comma");
  EXPECT_EQ(Number("1'234"), "1234 grouping-removed");
  EXPECT_EQ(Number("1\xC2\xA0"
                   "234"),
            "1234 trimmed grouping-removed");
}

TEST(NumberText, TwoReadingsAreAsked) {
  for (const char* text : {"1,234", "1.234", "12,345", "123.456", "-1,234"}) {
    EXPECT_EQ(Number(text), "NUMBER_AMBIGUOUS") << text;
  }
  EXPECT_EQ(ReadNumberText("1,234", {}).status().message(),
            "\"1,234\" could be 1234 or 1.234; write 1234, or say which mark is the decimal one "
            "(decimal_mark)");
}

TEST(NumberText, WhatIsSaidDecides) {
  EXPECT_EQ(Number("1,234", {'.', 0}), "1234 grouping-removed");
  EXPECT_EQ(Number("1,234", {',', 0}), "1.234 decimal-comma");
  EXPECT_EQ(Number("1.234", {'.', 0}), "1.234");
  EXPECT_EQ(Number("1.234", {',', 0}), "1234 grouping-removed");
  EXPECT_EQ(Number("1.234", {0, '.'}), "1234 grouping-removed");
  EXPECT_EQ(Number("12,5", {'.', 0}), "NOT_A_DECIMAL");
  EXPECT_EQ(Number("1 234", {'.', ','}), "NOT_A_DECIMAL");
}

TEST(NumberText, GroupsHaveThreeDigits) {
  for (const char* text : {"1,23,456", "12 34", "1,2345,678", "1234,567,890", "1.234,567.8",
                           "1,234.567,8", ",5", "5,", "1,,5", "1 ,5"}) {
    EXPECT_EQ(Number(text), "NOT_A_DECIMAL") << text;
  }
}

TEST(NumberText, DigitsOfOtherScripts) {
  EXPECT_EQ(Number("๑๒๓"), "123 digits-of-script");
  EXPECT_EQ(Number("໑໒໓"), "123 digits-of-script");
  EXPECT_EQ(Number("១២៣"), "123 digits-of-script");
  EXPECT_EQ(Number("၁၂၃"), "123 digits-of-script");
  EXPECT_EQ(Number("១២,៥"), "12.5 digits-of-script decimal-comma");
}

TEST(NumberText, FootnoteMarksAreTakenOff) {
  EXPECT_EQ(Number("615 (10)"), "615 footnote-removed[(10)]");
  EXPECT_EQ(Number("2,582‡"), "NUMBER_AMBIGUOUS");
  EXPECT_EQ(Number("2,582‡", {'.', ','}), "2582 grouping-removed footnote-removed[‡]");
  EXPECT_EQ(Number("44 [a]"), "44 footnote-removed[[a]]");
  EXPECT_EQ(Number("7¹"), "7 footnote-removed[¹]");
  EXPECT_EQ(Number("7 **"), "7 footnote-removed[**]");
  EXPECT_EQ(Number("(10)"), "NOT_A_DECIMAL");  // an accountant's minus, or a footnote alone
  EXPECT_EQ(Number("615 (see annex)"), "NOT_A_DECIMAL");
}

TEST(NumberText, SignsAreRead) {
  EXPECT_EQ(Number("13.8 %"), "13.8 percent-sign");
  EXPECT_EQ(Number("\xE2\x88\x92"
                   "5"),
            "-5 minus-sign");
  EXPECT_EQ(Number(" 12 "), "12 trimmed");
}

TEST(NumberText, WhatIsNoNumberIsRefused) {
  for (const char* text : {"", "-", "abc", "1e", "12a", "--5", "+5", "1/2", "NaN", "1..5", "%"}) {
    EXPECT_EQ(Number(text), "NOT_A_DECIMAL") << text;
  }
  EXPECT_EQ(Number("1.2E+05"), "NUMBER_SCIENTIFIC");
  EXPECT_EQ(Number("1234567890123456789012"), "DECIMAL_TOO_LONG");
}

// Whatever is read from a text is read again from what it was read as.
TEST(NumberText, WhatWasReadIsReadTheSame) {
  constexpr absl::string_view kLetters = "0123459.,' -%";
  uint64_t state = 7;
  int read = 0;
  for (int round = 0; round < 200'000; ++round) {
    std::string text;
    for (int i = 0; i < 8; ++i) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      text += kLetters[(state >> 33) % kLetters.size()];
    }
    const absl::StatusOr<NumberText> number = ReadNumberText(text, {});
    if (!number.ok()) continue;
    ++read;
    const absl::StatusOr<NumberText> again =
        ReadNumberText(observation::ToText(number->value), {'.', 0});
    ASSERT_TRUE(again.ok()) << text;
    EXPECT_TRUE(observation::SameNumber(number->value, again->value)) << text;
  }
  EXPECT_GT(read, 500);
}

}  // namespace
}  // namespace lontar::formats
