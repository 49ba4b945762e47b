#include "core/fold/coverage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

constexpr char kCoveredRound[] = "baseline-2021";

class Coverage : public testing::Test {
 protected:
  Coverage() {
    log_.OpenRound(kCoveredRound);
    // Returns are valid from level 2.
    EXPECT_EQ(Name(log_.StateAct("authority", Act(PolicyAct{log_.hub_id(), 2}),
                                 {"authority-1", "authority-2"})),
              "accepted");
  }

  // Of A1, by member: "KH as-specified, VN nothing".
  std::string Marks(std::optional<LogSize> as_of = std::nullopt,
                    const char* round = kCoveredRound) {
    const LogSize size = as_of.value_or(log_.size());
    const auto reference = FindRound(log_.state(), "", round, size);
    EXPECT_TRUE(reference.ok()) << reference.status();
    const ThresholdTable table = TableAt(log_, round, size);
    const CoverageLine line = MarkCoverage(log_.state(), *reference, table)[0];
    std::string marks;
    for (size_t i = 0; i < table.members.size(); ++i) {
      absl::StrAppend(&marks, i == 0 ? "" : ", ", table.members[i].member, " ",
                      NameOf(line.marks[i]));
    }
    return marks;
  }
  void StateReturn(const std::string& member, ReturnAnswer answer) {
    ReturnAct act;
    act.hub_id = log_.hub_id();
    act.collection = log_.collection();
    act.member = member;
    act.round = kCoveredRound;
    for (const catalogue::Indicator& indicator : log_.catalogue().indicators()) {
      if (indicator.list != "A") continue;
      ReturnLine line{indicator.id, answer, {}};
      if (answer == ReturnAnswer::kNotAvailable) line.reason = ReturnReason::kNoSurvey;
      act.lines.push_back(line);
    }
    std::ranges::sort(act.lines, {}, &ReturnLine::indicator);
    EXPECT_EQ(Name(log_.StateAct(member, act, {member + ".node"})), "accepted");
  }

  LogBuilder log_ = LogWith({"KH", "VN"});
};

TEST_F(Coverage, NothingIsThereAtFirst) { EXPECT_EQ(Marks(), "KH nothing, VN nothing"); }

TEST_F(Coverage, WhatCountsIsSaidByHowItFitsTheDefinition) {
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  log_.Submit(AReport("VN.NSO").With(
      {"A1", "2016", {{"4.2", observation::Status::kNormal, {{"sex", "F"}}}}}));
  EXPECT_EQ(Marks(), "KH as-specified, VN otherwise");
}

TEST_F(Coverage, FiguresThatAreAllWithheldAreHeldBack) {
  log_.Submit(AReport("KH.NSO").With(
      {"A1",
       "2016",
       {{"", observation::Status::kSuppressed, {}, observation::Confidentiality::kPrimary}}}));
  EXPECT_EQ(Marks(), "KH held-back, VN nothing");
}

TEST_F(Coverage, WhatComesAfterTheCloseIsLateAndWasNothingBefore) {
  log_.CloseRound(kCoveredRound);
  const LogSize closed = log_.size();
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  EXPECT_EQ(Marks(), "KH late, VN nothing");
  EXPECT_EQ(Marks(closed), "KH nothing, VN nothing");
}

TEST_F(Coverage, WhatIsOutsideOfTheYearRuleIsNotLate) {
  RoundOpen open = log_.state().FindCollection(log_.collection())->rounds[0].open;
  open.year_rule.from = 2010;
  log_.OpenRound("narrow", open);
  log_.CloseRound("narrow");
  log_.Submit(AReport("KH.NSO").Of("A1", "2009", "4.2"));
  EXPECT_EQ(Marks(std::nullopt, "narrow"), "KH nothing, VN nothing");
}

TEST_F(Coverage, WordsAreLessThanFiguresAndMoreThanAnAnswer) {
  log_.Submit(AReport("KH.NSO").Narrating("A1", "a survey is under way"));
  EXPECT_EQ(Marks(), "KH narrative, VN nothing");
  StateReturn("KH", ReturnAnswer::kNotAvailable);
  EXPECT_EQ(Marks(), "KH narrative, VN nothing");
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  EXPECT_EQ(Marks(), "KH as-specified, VN nothing");
}

TEST_F(Coverage, ReturnsTellNoneFromSilence) {
  StateReturn("KH", ReturnAnswer::kNotAvailable);
  StateReturn("VN", ReturnAnswer::kDoesNotApply);
  EXPECT_EQ(Marks(), "KH not-available, VN does-not-apply");
}

TEST_F(Coverage, TheJsonHoldsMarksAndTextsAndNoValue) {
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "41.875"));
  Question question;
  question.subject = "coverage";
  const auto answer = log_.Ask(question);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_THAT(*answer, testing::Not(testing::HasSubstr("41.875")));
  const auto json = nlohmann::json::parse(*answer);
  EXPECT_EQ(json["schema"], "lontar.coverage.v1");
  EXPECT_EQ(json["members"][0]["code"], "KH");
  const auto& line = json["indicators"].at(0);
  EXPECT_EQ(line["code"], "A1");
  EXPECT_EQ(line["marks"], (nlohmann::json{"as-specified", "nothing"}));
  EXPECT_EQ(line["count"], 1);
  EXPECT_FALSE(line.at("texts").at("vi").at("short_name").get<std::string>().empty());
}

}  // namespace
}  // namespace lontar::fold
