// A file of a provider that reports to more than one collection.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "tests/unit/node/office_fixture.h"

namespace lontar::node {
namespace {

using testing::HasSubstr;

constexpr char kColumns[] = "member,indicator,measure,period,value,source\n";
constexpr char kCampaigns[] = "KH,campaign-activities,number,2016,7,Register\n";
constexpr char kProductivity[] = "KH,labour-productivity,output-per-person,2016,5,Register\n";

class TwoCollectionsTest : public OfficeFixture {
 protected:
  TwoCollectionsTest() : OfficeFixture({"campaign-activities"}, {}) { AddLabourMarket(); }

  static ImportRequest FileOf(const std::string& row, const std::string& collection) {
    ImportRequest request = RequestOf(absl::StrCat(kColumns, row));
    request.collection = collection;
    return request;
  }
  absl::Status Attach(const std::string& draft, const std::vector<const char*>& keys) {
    auto exported = node().ExportDraft(draft);
    EXPECT_TRUE(exported.ok()) << exported.status();
    for (const char* key : keys) {
      chain::AddSignature(&exported->envelope, *support::SmallKey(key));
    }
    return node().AttachSignature(draft, exported->envelope).status();
  }
  size_t AcceptedReports() { return federation_.hub().state().reports().size(); }
};

// Whose file it is does not say what it is of, and the newest catalogue does not know it.
TEST_F(TwoCollectionsTest, TheFileOfTheOlderOneWantsItsName) {
  const absl::Status lost = node().Import(FileOf(kCampaigns, "")).status();
  EXPECT_EQ(base::ReasonOf(lost), "MAPPING_MISMATCH");
  EXPECT_THAT(std::string(lost.message()), HasSubstr("catalogue 2011.1 has no indicator"));
  const nlohmann::json found = Import(FileOf(kCampaigns, "asean-child-labour"));
  ASSERT_TRUE(found["draft"].is_string()) << found.dump(2);
  EXPECT_EQ(found["collection"], "asean-child-labour");
  EXPECT_TRUE(Import(FileOf(kProductivity, "asean-lmis-common"))["draft"].is_string());
}

TEST_F(TwoCollectionsTest, ANameIsNotPassedOver) {
  // Never another's catalogue that would have it.
  const absl::Status other = node().Import(FileOf(kCampaigns, "asean-lmis-common")).status();
  EXPECT_EQ(base::ReasonOf(other), "MAPPING_MISMATCH");
  const absl::Status none = node().Import(FileOf(kCampaigns, "asean-oshnet")).status();
  EXPECT_EQ(base::ReasonOf(none), "NO_CATALOGUE");
  EXPECT_THAT(std::string(none.message()),
              HasSubstr("no catalogue on this node is of collection \"asean-oshnet\""));
}

TEST_F(TwoCollectionsTest, EachIsSignedByTheKeyThatIsForIt) {
  const std::string draft = Import(FileOf(kProductivity, "asean-lmis-common"))["draft"];
  EXPECT_EQ(base::ReasonOf(Attach(draft, {"KH NSO"})), "NOT_ENTITLED");
  EXPECT_TRUE(Attach(draft, {"KH NSO of LMIS"}).ok());
  EXPECT_TRUE(node().Approve({.draft = draft}).ok());
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(AcceptedReports(), 1u);
}

// Of two signatures the node took another one than the hub: what it approved was rejected there.
TEST_F(TwoCollectionsTest, OfTwoSignaturesNodeAndHubTakeTheSame) {
  size_t approved = 0;
  for (const auto& [row, collection] : {std::pair(kCampaigns, "asean-child-labour"),
                                        std::pair(kProductivity, "asean-lmis-common")}) {
    const std::string draft = Import(FileOf(row, collection))["draft"];
    if (!Attach(draft, {"KH NSO", "KH NSO of LMIS"}).ok()) continue;
    EXPECT_TRUE(node().Approve({.draft = draft}).ok());
    EXPECT_EQ(federation_.Sync("KH"), "");
    ++approved;
  }
  EXPECT_EQ(approved, 1u);
  EXPECT_EQ(AcceptedReports(), approved);
}

}  // namespace
}  // namespace lontar::node
