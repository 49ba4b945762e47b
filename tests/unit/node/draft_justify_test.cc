#include "node/core/draft_justify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "tests/unit/node/office_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr absl::string_view kHead = "member,indicator,measure,period,value,sex,comment\n";

// Girls are more than all children: TOTAL_BELOW_PART of each year.
std::string TwoYears(const std::string& comment = "") {
  return absl::StrCat(kHead, "KH,children-referred,number,2018,100,_T,", comment,
                      "\nKH,children-referred,number,2018,200,F,", comment,
                      "\nKH,children-referred,number,2019,110,_T,", comment,
                      "\nKH,children-referred,number,2019,220,F,", comment, "\n");
}

class DraftJustifyTest : public OfficeFixture {
 protected:
  DraftJustifyTest() : OfficeFixture({"children-referred"}, {.wants_justification = true}) {}

  json Check(const std::string& draft) { return Json(node().Check(draft)); }
  std::vector<json> WarningsIn(const std::string& draft) {
    const json checked = Check(draft);
    std::vector<json> warnings;
    for (const json& finding : checked["findings"]) {
      if (finding["severity"] == "warning") warnings.push_back(finding);
    }
    return warnings;
  }
  // Finding and place of those that are open.
  std::vector<std::string> OpenIn(const std::string& draft) {
    std::vector<std::string> open;
    for (const json& finding : WarningsIn(draft)) {
      if (!finding["justification"].is_null()) continue;
      open.push_back(
          absl::StrCat(finding["id"].get<std::string>(), " at ", finding["at"].get<std::string>()));
    }
    return open;
  }
  absl::Status Justify(const std::string& draft, const std::string& finding, const std::string& at,
                       bool is_for_all = false) {
    return node()
        .Justify({draft, finding, at, " the register\ncounts twice ", is_for_all})
        .status();
  }
  void JustifyAll(const std::string& draft) {
    std::set<std::string> ids;
    for (const json& finding : WarningsIn(draft)) ids.insert(finding["id"].get<std::string>());
    for (const std::string& id : ids) ASSERT_TRUE(Justify(draft, id, "", true).ok()) << id;
  }
};

// What is settled does not stand in the way of whoever approves.
TEST_F(DraftJustifyTest, TheApprovalScreenShowsOnlyWhatIsOpen) {
  const std::string draft = DraftOf(TwoYears());
  const json before = Json(node().Review(draft));
  EXPECT_EQ(before["open_warnings"], 4);
  EXPECT_EQ(before["findings"].size(), 4u);
  JustifyAll(draft);
  const json after = Json(node().Review(draft));
  EXPECT_EQ(after["warnings"], 4);
  EXPECT_EQ(after["open_warnings"], 0);
  EXPECT_THAT(after["findings"], IsEmpty());
}

TEST_F(DraftJustifyTest, ADraftIsApprovedWhenEachWarningHasItsSentence) {
  const std::string draft = DraftOf(TwoYears());
  ASSERT_EQ(OpenIn(draft).size(), 4u) << Check(draft).dump(2);
  federation_.Sign("KH", draft);
  const absl::Status refused = node().Approve({.draft = draft}).status();
  EXPECT_EQ(base::ReasonOf(refused), "WARNINGS_UNJUSTIFIED");
  EXPECT_THAT(std::string(refused.message()),
              HasSubstr("has 4 warnings without a justification: "));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("`lontar draft justify draft-1 "));
  EXPECT_EQ(Json(node().ExportDraft(draft)->summary_json)["open_warnings"], 4);

  JustifyAll(draft);
  EXPECT_THAT(OpenIn(draft), IsEmpty());
  EXPECT_EQ(Check(draft)["warnings"], 4) << "a justified warning is still shown";
  EXPECT_EQ(base::ReasonOf(node().Approve({.draft = draft}).status()), "DRAFT_UNSIGNED");
  federation_.Seal("KH", draft);
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(federation_.Sync("KH"), "");
  ASSERT_EQ(federation_.hub().state().reports().size(), 1u);
  int narratives = 0;
  for (const auto& part : federation_.hub().state().reports().begin()->second.report.parts) {
    narratives += part.kind == observation::PartKind::kNarrative ? 1 : 0;
  }
  EXPECT_EQ(narratives, 1) << "the sentences are a part of what was signed";
}

