#include "cli/calendar_text.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_split.h"
#include "cli/text_layout.h"
#include "gmock/gmock.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kCalendarJson[] = R"json({
 "schema": "lontar.calendar.v1", "on": "2021-09-10", "log_size": 61, "overdue": [{}], "rounds": [
  {"collection": "c", "round": "r", "title": "Baseline round", "list": "A",
   "catalogue_version": "2025.1", "membership_date": "2021-08-31", "indicators": 14,
   "opened": {"index": 12, "day": "2021-05-01"}, "cut_off": "2021-08-31", "days_left": -10,
   "extensions": [{"index": 40, "day": "2021-08-20", "cut_off": "2021-10-31", "members": ["KH"]}],
   "closes": [{"index": 50, "day": "2021-09-01", "left_out": ["LA", "KH"]},
              {"index": 60, "day": "2021-11-01", "left_out": []}],
   "overdue_line": "Overdue for Baseline round on 2021-09-10: Lao PDR (since 2021-08-31)",
   "members": [
    {"member": "KH", "name": "Cambodia", "state": "partial", "cut_off": "2021-10-31",
     "days_left": 51, "is_overdue": false, "return": {"index": 44, "day": "2021-08-25"},
     "later": 2, "answered": 12, "late": null},
    {"member": "LA", "name": "Lao People's Democratic Republic", "state": "silence",
     "cut_off": "2021-08-31", "days_left": -10, "is_overdue": true, "return": null, "later": 0,
     "answered": 0, "late": null},
    {"member": "VN", "name": "Viet Nam", "state": "nil", "cut_off": "2021-08-31", "days_left": -10,
     "is_overdue": false, "return": null, "later": 0, "answered": 14,
     "late": {"return": {"index": 55, "day": "2021-09-05"}, "indicators": 1, "index": 54}}]},
  {"collection": "d", "round": "s", "title": "Scorecard", "cut_off": null, "days_left": null,
   "opened": {"index": 14, "day": "2021-05-02"}, "extensions": [], "closes": [],
   "overdue_line": null, "members": [], "indicators": 0}]})json";

TEST(CalendarText, SaysEachDayAndWhatEachMemberHasDone) {
  const std::string text = CalendarText(Read(kCalendarJson));
  EXPECT_THAT(text, HasSubstr("Baseline round: round r of c\n"
                              "  opened      2021-05-01, log index 12\n"
                              "  cut-off     2021-08-31, 10 days ago\n"
                              "  extended    to 2021-10-31 for KH (2021-08-20, log index 40)\n"
                              "  closed      2021-09-01, log index 50; left out LA, KH\n"
                              "  evaluated   2021-11-01, log index 60\n"));
  EXPECT_THAT(text, HasSubstr("Cambodia          partial       12 of 14  due 2021-10-31, in 51 "
                              "days; return of 2021-08-25"));
  EXPECT_THAT(text, HasSubstr("due 2021-08-31, 10 days ago; overdue\n"));
  EXPECT_THAT(text, HasSubstr("late: return of 2021-09-05,"));
  EXPECT_THAT(text, HasSubstr("cut-off     none announced\n"));
  EXPECT_THAT(text, HasSubstr("\non 2021-09-10 (UTC), log size 61\n"));
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    EXPECT_LE(ColumnsOf(line), kLineColumns) << line;
  }
  EXPECT_THAT(CalendarText(Read(R"({"on": "2021-09-10", "log_size": 3, "rounds": []})")),
              HasSubstr("no round has been opened\n"));
}

TEST(CalendarText, WhoIsOverdueIsALineForAMail) {
  EXPECT_EQ(OverdueText(Read(kCalendarJson)),
            "Overdue for Baseline round on 2021-09-10: Lao PDR (since 2021-08-31)\n");
  EXPECT_EQ(OverdueText(Read(R"({"on": "2021-09-10", "rounds": []})")),
            "nobody is overdue on 2021-09-10\n");
  const auto only = nlohmann::json::parse(OnlyOverdueRounds(kCalendarJson));
  ASSERT_EQ(only["rounds"].size(), 1u);
  EXPECT_EQ(only["rounds"][0]["round"], "r");
}

}  // namespace
}  // namespace lontar::cli
