// dimensionAtObservation=AllDimensions: the figures that stand in series, without them.

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/unit/hub/rest_asking.h"
#include "tests/unit/sdmx/message_rows.h"

namespace lontar::hub::rest {
namespace {

using FlatAnswerTest = AskingTest;

constexpr absl::string_view kFlat = "dimensionAtObservation=AllDimensions";

struct FlatAsked {
  const char* target;  // without "?" it has no query
  const char* accept;
  bool is_json;
};

// Every format that has series, with every parameter that a figure may be asked for by.
std::vector<FlatAsked> FlatQuestions() {
  std::vector<FlatAsked> asked;
  for (const char* target :
       {"v1/data/SMALL", "v1/data/SMALL?detail=dataonly", "v1/data/SMALL?includeHistory=true",
        "v1/data/SMALL?updatedAfter=1970-01-01", "v1/data/SMALL/.KH?lastNObservations=1",
        "v1/data/SMALL/S....", "v1/data/SMALL/all/VN?startPeriod=2016"}) {
    asked.push_back({target, "application/vnd.sdmx.genericdata+xml;version=2.1", false});
    asked.push_back({target, "application/vnd.sdmx.structurespecificdata+xml;version=2.1", false});
    asked.push_back({target, "application/vnd.sdmx.data+json;version=1.0.0", true});
  }
  for (const char* target :
       {"v2/data", "v2/data?attributes=none", "v2/data?measures=none",
        "v2/data?attributes=OBS_STATUS,UNIT_MEASURE", "v2/data?includeHistory=true",
        "v2/data?updatedAfter=1970-01-01", "v2/data?firstNObservations=1",
        "v2/data?offset=2&limit=3", "v2/data?c[OBS_STATUS]=Q", "v2/data/*/*/*/*/S.*",
        "v2/data?c[SEX]=F&c[TIME_PERIOD]=2012"}) {
    asked.push_back({target, "application/vnd.sdmx.data+json;version=2.1.0", true});
    asked.push_back({target, "application/vnd.sdmx.data+json;version=2.0.0", true});
    asked.push_back({target, "application/vnd.sdmx.data+xml;version=3.0.0", false});
  }
  return asked;
}

std::string Flattened(absl::string_view target) {
  return absl::StrCat(target, absl::StrContains(target, "?") ? "&" : "?", kFlat);
}

TEST_F(FlatAnswerTest, SaysWhatSeriesSay) {
  for (const FlatAsked& asked : FlatQuestions()) {
    SCOPED_TRACE(absl::StrCat(asked.target, " ", asked.accept));
    const auto rows_of = [&](const std::string& target) -> std::vector<std::string> {
      net::HttpResponse response = Ask(target, kAsec, asked.accept);
      EXPECT_EQ(response.status, 200);
      if (response.status != 200) return {};
      const std::string body = BodyOf(response, 100);
      return asked.is_json ? sdmx::JsonRows(body).rows() : sdmx::MlRows(body).rows();
    };
    const std::vector<std::string> in_series = rows_of(asked.target);
    EXPECT_FALSE(in_series.empty());
    EXPECT_EQ(rows_of(Flattened(asked.target)), in_series);
  }
}

// CSV has no series: it is the same answer.
TEST_F(FlatAnswerTest, CsvIsFlatAnyway) {
  net::HttpResponse flat = Ask(Flattened("v2/data?format=csv"), kAsec);
  net::HttpResponse plain = Ask("v2/data?format=csv", kAsec);
  EXPECT_EQ(BodyOf(flat), BodyOf(plain));
}

// Threats T20 to T22: without series too there is nothing for whoever may not see it.
TEST_F(FlatAnswerTest, HiddenFiguresAreAsGoodAsAbsent) {
  for (const FlatAsked& asked : FlatQuestions()) {
    SCOPED_TRACE(absl::StrCat(asked.target, " ", asked.accept));
    net::HttpResponse hidden = Ask(Flattened(asked.target), {}, asked.accept);
    EXPECT_EQ(hidden.status, absl::StartsWith(asked.target, "v1") ? 404 : 204);
    EXPECT_EQ(hidden.etag, "");
    net::HttpResponse own =
        Ask(Flattened(asked.target), {fold::ViewerRole::kMember, "VN"}, asked.accept);
    EXPECT_FALSE(absl::StrContains(BodyOf(own, 4096), "KH_NIS"));
  }
}

// A series without observations has none to stand by all dimensions: it comes as a series.
TEST_F(FlatAnswerTest, SeriesAloneStaySeries) {
  for (const char* target : {"v1/data/SMALL?detail=serieskeysonly", "v1/data/SMALL?detail=nodata",
                             "v2/data?attributes=none&measures=none&format=xml"}) {
    net::HttpResponse response = Ask(Flattened(target), kAsec);
    const std::string body = BodyOf(response, 4096);
    EXPECT_TRUE(absl::StrContains(body, "Series>") || absl::StrContains(body, "<Series"));
    EXPECT_TRUE(absl::StrContains(body, "dimensionAtObservation=\"TIME_PERIOD\"")) << target;
    EXPECT_FALSE(absl::StrContains(body, "AllDimensions")) << target;
  }
}

}  // namespace
}  // namespace lontar::hub::rest
