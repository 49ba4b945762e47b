#include "core/formats/period_text.h"

#include "core/base/problem.h"
#include "core/formats/normalised_text.h"
#include "gtest/gtest.h"

namespace lontar::formats {
namespace {

std::string PeriodOf(absl::string_view text, Calendar calendar = Calendar::kGregorian) {
  const absl::StatusOr<PeriodText> period = ReadPeriodText(text, calendar);
  if (!period.ok()) return base::ReasonOf(period.status());
  std::string said = period->period;
  for (const std::string& name : NamesOf(period->normalised)) said += " " + name;
  return said;
}

TEST(PeriodText, PeriodsAreReadAsTheyStand) {
  for (const char* text : {"2016", "2016-S1", "2016-T2", "2016-Q3", "2016-M07"}) {
    EXPECT_EQ(PeriodOf(text), text);
  }
  EXPECT_EQ(PeriodOf(" 2016 "), "2016 trimmed");
  EXPECT_EQ(PeriodOf("២០១៦"), "2016 digits-of-script");
}

TEST(PeriodText, SchoolYearsEndInTheirPeriod) {
  EXPECT_EQ(PeriodOf("2015/16"), "2016 period-end-year");
  EXPECT_EQ(PeriodOf("2015-2016"), "2016 period-end-year");
  EXPECT_EQ(PeriodOf("1999/00"), "2000 period-end-year");
  EXPECT_EQ(PeriodOf("2015/17"), "NOT_A_PERIOD");
  EXPECT_EQ(PeriodOf("2011-12"), "NOT_A_PERIOD");  // December, or two years
  EXPECT_EQ(PeriodOf("2015-16"), "2016 period-end-year");
}

TEST(PeriodText, BuddhistYearsAreFlaggedAndConvertedOnlyWhereSaid) {
  EXPECT_EQ(PeriodOf("2559"), "BUDDHIST_YEAR");
  EXPECT_EQ(PeriodOf("พ.ศ. 2559"), "BUDDHIST_YEAR");
  EXPECT_EQ(PeriodOf("2559", Calendar::kBuddhist), "2016 buddhist-year");
  EXPECT_EQ(PeriodOf("พ.ศ. ๒๕๕๙", Calendar::kBuddhist), "2016 digits-of-script buddhist-year");
  EXPECT_EQ(PeriodOf("2558/59", Calendar::kBuddhist), "2016 buddhist-year period-end-year");
  EXPECT_EQ(PeriodOf("2559-Q3", Calendar::kBuddhist), "2016-Q3 buddhist-year");
  EXPECT_EQ(PeriodOf("2016", Calendar::kBuddhist), "NOT_A_BUDDHIST_YEAR");
  EXPECT_EQ(ReadPeriodText("2559", Calendar::kGregorian).status().message(),
            "\"2559\" is a year of the Buddhist era, 2016 of the common one; write 2016, or write "
            "calendar: buddhist in the mapping");
}

TEST(PeriodText, WhatIsNoPeriodIsRefused) {
  for (const char* text : {"", "16", "16/17", "20166", "2016-M13", "year", "2016 Q3", "1899"}) {
    EXPECT_EQ(PeriodOf(text), "NOT_A_PERIOD") << text;
  }
}

}  // namespace
}  // namespace lontar::formats
