// `sort`: the same figures in another order, of what the caller may see.

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/unit/hub/rest_asking.h"
#include "tests/unit/sdmx/message_rows.h"

namespace lontar::hub::rest {
namespace {

class SortAnswerTest : public AskingTest {
 protected:
  // The rows of an answer in CSV, without their head.
  std::vector<std::string> CsvRows(const std::string& query, const fold::Viewer& viewer = kAsec) {
    net::HttpResponse response = Ask("v2/data?format=csv&" + query, viewer);
    EXPECT_EQ(response.status, 200) << query;
    std::vector<std::string> rows = absl::StrSplit(BodyOf(response), '\n', absl::SkipEmpty());
    // A text with a line break in it stands in one figure of the example, and in its head line.
    std::erase_if(rows, [](const std::string& row) { return !absl::StartsWith(row, "dataflow,"); });
    return rows;
  }
  static std::string Field(const std::string& row, size_t place) {
    return std::vector<std::string>(absl::StrSplit(row, ','))[place];
  }
  std::vector<std::string> JsonRowsOf(const std::string& query) {
    net::HttpResponse response = Ask("v2/data?" + query, kAsec);
    EXPECT_EQ(response.status, 200) << query;
    return sdmx::JsonRows(BodyOf(response)).rows();
  }
};

// structure, its id, action, FREQ, REF_AREA, INDICATOR, SEX, AGE, COMP_BREAKDOWN, TIME_PERIOD.
constexpr size_t kSexField = 6;
constexpr size_t kTimeField = 9;

TEST_F(SortAnswerTest, GivesTheSameRowsInTheirOrder) {
  std::vector<std::string> expected = CsvRows("");
  ASSERT_EQ(expected.size(), 7u);
  const std::vector<std::string> own = expected;
  EXPECT_EQ(CsvRows("sort=REF_AREA"), own);
  std::ranges::stable_sort(expected, [](const std::string& a, const std::string& b) {
    return Field(a, kTimeField) > Field(b, kTimeField);
  });
  // 2016-S1 begins with 2016 and ends before it.
  const auto half = std::ranges::find_if(
      expected, [](const std::string& row) { return Field(row, kTimeField) == "2016-S1"; });
  ASSERT_NE(half, expected.end());
  const auto after = std::find_if(
      half, expected.end(), [](const std::string& row) { return Field(row, kTimeField) < "2016"; });
  std::rotate(half, half + 1, after);
  EXPECT_EQ(CsvRows("sort=TIME_PERIOD:desc"), expected);
  EXPECT_NE(expected, own);
  std::ranges::stable_sort(expected, [](const std::string& a, const std::string& b) {
    return Field(a, kSexField) < Field(b, kSexField);
  });
  EXPECT_EQ(CsvRows("sort=SEX:asc%2BTIME_PERIOD:desc"), expected);
  EXPECT_EQ(CsvRows("sort=SEX+TIME_PERIOD:desc"), expected);
  // A page of it, without what is not asked for.
  const std::vector<std::string> page =
      CsvRows("sort=SEX+TIME_PERIOD:desc&offset=2&limit=3&attributes=none");
  ASSERT_EQ(page.size(), 3u);
  for (size_t i = 0; i < page.size(); ++i) {
    EXPECT_TRUE(absl::StartsWith(expected[i + 2], page[i])) << page[i];
  }
  // The first of each series, whatever comes first then.
  EXPECT_EQ(CsvRows("sort=TIME_PERIOD:desc&firstNObservations=1").size(), 5u);
  EXPECT_EQ(CsvRows("sort=TIME_PERIOD:desc&c[SEX]=F").size(), 1u);
}

TEST_F(SortAnswerTest, SeriesStayWholeAndEveryFormIsSorted) {
  std::vector<std::string> expected = JsonRowsOf("");
  for (const char* query : {"sort=series_key:desc+TIME_PERIOD", "sort=*:desc", "sort=SEX"}) {
    std::vector<std::string> rows = JsonRowsOf(query);
    std::ranges::sort(rows);
    std::vector<std::string> all = expected;
    std::ranges::sort(all);
    EXPECT_EQ(rows, all) << query;
  }
  const std::vector<std::string> by_area = JsonRowsOf("sort=REF_AREA:desc");
  EXPECT_TRUE(absl::StrContains(by_area.front(), "REF_AREA=VN"));
  const std::vector<std::string> by_time = JsonRowsOf("sort=TIME_PERIOD:desc&c[SEX]=_T&c[FREQ]=A");
  std::vector<std::string> periods;
  for (const std::string& row : by_time) {
    if (!absl::StrContains(row, "CHILDREN_AT_WORK_PT")) continue;
    periods.push_back(row.substr(row.find("TIME_PERIOD=") + 12, 4));
  }
  EXPECT_EQ(periods, (std::vector<std::string>{"2018", "2016", "2012"}));
  // Flat, by time over all series.
  const std::vector<std::string> flat =
      JsonRowsOf("sort=TIME_PERIOD&dimensionAtObservation=AllDimensions");
  ASSERT_EQ(flat.size(), 7u);
  EXPECT_TRUE(absl::StrContains(flat[2], "TIME_PERIOD=2012"));
  EXPECT_TRUE(absl::StrContains(flat[3], "TIME_PERIOD=2016-S1"));
  EXPECT_TRUE(absl::StrContains(flat[6], "TIME_PERIOD=2018"));
  net::HttpResponse xml = Ask("v2/data?sort=*:desc&format=xml", kAsec);
  EXPECT_EQ(sdmx::MlRows(BodyOf(xml)).rows().size(), 7u);
  // Of changes and of history each data set by itself.
  EXPECT_EQ(JsonRowsOf("sort=*:desc&updatedAfter=1970-01-01").size(), 7u);
  EXPECT_GT(JsonRowsOf("sort=*:desc&includeHistory=true").size(), 7u);
}

// Threats T20 to T22: what is hidden takes part in no order, and leaves no gap in it.
TEST_F(SortAnswerTest, HiddenFiguresAreAsGoodAsAbsent) {
  const fold::Viewer member{fold::ViewerRole::kMember, "VN"};
  const std::vector<std::string> own = CsvRows("sort=TIME_PERIOD:desc+REF_AREA:desc", member);
  EXPECT_EQ(own, CsvRows("c[REF_AREA]=VN"));
  EXPECT_EQ(CsvRows("sort=REF_AREA:desc&limit=1", member), own);
  for (const char* query : {"sort=*", "sort=REF_AREA", "sort=*&offset=1", "sort=SEX&limit=1"}) {
    EXPECT_EQ(Ask(absl::StrCat("v2/data?", query), {}).status, 204) << query;
  }
  EXPECT_EQ(Ask("v2/data?sort=*&offset=1", member).status, 204);
}

TEST_F(SortAnswerTest, SaysWhatIsNotSorted) {
  for (const char* query :
       {"sort=NO_SUCH", "sort=SEX+", "sort=SEX:up", "sort=SEX+SEX:desc", "sort=TIME_PERIOD+SEX",
        "sort=series_key&dimensionAtObservation=AllDimensions",
        "sort=TIME_PERIOD&attributes=none&measures=none"}) {
    EXPECT_EQ(Ask(absl::StrCat("v2/data?", query), kAsec).status, 400) << query;
  }
  for (const char* query : {"sort=OBS_VALUE", "sort=SEX+OBS_VALUE:desc"}) {
    for (const fold::Viewer& viewer : {kAsec, fold::Viewer{fold::ViewerRole::kMember, "KH"}}) {
      EXPECT_EQ(Ask(absl::StrCat("v2/data?", query), viewer).status, 422) << query;
    }
  }
  EXPECT_EQ(Ask("v1/data/SMALL?sort=SEX", kAsec).status, 400);
  EXPECT_EQ(Ask("v2/availability?sort=SEX", kAsec).status, 400);
}

// What is in this order anyway is not held: the log is looked into while it is sent.
TEST_F(SortAnswerTest, TheStreamsOwnOrderIsNotHeld) {
  for (const auto& [query, looks] :
       {std::pair("sort=REF_AREA", 3), std::pair("sort=REF_AREA:desc", 0)}) {
    net::HttpResponse response = Ask(absl::StrCat("v2/data?format=csv&", query), kAsec);
    const int before = looks_;
    BodyOf(response);
    EXPECT_EQ(looks_ - before, looks) << query;
  }
}

}  // namespace
}  // namespace lontar::hub::rest
