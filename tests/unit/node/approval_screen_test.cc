#include "node/core/approval_screen.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "tests/unit/node/federation_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using testing::ElementsAre;

class ApprovalScreenTest : public FederationFixture {
 protected:
  ApprovalScreenTest() { federation_.Found(); }
  json Review(const std::string& draft) {
    const auto answer = node().Review(draft);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? json::parse(*answer) : json();
  }
  std::string Import(const std::string& rows) {
    ImportRequest request;
    request.file_name = "small.csv";
    request.content =
        absl::StrCat("member,indicator,measure,period,value,status,sex,source\n", rows);
    request.provider = "KH.NSO";
    request.round = "first";
    const auto imported = node().Import(request);
    EXPECT_TRUE(imported.ok()) << imported.status();
    return json::parse(*imported).value("draft", "");
  }
};

TEST_F(ApprovalScreenTest, CountsByIndicatorAndNamesTheGreatestChangesFirst) {
  federation_.Report("KH", "2016", "1000");
  federation_.Report("KH", "2017", "100");
  federation_.Report("KH", "2018", "100");
  federation_.Report("KH", "2019", "100");
  const std::string draft = Import(
      "KH,cases,number,2016,999,A,_T,census\n"
      "KH,cases,number,2017,250,A,_T,survey\n"
      "KH,cases,number,2018,20,A,_T,survey\n"
      "KH,cases,number,2019,,O,_T,survey\n"
      "KH,cases,number,2020,5,A,_T,survey\n");
  const json review = Review(draft);
  EXPECT_EQ(review["signed"], false);
  EXPECT_EQ(review["round"], "first");
  ASSERT_EQ(review["indicators"].size(), 1u);
  const json& cases = review["indicators"][0];
  EXPECT_EQ(cases["code"], "A1");
  EXPECT_THAT(cases["periods"], ElementsAre("2016", "2017", "2018", "2019", "2020"));
  EXPECT_EQ(cases["with_number"], 8);  // girls are brought along
  EXPECT_EQ(cases["missing"], 1);
  EXPECT_EQ(cases["as_specified"], 4);
  EXPECT_EQ(cases["changes"],
            json({{"added", 1}, {"changed", 4}, {"withdrawn", 0}, {"unchanged", 4}}));
  std::vector<std::string> percents;
  for (const json& change : cases["main_changes"]) percents.push_back(change["percent"]);
  EXPECT_THAT(percents, ElementsAre("150.0", "-80.0", "-0.1"));
  // By how many figures name them, then by their letters.
  EXPECT_THAT(cases["sources"], ElementsAre("made up", "survey", "census"));
  EXPECT_EQ(cases["sources_count"], 3);
}

TEST_F(ApprovalScreenTest, ADryRunOfAnApprovalShowsTheSame) {
  const std::string draft = federation_.Draft("KH", "2016", "7");
  federation_.Sign("KH", draft);
  const json review = Review(draft);
  EXPECT_EQ(review["signed"], true);
  const json approval = json::parse(node().Approve({.draft = draft, .is_dry_run = true}).value());
  EXPECT_EQ(approval["review"], review);
  EXPECT_EQ(review["payload_id"], approval["payload_id"]);
  const std::string id = review["payload_id"];
  EXPECT_EQ(review["fingerprint"], absl::StrCat(id.substr(0, 4), "-", id.substr(4, 4)));
  const json exported = json::parse(node().ExportDraft(draft)->summary_json);
  EXPECT_EQ(exported["fingerprint"], review["fingerprint"]);
}

TEST_F(ApprovalScreenTest, OnlyWhatWasSeenIsApproved) {
  const std::string draft = federation_.Draft("KH", "2016", "7");
  federation_.Sign("KH", draft);
  EXPECT_EQ(base::ReasonOf(node().Approve({.draft = draft, .seen = "00"}).status()),
            "DRAFT_CHANGED");
  EXPECT_EQ(node().queued(), 0u);
  const std::string id = Review(draft)["payload_id"];
  EXPECT_TRUE(node().Approve({.draft = draft, .seen = id}).ok());
  EXPECT_EQ(node().queued(), 1u);
}

TEST_F(ApprovalScreenTest, FindingsOfTheCheckAreOpen) {
  const std::string draft = Import("KH,cases,number,2016,5,A,_T,\nKH,cases,number,2016,9,A,F,\n");
  const json review = Review(draft);
  const json check = json::parse(node().Check(draft).value());
  EXPECT_GT(check["warnings"], 0) << check.dump(1);
  EXPECT_EQ(review["warnings"], check["warnings"]);
  EXPECT_EQ(review["findings"][0]["id"], "TOTAL_BELOW_PART");
  EXPECT_THAT(review["indicators"][0]["sources"], ElementsAre("small.csv"));
}

}  // namespace
}  // namespace lontar::node
