#include "core/observation/period.h"

#include <gtest/gtest.h>

#include "core/base/problem.h"

namespace lontar::observation {
namespace {

std::string LastDay(absl::string_view text) { return DateText(Period::Parse(text)->last_day()); }

TEST(Period, EndsOnItsLastDay) {
  EXPECT_EQ(LastDay("2016"), "2016-12-31");
  EXPECT_EQ(LastDay("2016-S1"), "2016-06-30");
  EXPECT_EQ(LastDay("2016-S2"), "2016-12-31");
  EXPECT_EQ(LastDay("2016-T2"), "2016-08-31");
  EXPECT_EQ(LastDay("2016-Q3"), "2016-09-30");
  EXPECT_EQ(LastDay("2016-M02"), "2016-02-29");
  EXPECT_EQ(LastDay("2015-M02"), "2015-02-28");
  EXPECT_EQ(LastDay("2016-M12"), "2016-12-31");
}

TEST(Period, BelongsToTheYearInWhichItEnds) { EXPECT_EQ(Period::Parse("2016-Q1")->year(), 2016); }

TEST(Period, RefusesWhatItDoesNotKnow) {
  for (const absl::string_view text :
       {"", "16", "2016-", "2016-Q5", "2016-Q0", "2016-M7", "2016-M13", "2016-S3", "2016-T4",
        "2016-07", "2016/17", "1899", "2200", "2016-W05", "2016 ", "2016-Q33"}) {
    EXPECT_EQ(base::ReasonOf(Period::Parse(text).status()), "NOT_A_PERIOD") << text;
  }
}

TEST(Date, IsReadAndWrittenAlike) {
  for (const absl::string_view text : {"2021-08-31", "2024-02-29", "1967-08-08"}) {
    EXPECT_EQ(DateText(ParseDate(text).value()), std::string(text));
  }
}

TEST(Date, RefusesDaysThatDoNotExist) {
  for (const absl::string_view text :
       {"2021-02-29", "2021-13-01", "2021-00-10", "2021-8-31", "31-08-2021", "2021-08-31 ", ""}) {
    EXPECT_EQ(base::ReasonOf(ParseDate(text).status()), "NOT_A_DATE") << text;
  }
}

}  // namespace
}  // namespace lontar::observation
