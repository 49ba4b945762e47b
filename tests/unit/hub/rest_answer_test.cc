#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/unit/hub/rest_asking.h"
#include "tests/unit/sdmx/ml_violations.h"
#include "tests/unit/sdmx/schema_check.h"
#include "tests/unit/sdmx/well_formed.h"

namespace lontar::hub::rest {
namespace {

using fold::Viewer;
using fold::ViewerRole;

using AnswerTest = AskingTest;

TEST_F(AnswerTest, ABodyIsTheSameInPiecesOfAnySize) {
  for (const char* target :
       {"v1/data/SMALL", "v1/data/SMALL?format=csvdata", "v1/data/SMALL?format=jsondata",
        "v1/data/SMALL?format=structurespecificdata", "v2/data", "v2/data?format=csv",
        "v2/data?format=xml", "v2/data?format=jsondata&formatVersion=2.0",
        "v1/data/SMALL?dimensionAtObservation=AllDimensions",
        "v2/data?dimensionAtObservation=AllDimensions"}) {
    net::HttpResponse one = Ask(target, kAsec);
    ASSERT_EQ(one.status, 200) << target;
    net::HttpResponse other = Ask(target, kAsec);
    const std::string small = BodyOf(one, 1);
    EXPECT_EQ(small, BodyOf(other, 1 << 16)) << target;
    EXPECT_FALSE(small.empty());
    EXPECT_EQ(one.etag, other.etag);
    EXPECT_TRUE(one.is_role_bound);
    EXPECT_FALSE(absl::StrContains(small, "400123")) << target;  // disputed
  }
}

// While a slow reader takes its time, the log is held for one group of figures only.
TEST_F(AnswerTest, TheLogIsHeldForOneGroup) {
  net::HttpResponse response = Ask("v2/data?format=csv", kAsec);
  const int before = looks_;
  BodyOf(response);
  EXPECT_EQ(looks_ - before, 3);
}

TEST_F(AnswerTest, AJsonMessageNamesItsDataSets) {
  net::HttpResponse response = Ask("v2/data?updatedAfter=1970-01-01", kAsec);
  const auto message = nlohmann::json::parse(BodyOf(response));
  EXPECT_EQ(message["data"]["structures"][0]["dataSets"], nlohmann::json::parse("[0]"));
  EXPECT_EQ(message["data"]["dataSets"].size(), 1u);
}

// Threats T20 to T22 and T28: for whoever may not see a figure, there is none.
TEST_F(AnswerTest, HiddenFiguresAreAsGoodAsAbsent) {
  for (const Viewer& viewer : {Viewer{ViewerRole::kPublic},
                               {ViewerRole::kAuditor},
                               {ViewerRole::kSlom},
                               {ViewerRole::kMember, "VN"}}) {
    for (const char* member : {"KH", "TH"}) {  // one that has reported, one that has not
      const std::string key = absl::StrCat("/*.", member);
      EXPECT_EQ(Ask("v2/data/*/*/*/*" + key, viewer).status, 204);
      EXPECT_EQ(Ask("v2/data/*/*/*/*" + key, viewer).etag, "");
      EXPECT_EQ(Ask(absl::StrCat("v1/data/SMALL/.", member), viewer).status, 404);
    }
    net::HttpResponse hidden = Ask("v2/availability/*/*/*/*/*.KH?mode=available", viewer);
    net::HttpResponse absent = Ask("v2/availability/*/*/*/*/*.TH?mode=available", viewer);
    EXPECT_EQ(BodyOf(hidden), BodyOf(absent));
  }
  const int before = looks_;
  Ask("v2/data", Viewer{ViewerRole::kPublic});
  EXPECT_EQ(looks_ - before, 1);  // for the structures alone
}

// Each time at which something that is asked for became another is an edition.
TEST_F(AnswerTest, TellsTheHistoryOfFigures) {
  log_ = sdmx::EmptyLog();
  const auto first =
      log_.Submit(sdmx::AReport("KH.NIS").Of("A1", "2012", "1").Of("A1", "2016", "9"));
  sdmx::Submit(sdmx::AReport("VN.GSO").Of("A1", "2012", "5"), &log_);
  const auto second =
      log_.Submit(sdmx::AReport("KH.NIS").Of("A1", "2012", "2").Superseding(first.payload_id));
  const auto third =
      log_.Submit(sdmx::AReport("KH.NIS").Withdrawing("A1", "2012").Superseding(second.payload_id));
  log_.Submit(sdmx::AReport("KH.NIS")
                  .Withdrawing("A1", "2016")
                  .Superseding(third.payload_id)
                  .Superseding(first.payload_id));
  const auto text = [](const support::Appended& of) {
    return absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ",
                            absl::UnixEpoch() + absl::Minutes(of.index.value()),
                            absl::UTCTimeZone());
  };
  const std::string of_2012 = "&c[TIME_PERIOD]=2012&c[REF_AREA]=KH";
  net::HttpResponse response = Ask("v2/data?includeHistory=true" + of_2012, kAsec);
  ASSERT_EQ(response.status, 200);
  const auto message = nlohmann::json::parse(BodyOf(response));
  EXPECT_EQ(message["data"]["structures"][0]["dataSets"], nlohmann::json::parse("[0,1]"));
  const auto& sets = message["data"]["dataSets"];
  ASSERT_EQ(sets.size(), 2u);
  EXPECT_EQ(sets[0]["validFrom"], text(first));
  EXPECT_EQ(sets[0]["series"]["0"]["observations"]["0"][0], "1");
  EXPECT_EQ(sets[1]["validFrom"], text(second));
  EXPECT_EQ(sets[1]["series"]["0"]["observations"]["0"][0], "2");
  EXPECT_TRUE(sets[1].contains("validTo"));  // withdrawn
  response = Ask("v1/data/SMALL/.KH?includeHistory=true", kAsec);
  const std::string xml = BodyOf(response);
  EXPECT_TRUE(absl::StrContains(xml, absl::StrCat("validFromDate=\"", text(second), "\"")));
  EXPECT_FALSE(absl::StrContains(xml, "value=\"5\""));  // of VN
  // One series is one series in each edition.
  response = Ask("v2/data?includeHistory=true&lastNObservations=1" + of_2012, kAsec);
  EXPECT_EQ(nlohmann::json::parse(BodyOf(response))["data"]["dataSets"].size(), 2u);
  EXPECT_EQ(Ask("v2/data?includeHistory=true&c[REF_AREA]=TH", kAsec).status, 204);
  EXPECT_EQ(Ask("v2/data?includeHistory=true" + of_2012, Viewer{ViewerRole::kPublic}).status, 204);
  EXPECT_EQ(Ask("v2/data?includeHistory=true" + of_2012, Viewer{ViewerRole::kMember, "VN"}).status,
            204);
}

TEST_F(AnswerTest, TooLongAHistoryIsAskedForInPieces) {
  log_ = sdmx::EmptyLog();
  base::PayloadId last;
  for (int value = 1; value <= 66; ++value) {
    auto report = sdmx::AReport("KH.NIS").Of("A1", "2012", absl::StrCat(value));
    if (value > 1) report.Superseding(last);
    last = log_.Submit(report).payload_id;
  }
  EXPECT_EQ(Ask("v2/data?includeHistory=true", kAsec).status, 413);
  EXPECT_EQ(Ask("v2/data?includeHistory=true&c[INDICATOR]=NO_SUCH", kAsec).status, 204);
}

TEST_F(AnswerTest, CountsWhatOccurs) {
  net::HttpResponse response = Ask("v2/availability", kAsec);
  const auto found = nlohmann::json::parse(BodyOf(response))["data"]["availabilityConstraints"][0];
  EXPECT_EQ(found["obsCount"], 7);
  EXPECT_EQ(found["seriesCount"], 5);
  // Without what is asked of the dimension itself.
  response = Ask("v2/availability/*/*/*/*/*/SEX?mode=available&c[SEX]=F", kAsec);
  const auto sex = nlohmann::json::parse(BodyOf(response))["data"]["availabilityConstraints"][0];
  EXPECT_EQ(sex["obsCount"], 1);
  EXPECT_EQ(sex["cubeRegion"]["keyValues"][0]["values"].size(), 3u);  // F, M, _T
  EXPECT_EQ(Ask("v2/availability/*/*/*/*/*/NO_SUCH", kAsec).status, 400);
  // The lists come along with what occurs, and no more.
  response = Ask("v2/availability/*/*/*/*/*.VN?references=codelist,dataflow", kAsec);
  const auto data = nlohmann::json::parse(BodyOf(response))["data"];
  EXPECT_EQ(data["dataflows"].size(), 1u);
  EXPECT_EQ(
      data["codelists"].size(),
      data["availabilityConstraints"][0]["cubeRegion"]["keyValues"].size() - 1);  // all but time
  for (const auto& list : data["codelists"]) {
    EXPECT_EQ(list["isPartial"], true);
    EXPECT_EQ(list["codes"].size(), 1u) << list["id"];
  }
  for (const char* form : {"application/vnd.sdmx.structure+json;version=2.0.0",
                           "application/vnd.sdmx.structure+xml;version=3.0.0"}) {
    response = Ask("v2/availability", kAsec, form);
    EXPECT_TRUE(absl::StrContains(BodyOf(response), "sdmx_metrics")) << form;
  }
}

// An error was {"errors":[...]} alone, and an availability was attached to "dataflows".
TEST_F(AnswerTest, JsonIsWhatTheOfficialSchemasAllow) {
  struct Case {
    const char* target;
    int status = 200;
  };
  const auto expect = [this](sdmx::SchemaForms form, const Case& asked, const std::string& type) {
    const std::string version = form == sdmx::kJson10   ? "1.0.0"
                                : form == sdmx::kJson20 ? "2.0.0"
                                                        : "2.1.0";
    net::HttpResponse response =
        Ask(asked.target, kAsec,
            absl::StrCat("application/vnd.sdmx.", type, "+json;version=", version));
    ASSERT_EQ(response.status, asked.status) << asked.target;
    const auto message = nlohmann::json::parse(BodyOf(response, 4096));
    EXPECT_EQ(absl::StrJoin(
                  sdmx::SchemaCheck(form).Problems(message, absl::StrCat(type, "-message")), " "),
              "")
        << asked.target << " " << version;
  };
  for (const char* data :
       {"v1/data/SMALL", "v1/data/SMALL?detail=serieskeysonly", "v1/data/SMALL?detail=dataonly",
        "v1/data/SMALL?detail=nodata", "v1/data/SMALL?includeHistory=true",
        "v1/data/SMALL?updatedAfter=1970-01-01T00:05:00Z", "v1/data/SMALL/S....",
        "v1/data/SMALL?includeHistory=true&dimensionAtObservation=AllDimensions"}) {
    expect(sdmx::kJson10, {data}, "data");
  }
  for (const char* structure :
       {"v1/datastructure?references=all", "v1/dataflow?detail=allstubs",
        "v1/provisionagreement?detail=allstubs", "v1/dataflow?references=all&detail=referencestubs",
        "v1/categoryscheme", "v1/availableconstraint/SMALL",
        "v1/availableconstraint/SMALL/A.VN?references=all"}) {
    expect(sdmx::kJson10, {structure}, "structure");
  }
  for (const sdmx::SchemaForms form : {sdmx::kJson20, sdmx::kJson21}) {
    for (const char* data :
         {"v2/data", "v2/data?attributes=none&measures=none", "v2/data?attributes=none",
          "v2/data?measures=none", "v2/data?includeHistory=true",
          "v2/data?updatedAfter=1970-01-01T00:05:00Z", "v2/data/*/*/*/*/S.*",
          "v2/data?attributes=OBS_STATUS", "v2/data?c[OBS_STATUS]=Q",
          "v2/data?dimensionAtObservation=AllDimensions",
          "v2/data?c[OBS_STATUS]=Q&dimensionAtObservation=AllDimensions"}) {
      expect(form, {data}, "data");
    }
    for (const char* structure :
         {"v2/structure", "v2/structure?detail=allstubs", "v2/structure?references=all",
          "v2/structure/dataflow?references=all&detail=referencestubs", "v2/availability",
          "v2/availability/*/*/*/*/*.VN?references=all", "v2/availability?c[SEX]=NO_SUCH",
          "v2/availability/*/*/*/*/*/TIME_PERIOD"}) {
      expect(form, {structure}, "structure");
    }
    expect(form, {"v2/data?x=1", 400}, "data");
    expect(form, {"v2/data/*/*/OTHER", 404}, "data");
    expect(form, {"v2/structure?x=1", 400}, "structure");
  }
}

TEST_F(AnswerTest, SaysErrorsAsTheGenerationDoes) {
  net::HttpResponse first = Ask("v1/data/SMALL?x=1", kAsec);
  EXPECT_EQ(first.status, 400);
  EXPECT_TRUE(absl::StrContains(first.body, "<message:ErrorMessage code=\"140\">"));
  net::HttpResponse second = Ask("v2/data?x=1", kAsec);
  const auto said = nlohmann::json::parse(second.body);
  EXPECT_EQ(said["errors"][0]["code"], 400);
  EXPECT_EQ(said["meta"]["id"], absl::StrCat("LOG-", log_.size().value()));
  EXPECT_EQ(said["meta"]["prepared"], "2026-11-22T02:00:00Z");
  EXPECT_EQ(said["meta"]["sender"]["id"], "ASEC");
  for (const net::HttpResponse* response : {&first, &second}) {
    EXPECT_EQ(std::ranges::count(response->headers, std::pair<std::string, std::string>(
                                                        "Access-Control-Allow-Origin", "*")),
              1);
  }
  EXPECT_EQ(Ask("v2/data/*/*/OTHER", kAsec).status, 404);
  EXPECT_EQ(Ask("v2/data?asOf=1970-01-01", kAsec).status, 404);
  EXPECT_EQ(Ask("v2/data", kAsec, "image/png").status, 406);
  EXPECT_EQ(Ask("v2/data?sort=OBS_VALUE", kAsec).status, 422);
  EXPECT_EQ(Ask("v2/data?includeHistory=true", kAsec, "text/csv").status, 501);
}

// What the schemas say of them is in tests/unit/sdmx/ml_facts.h.
TEST_F(AnswerTest, EveryAnswerInXmlIsAsTheSchemasHaveIt) {
  const std::string specific = "application/vnd.sdmx.structurespecificdata+xml;version=2.1";
  const std::string data_30 = "application/vnd.sdmx.data+xml;version=3.0.0";
  const std::string structure_30 = "application/vnd.sdmx.structure+xml;version=3.0.0";
  std::vector<std::pair<std::string, std::string>> asked = {
      {"v2/data", data_30},
      {"v2/data?attributes=none&measures=none", data_30},
      {"v2/data?updatedAfter=1970-01-01", data_30},
      {"v2/data?includeHistory=true", data_30},
      {"v2/data?dimensionAtObservation=AllDimensions", data_30},
      {"v2/availability", structure_30},
      {"v2/availability/*/*/*/*/*.TH?mode=available", structure_30},
      {"v2/availability/*/*/*/*/*.VN/SEX?references=all", structure_30},
      {"v1/availableconstraint/SMALL", ""},
      {"v1/availableconstraint/SMALL/.TH/all/TIME_PERIOD?references=all", ""},
      {"v1/data/SMALL?x=1", ""},
      {"v1/data/SMALL?x=%01%FF%22%3C", ""},
      {"v1/data/NO_SUCH", ""},
      {"v1/data/SMALL/.TH", ""},
  };
  for (const char* query : {"", "?detail=dataonly", "?detail=serieskeysonly", "?detail=nodata",
                            "?updatedAfter=1970-01-01", "?includeHistory=true",
                            "?dimensionAtObservation=AllDimensions"}) {
    for (const std::string& accept : {std::string(), specific}) {
      asked.emplace_back(absl::StrCat("v1/data/SMALL", query), accept);
    }
  }
  for (const char* type : {"datastructure", "dataflow", "codelist", "conceptscheme", "agencyscheme",
                           "dataproviderscheme", "provisionagreement", "categoryscheme"}) {
    for (const char* query : {"", "?references=all", "?detail=allstubs&references=all",
                              "?detail=referencestubs&references=children"}) {
      asked.emplace_back(absl::StrCat("v1/", type, query), "");
      asked.emplace_back(absl::StrCat("v2/structure/", type, query), structure_30);
    }
  }
  asked.emplace_back("v1/codelist/SDMX/CL_FREQ/latest/Q", "");
  for (const auto& [target, accept] : asked) {
    SCOPED_TRACE(absl::StrCat(target, " ", accept));
    net::HttpResponse response = Ask(target, kAsec, accept);
    const std::string body = BodyOf(response, 1 << 16);
    ASSERT_TRUE(absl::StartsWith(body, "<?xml")) << response.status << body.substr(0, 300);
    EXPECT_EQ(absl::StrJoin(sdmx::MlViolations(body), "\n"), "");
    sdmx::ParseXml(body);
  }
}

TEST_F(AnswerTest, StructuresAreEverybodys) {
  net::HttpResponse one = Ask("v1/datastructure/ASEC/SMALL?references=children", {});
  net::HttpResponse other = Ask("v1/datastructure/ASEC/SMALL?references=children", kAsec);
  EXPECT_EQ(one.status, 200);
  EXPECT_EQ(one.body, other.body);
  EXPECT_FALSE(other.is_role_bound);
}

}  // namespace
}  // namespace lontar::hub::rest