TEST_F(DraftJustifyTest, ASentenceTakesTheSignatureAwayAndSaysSo) {
  const std::string draft = DraftOf(TwoYears());
  federation_.Sign("KH", draft);
  const auto before = node().ExportDraft(draft)->envelope.payload_id();
  const json answer =
      Json(node().Justify({draft, "TOTAL_BELOW_PART", "A14/number/2018", "why", false}));
  EXPECT_EQ(answer["was_signed"], true);
  EXPECT_EQ(answer["justified"], 1);
  EXPECT_EQ(answer["open_warnings"], 3);
  EXPECT_NE(answer["payload_id"], before.hex());
  EXPECT_TRUE(node().ExportDraft(draft)->envelope.signatures.empty());
  const json again =
      Json(node().Justify({draft, "TOTAL_BELOW_PART", "A14/number/2018", "better", false}));
  EXPECT_EQ(again["was_signed"], false);
  EXPECT_THAT(TextsOf(draft),
              ElementsAre("Justification of warnings:\nTOTAL_BELOW_PART at number/2018: better"))
      << "the later sentence on a place stands";
}

TEST_F(DraftJustifyTest, APlaceMeansAllWithinIt) {
  const std::string draft = DraftOf(TwoYears());
  ASSERT_TRUE(Justify(draft, "TOTAL_BELOW_PART", "A14/number/2018").ok());
  ASSERT_TRUE(Justify(draft, "PARTS_NOT_TOTAL", "A14").ok());
  const std::vector<std::string> open = OpenIn(draft);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_THAT(open[0], HasSubstr("TOTAL_BELOW_PART at A14/number/2019"));
  // One is left: no place is wanted. The sentence became one line.
  ASSERT_TRUE(Justify(draft, "TOTAL_BELOW_PART", "").ok());
  EXPECT_THAT(OpenIn(draft), IsEmpty());
  ASSERT_EQ(TextsOf(draft).size(), 1u);
  EXPECT_THAT(TextsOf(draft)[0], HasSubstr("PARTS_NOT_TOTAL: the register counts twice\n"));
}

TEST_F(DraftJustifyTest, WhatIsNotThereOrNotClearIsRefused) {
  const std::string draft = DraftOf(TwoYears());
  const auto reason = [&](const absl::Status& status) { return base::ReasonOf(status); };
  EXPECT_EQ(reason(Justify(draft, "YEAR_JUMP", "")), "WARNING_ABSENT");
  EXPECT_EQ(reason(Justify(draft, "TOTAL_BELOW_PART", "A14/number/201")), "WARNING_ABSENT");
  EXPECT_EQ(reason(Justify(draft, "BREAKDOWN_MISSING", "")), "WARNING_ABSENT") << "a note";
  const absl::Status two = Justify(draft, "TOTAL_BELOW_PART", "");
  EXPECT_EQ(reason(two), "WARNING_AMBIGUOUS");
  EXPECT_THAT(std::string(two.message()), HasSubstr("A14/number/2018"));
  EXPECT_EQ(reason(node().Justify({draft, "TOTAL_BELOW_PART", "", " \n", true}).status()),
            "SENTENCE_WANTED");
  EXPECT_EQ(
      reason(
          node().Justify({draft, "TOTAL_BELOW_PART", "", std::string(5000, 'x'), true}).status()),
      "SENTENCE_WANTED");
  EXPECT_EQ(reason(Justify("draft-7", "TOTAL_BELOW_PART", "")), "DRAFT_ABSENT");
  EXPECT_EQ(OpenIn(draft).size(), 4u);
}

// In a template the comment stands beside the figure; so it does here.
TEST_F(DraftJustifyTest, TheCommentOfARowJustifiesItsWarnings) {
  const std::string draft = DraftOf(TwoYears("counted by another office"));
  EXPECT_EQ(WarningsIn(draft).size(), 4u);
  for (const json& finding : WarningsIn(draft)) {
    EXPECT_EQ(finding["justification"], "counted by another office") << finding.dump();
  }
  EXPECT_THAT(OpenIn(draft), IsEmpty());
  federation_.Seal("KH", draft);
}

class DraftAdviceTest : public OfficeFixture {
 protected:
  DraftAdviceTest() : OfficeFixture({"children-referred"}, {}) {}
};

TEST_F(DraftAdviceTest, WhereTheMemberWantsNoJustificationWarningsAdvise) {
  const std::string draft = DraftOf(TwoYears());
  EXPECT_EQ(Json(node().Check(draft))["justification_required"], false);
  EXPECT_FALSE(Json(node().ExportDraft(draft)->summary_json).contains("open_warnings"));
  federation_.Seal("KH", draft);
}

}  // namespace
}  // namespace lontar::node
