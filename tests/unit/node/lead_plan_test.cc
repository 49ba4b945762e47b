#include "node/core/lead_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "tests/unit/node/office_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// The statistical office has figures of the courts' cases, and enters those of the ministry.
class LeadPlanTest : public OfficeFixture {
 protected:
  LeadPlanTest() : OfficeFixture({"cases-in-courts", "children-referred"}, {}) {}

  static std::string Cases(int value) {
    return absl::StrCat("member,indicator,measure,period,value\nKH,cases-in-courts,number,2019,",
                        value, "\n");
  }
  void OfOffice(int value) { federation_.Seal("KH", DraftOf(Cases(value))); }
  void OfMinistry(int value) {
    ImportRequest request = RequestOf(Cases(value));
    request.provider = "KH.MOJ";
    request.on_behalf = {"KH.NSO", "letter.pdf", "%PDF", "123/2026", "Sok Dara"};
    const std::string draft = Import(request)["draft"];
    federation_.Sign("KH", draft);
    EXPECT_TRUE(node().Approve({.draft = draft, .by = "Chan Thida"}).ok());
  }
  void SyncTwice() {
    EXPECT_EQ(federation_.Sync("KH"), "");
    EXPECT_EQ(federation_.Sync("KH"), "");
  }
  json Set(const std::string& indicator, const std::string& provider) {
    return Json(node().Leads({"", {{indicator, provider}}, {}, false}));
  }
  std::string Refusal(const LeadRequest& request) {
    return base::ReasonOf(node().Leads(request).status());
  }
  // The cell as the hub's fold has it.
  json CellAtHub() {
    const json answer = Json(federation_.hub().Ask({"cells", "asean-child-labour", ""}));
    return answer["cells"].empty() ? json() : answer["cells"][0];
  }
};

TEST_F(LeadPlanTest, ADisputedCellTakesTheLeadsFigure) {
  OfOffice(50);
  OfMinistry(60);
  SyncTwice();
  EXPECT_EQ(CellAtHub()["state"], "disputed");
  const json before = Json(node().Leads({}));
  ASSERT_EQ(before["leaderless"].size(), 1u);
  EXPECT_EQ(before["leaderless"][0]["code"], "A9");
  EXPECT_THAT(before["leaderless"][0]["reporting"], ElementsAre("KH.MOJ", "KH.NSO"));
  EXPECT_TRUE(before["number"].is_null()) << "only listed";

  const json set = Set("A9", "KH.NSO");
  EXPECT_EQ(set["queued"], 1);
  EXPECT_TRUE(set["number"].is_number());
  EXPECT_THAT(set["leaderless"], IsEmpty());
  EXPECT_THAT(set["warnings"], IsEmpty());
  SyncTwice();
  EXPECT_EQ(CellAtHub()["state"], "current");
  EXPECT_EQ(CellAtHub()["value"], "50");
  EXPECT_EQ(Set("cases-in-courts", "KH.MOJ")["changes"][0]["before"], "KH.NSO");
  SyncTwice();
  EXPECT_EQ(CellAtHub()["value"], "60");

  const json cleared = Json(node().Leads({"", {}, {"A9"}, false}));
  EXPECT_TRUE(cleared["changes"][0]["after"].is_null());
  EXPECT_THAT(cleared["leads"], IsEmpty());
  SyncTwice();
  EXPECT_EQ(CellAtHub()["state"], "disputed");
}

// A plan replaces the one before it whole: what is not named stays all the same.
TEST_F(LeadPlanTest, AChangeBringsAlongWhatStands) {
  Set("A9", "KH.NSO");
  const json both = Set("A14", "KH.NSO");
  ASSERT_EQ(both["leads"].size(), 2u);
  EXPECT_EQ(both["changes"].size(), 1u);
  Json(node().Leads({"", {{"A14", "KH.MOJ"}}, {"A9"}, false}));
  SyncTwice();
  const auto lead = [this](const char* indicator) {
    const fold::State& state = federation_.hub().state();
    return state.LeadOf("asean-child-labour", "KH", indicator, state.size());
  };
  EXPECT_EQ(lead("cases-in-courts"), "");
  EXPECT_EQ(lead("children-referred"), "KH.MOJ");
}

// The same payload is accepted once, so a plan that comes again has another revision.
TEST_F(LeadPlanTest, AnEarlierPlanMayComeAgain) {
  for (const char* provider : {"KH.NSO", "KH.MOJ", "KH.NSO", "KH.MOJ"}) {
    Set("A9", provider);
    SyncTwice();
    const fold::State& state = federation_.hub().state();
    EXPECT_EQ(state.LeadOf("asean-child-labour", "KH", "cases-in-courts", state.size()), provider);
  }
}

TEST_F(LeadPlanTest, WhatStandsAlreadyIsNotSealedAgain) {
  Set("A9", "KH.NSO");
  const json again = Set("A9", "KH.NSO");
  EXPECT_THAT(again["changes"], IsEmpty());
  EXPECT_TRUE(again["number"].is_null());
  EXPECT_EQ(node().queued(), 1u);
  const json looked = Json(node().Leads({"", {{"A9", "KH.MOJ"}}, {}, true}));
  EXPECT_EQ(looked["changes"].size(), 1u);
  EXPECT_TRUE(looked["number"].is_null());
  EXPECT_EQ(node().queued(), 1u);
}

TEST_F(LeadPlanTest, AProviderWithoutAKeyIsWarnedOf) {
  const json set = Set("A9", "KH.MOJ");
  ASSERT_EQ(set["warnings"].size(), 1u);
  EXPECT_THAT(set["warnings"][0].get<std::string>(),
              HasSubstr("KH.MOJ has no valid key to report A9"));
  EXPECT_EQ(set["leads"][0]["has_key"], false);
  const json other = Set("A1", "KH.NSO");
  EXPECT_THAT(other["warnings"][0].get<std::string>(),
              HasSubstr("KH.NSO has no key that may report A1"));
}

TEST_F(LeadPlanTest, WhatIsNoPlanIsRefusedAndChangesNothing) {
  EXPECT_EQ(Refusal({"", {{"A99", "KH.NSO"}}, {}, false}), "INDICATOR_UNKNOWN");
  for (const char* provider : {"VN.NSO", "NSO", "KH", "KH."}) {
    EXPECT_EQ(Refusal({"", {{"A9", provider}}, {}, false}), "LEAD_PROVIDER") << provider;
  }
  EXPECT_EQ(Refusal({"", {{"A9", "KH.NSO"}, {"cases-in-courts", "KH.MOJ"}}, {}, false}),
            "LEAD_TWICE");
  EXPECT_EQ(Refusal({"", {{"A9", "KH.NSO"}}, {"A9"}, false}), "LEAD_TWICE");
  EXPECT_EQ(Refusal({"", {}, {"A9"}, false}), "LEAD_ABSENT");
  EXPECT_EQ(Refusal({"other", {}, {}, false}), "COLLECTION_ABSENT");
  EXPECT_EQ(node().queued(), 0u);
}

}  // namespace
}  // namespace lontar::node
