#include "cli/summary_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "cli/text_layout.h"

namespace lontar::cli {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr absl::string_view kSummaryJson = R"({
  "schema": "lontar.summary.v1", "notice": null, "member": "KH", "member_name": "Cambodia",
  "collection": "asean-child-labour", "collection_name": "ASEAN child labour monitoring framework",
  "round": "baseline-2021", "title": "membership as of 2021-08-31, figures as published later",
  "list": "A", "cut_off": "2021-08-31", "date": "2021-08-01", "is_overdue": false,
  "is_closed": false, "unassigned": ["A9"],
  "providers": [
    {"provider": "KH.MOP", "name": "Ministry of Planning", "items": [
      {"code": "A1", "name": "Children aged 5 to 17 years engaged in child labour, by sex and age",
       "indicator": "a", "arrived": true, "state": "arrived"},
      {"code": "A2", "name": "By place", "indicator": "b", "arrived": false, "state": "due"},
      {"code": "A3", "name": "Young", "indicator": "c", "arrived": true, "state": "returned"},
      {"code": "A4", "name": "Other", "indicator": "d", "arrived": false,
       "state": "at the court"}]},
    {"provider": "KH.NIS", "name": "Institut national \u1780\u1798\u17d2\u1796\u17bb",
     "items": [
      {"code": "A5", "name": "Trained", "indicator": "e", "arrived": false,
       "state": "approved"}]}]})";

std::string Mail(bool is_reminder, absl::string_view json = kSummaryJson) {
  return SummaryText(*Answer::Parse(json), is_reminder);
}

TEST(SummaryText, NamesCollectionRoundAndDateFirst) {
  EXPECT_THAT(
      Mail(false),
      StartsWith("Collection  ASEAN child labour monitoring framework (asean-child-labour)\n"
                 "Round       baseline-2021: membership as of 2021-08-31, figures as\n"
                 "            published later; to be returned by 2021-08-31\n"
                 "Date        2021-08-01\n"
                 "Member      KH Cambodia\n"));
}

TEST(SummaryText, SaysOfEachWhatIsOpenAndWhatCameBack) {
  const std::string text = Mail(false);
  EXPECT_THAT(text, HasSubstr("\nKH.MOP, Ministry of Planning\n  Still to come\n    - A2 By place\n"
                              "  Given back to be corrected\n    - A3 Young (anew; an earlier "
                              "version has arrived)\n  Arrived at ASEC\n    - A1 Children aged"));
  EXPECT_THAT(text, HasSubstr("  at the court\n    - A4 Other\n"));
  EXPECT_THAT(text, HasSubstr("  Approved; waits to be sent to ASEC\n    - A5 Trained\n"));
  EXPECT_THAT(text, HasSubstr("no provider has a key for A9\n"));
}

TEST(SummaryText, SaysOnWhatAQuestionIsOpen) {
  const std::string json = absl::StrReplaceAll(
      kSummaryJson, {{R"("code": "A2",)", R"("open_questions": 1, "code": "A2",)"}});
  EXPECT_THAT(Mail(false, json), HasSubstr("A2 By place (a question on it is open)\n"));
}

TEST(SummaryText, AReminderLeavesOutWhatIsDone) {
  const std::string text = Mail(true);
  EXPECT_THAT(text, HasSubstr("\nReminder: what is still open.\n"));
  EXPECT_THAT(text, HasSubstr("A2 By place"));
  EXPECT_THAT(text, Not(HasSubstr("A1 ")));
  EXPECT_THAT(text, Not(HasSubstr("KH.NIS")));
}

TEST(SummaryText, FitsAnEMail) {
  for (const bool is_reminder : {false, true}) {
    for (const absl::string_view line : absl::StrSplit(Mail(is_reminder), '\n')) {
      EXPECT_LE(ColumnsOf(line), kMailColumns) << line;
    }
  }
}

// TRAINING above it is the terminal's.
TEST(SummaryText, TheCollectionStandsInTheFirstLineAndDaysAreSaid) {
  EXPECT_THAT(Mail(false, absl::StrReplaceAll(kSummaryJson, {{"null", "\"TRAINING: not real\""}})),
              StartsWith("Collection"));
  EXPECT_THAT(Mail(false, absl::StrReplaceAll(kSummaryJson,
                                              {{"\"is_overdue\": false", "\"is_overdue\": true"}})),
              HasSubstr("was to be returned by"));
  EXPECT_THAT(Mail(false, absl::StrReplaceAll(kSummaryJson,
                                              {{"\"is_closed\": false", "\"is_closed\": true"}})),
              HasSubstr("closed; what comes now is kept"));
}

TEST(SummaryText, NothingOpenIsSaid) {
  EXPECT_THAT(Mail(true, R"({"providers": []})"), HasSubstr("Nothing is open."));
}

}  // namespace
}  // namespace lontar::cli
