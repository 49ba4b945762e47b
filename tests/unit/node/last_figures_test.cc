#include "node/core/last_figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "tests/unit/node/federation_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;

constexpr absl::string_view kLastMapping = R"(mapping: small
file: small.csv
source: Register of cases
indicator: cases
columns:
  member: {constant: KH}
  period: year
  measure: {constant: number}
  value: value
  unit: {constant: CASES}
  status: status
  confidentiality: confidentiality
submitted_by: {KH: KH.NSO}
definition: {constant: cases that a court has closed}
dimensions:
  sex: sex
)";

class LastFiguresTest : public FederationFixture {
 protected:
  LastFiguresTest() { federation_.Found(); }

  void ReportRows(const std::string& rows) {
    ImportRequest request;
    request.file_name = "small.csv";
    request.content = absl::StrCat("year,sex,value,status,confidentiality\n", rows);
    request.mapping_name = "small.yaml";
    request.mapping = std::string(kLastMapping);
    const auto imported = federation_.node("KH").Import(request);
    ASSERT_TRUE(imported.ok()) << imported.status();
    const json answer = json::parse(*imported);
    ASSERT_TRUE(answer["draft"].is_string()) << *imported;
    federation_.Seal("KH", answer["draft"].get<std::string>());
    ASSERT_EQ(federation_.Sync("KH"), "");
  }

  json Last(const std::string& provider = "KH.NSO", const std::string& round = "first") {
    const auto answer = federation_.node("KH").LastFigures({"", round, provider});
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? json::parse(*answer) : json();
  }
};

TEST_F(LastFiguresTest, OfEachCellTheLatestWithItsWords) {
  ReportRows("2016,_T,7,A,F\n2016,F,3,A,F\n2018,_T,9,E,F\n");
  const json answer = Last();
  EXPECT_EQ(answer["member"], "KH");
  EXPECT_EQ(answer["collection"], "small");
  EXPECT_EQ(answer["left_out"], 0);
  ASSERT_EQ(answer["indicators"].size(), 1u);
  const json& blocks = answer["indicators"][0]["blocks"];
  ASSERT_EQ(blocks.size(), 2u);
  EXPECT_EQ(blocks[0]["period"], "2016");
  ASSERT_EQ(blocks[0]["rows"].size(), 1u);
  EXPECT_EQ(blocks[0]["rows"][0]["codes"], json({"F"}));
  EXPECT_EQ(blocks[1]["period"], "2018");
  const json& row = blocks[1]["rows"][0];
  EXPECT_EQ(row["value"], "9");
  EXPECT_EQ(row["status"], "E");
  EXPECT_EQ(row["source"], "Register of cases");
  EXPECT_EQ(row["definition"], "cases that a court has closed");
}

TEST_F(LastFiguresTest, NothingConfidentialOrHeldBackPasses) {
  ReportRows("2016,_T,777,A,C\n2016,F,,Q,C\n2017,F,5,A,F\n");
  const json answer = Last();
  EXPECT_EQ(answer["left_out"], 2);
  const std::string text = answer.dump();
  EXPECT_EQ(text.find("777"), std::string::npos);
  ASSERT_EQ(answer["indicators"][0]["blocks"].size(), 1u);
  EXPECT_EQ(answer["indicators"][0]["blocks"][0]["period"], "2017");
}

TEST_F(LastFiguresTest, OnlyOfTheProviderAndTheRound) {
  ReportRows("2016,_T,7,A,F\n");
  EXPECT_TRUE(Last("KH.OTHER")["indicators"].empty());
  EXPECT_EQ(Last("KH.NSO", "")["round"], "first");
  EXPECT_EQ(base::ReasonOf(federation_.node("KH").LastFigures({"", "no-such", "KH.NSO"}).status()),
            "ROUND_ABSENT");
}

TEST_F(LastFiguresTest, APartThatIsLostIsCounted) {
  ReportRows("2016,_T,7,A,F\n");
  const LastFiguresSources sources = {.ahead = &federation_.node("KH").state(),
                                      .parts = [](const base::PartHash&) { return std::nullopt; },
                                      .member = "KH"};
  const json answer = json::parse(*LastFiguresJson(sources, {"", "first", "KH.NSO"}));
  EXPECT_EQ(answer["unreadable_blocks"], 1);
  EXPECT_TRUE(answer["indicators"].empty());
}

}  // namespace
}  // namespace lontar::node
