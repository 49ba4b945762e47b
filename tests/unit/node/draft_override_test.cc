// A cell published against disclosure control: the reason travels, and two people approve.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "tests/unit/node/office_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr absl::string_view kPlace = "A14/number/2019/F.Y0T17._T._T._T";
constexpr absl::string_view kReason = "the court itself published it";

class DraftOverrideTest : public OfficeFixture {
 protected:
  DraftOverrideTest() : OfficeFixture({"child-labour-5-17", "children-referred"}, {}) {
    federation_.RaiseLevel(2);
    for (const char* name : {"first", "second"}) {
      federation_.EnrolPerson("KH", fold::KeyRole::kApprover, name);
    }
  }

  static std::string Table() {
    const auto row = [](absl::string_view value, absl::string_view sex) {
      return absl::StrCat("KH,children-referred,number,2019,", value, ",", sex,
                          ",Y0T17,_T,_T,_T\n");
    };
    return absl::StrCat(
        "member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo\n",
        row("40", "_T"), row("3", "F"), row("37", "M"));
  }
  static ImportRequest Publishing(absl::string_view place, absl::string_view reason) {
    ImportRequest request = RequestOf(Table());
    request.overrides = {{std::string(place)}, std::string(reason)};
    return request;
  }
  static std::vector<std::string> IdsOf(const json& answer) {
    std::vector<std::string> ids;
    for (const json& finding : answer["findings"]) ids.push_back(finding["id"]);
    return ids;
  }
  std::string WhyNot(const ImportRequest& request) {
    return base::ReasonOf(node().Import(request).status());
  }
  json ApproveWith(const std::string& draft, const std::string& key) {
    auto exported = node().ExportDraft(draft);
    EXPECT_TRUE(exported.ok()) << exported.status();
    chain::AddSignature(&exported->envelope, *support::SmallKey("KH " + key));
    return Json(node().Approve({.draft = draft, .envelope = exported->envelope}));
  }
};

TEST_F(DraftOverrideTest, TheCellIsPublishedAndItsReasonTravels) {
  EXPECT_THAT(IdsOf(Import(RequestOf(Table()))), Contains("CELL_HELD_BACK"));
  const json answer = Import(Publishing(kPlace, kReason));
  EXPECT_THAT(IdsOf(answer), Not(Contains("CELL_HELD_BACK")));
  ASSERT_TRUE(answer["draft"].is_string()) << answer.dump(2);
  const std::string draft = answer["draft"];
  EXPECT_THAT(TextsOf(draft), ElementsAre(absl::StrCat("Published against disclosure control:\n",
                                                       kPlace.substr(4), ": ", kReason)));
  const json review = Json(node().Review(draft));
  EXPECT_EQ(review["published_against_rule"][0]["code"], "A14");
  EXPECT_EQ(review["published_against_rule"][0]["reason"], std::string(kReason));
}

// The member asks for no approver's key otherwise.
TEST_F(DraftOverrideTest, TwoPeopleApproveIt) {
  const std::string draft = Import(Publishing(kPlace, kReason))["draft"];
  federation_.Sign("KH", draft);
  const absl::Status refused = node().Approve({.draft = draft}).status();
  EXPECT_EQ(base::ReasonOf(refused), "APPROVERS_WANTED");
  EXPECT_THAT(refused.message(), HasSubstr("publishes a cell against disclosure control"));
  EXPECT_EQ(ApproveWith(draft, "first")["sealed"], false);
  EXPECT_EQ(ApproveWith(draft, "second")["sealed"], true);
}

TEST_F(DraftOverrideTest, OtherDraftsAreApprovedAsBefore) {
  const std::string draft = Import(RequestOf(Table()))["draft"];
  federation_.Sign("KH", draft);
  EXPECT_EQ(Json(node().Approve({.draft = draft}))["sealed"], true);
}

TEST_F(DraftOverrideTest, PlaceAndReasonAreWantedBoth) {
  EXPECT_EQ(WhyNot(Publishing(kPlace, "")), "OVERRIDE_INCOMPLETE");
  EXPECT_EQ(WhyNot(Publishing(kPlace, " \n ")), "OVERRIDE_INCOMPLETE");
  ImportRequest request = RequestOf(Table());
  request.overrides.reason = std::string(kReason);
  EXPECT_EQ(WhyNot(request), "OVERRIDE_INCOMPLETE");
  EXPECT_EQ(WhyNot(Publishing("A9/number/2019", kReason)), "OVERRIDE_PLACE");
  EXPECT_EQ(WhyNot(Publishing("Z9/number/2019/F", kReason)), "INDICATOR_UNKNOWN");
}

TEST_F(DraftOverrideTest, ACellThatIsNotHeldBackNeedsNone) {
  const json answer = Import(Publishing("A14/number/2019/_T.Y0T17._T._T._T", kReason));
  EXPECT_THAT(IdsOf(answer), Contains("OVERRIDE_NOT_NEEDED"));
  EXPECT_TRUE(answer["draft"].is_null());
  EXPECT_THAT(answer.dump(), HasSubstr(std::string(kPlace)));  // which would be
  const json absent = Import(Publishing("A1/number/2019/F.Y5T17._T._T", kReason));
  EXPECT_THAT(IdsOf(absent), Contains("OVERRIDE_NOT_NEEDED"));
}

}  // namespace
}  // namespace lontar::node
