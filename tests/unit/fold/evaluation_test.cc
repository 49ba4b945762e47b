// A round that is counted again: acts of level 5, and what each evaluation counts.

#include "core/fold/evaluation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/base/problem.h"
#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kEvaluated = "baseline-2021";

class Evaluated : public testing::Test {
 protected:
  Evaluated() {
    for (uint32_t level = 2; level <= 5; ++level) Raise(level);
    log_.OpenRound(kEvaluated);
  }
  void Raise(uint32_t level) {
    EXPECT_EQ(Told(PolicyAct{log_.hub_id(), level}).verdict, chain::Verdict::kAccepted);
  }
  support::Appended Told(const Act& act, const std::vector<std::string>& keys = kAuthorityKeys) {
    return log_.StateAct("authority", act, keys);
  }
  RoundAct Again(const std::string& reason = "KH reported late", uint32_t revision = 0) const {
    return {log_.hub_id(), log_.collection(), kEvaluated, RoundEvaluate{reason}, revision};
  }
  base::PayloadId Report(const std::string& member, const std::string& year) {
    return log_.Submit(AReport(member + ".NSO").Of("A1", year, "4.2")).payload_id;
  }
  const RoundRecord& Record() const {
    return log_.state().FindCollection(log_.collection())->rounds.front();
  }
  IndicatorCoverage Counted(uint32_t evaluation) {
    auto reference = FindRound(log_.state(), "", kEvaluated, log_.size()).value();
    const RoundRecord round = AsEvaluation(*reference.round, evaluation, log_.size()).value();
    reference.round = &round;
    return CoverageOf(ComputeThreshold(log_.state(), reference, log_.size(), {}).value(), "A1");
  }
  json Answered(const std::string& subject, uint32_t evaluation,
                std::optional<LogSize> as_of = std::nullopt) {
    Question question{subject, "", kEvaluated, as_of};
    question.evaluation = evaluation;
    const auto answer = log_.Ask(question);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? json::parse(*answer) : json();
  }

  LogBuilder log_ = LogWith({"KH", "LA", "VN"});
};

using EvaluateVerdict = Evaluated;

// A program of level 4 reads the step as an unknown field: its stamps stand.
TEST(EvaluateLevel, IsFiveAndMalformedBefore) {
  LogBuilder log = LogWith({"KH"});
  log.OpenRound(kEvaluated);
  log.CloseRound(kEvaluated);
  for (uint32_t level = 2; level <= 4; ++level) {
    log.StateAct("authority", PolicyAct{log.hub_id(), level}, kAuthorityKeys);
  }
  const RoundAct act{log.hub_id(), log.collection(), kEvaluated, RoundEvaluate{"late"}};
  const auto told = log.StateAct("authority", act, kAuthorityKeys);
  EXPECT_EQ(Name(told), "payload-malformed");
  EXPECT_EQ(told.sentence, "it is valid from level 5, this log is at level 4");
}

TEST_F(EvaluateVerdict, ComesBehindTheCloseForAll) {
  EXPECT_EQ(Name(Told(Again())), "out-of-order");
  log_.CloseRound(kEvaluated, {"KH", "VN"});
  log_.CloseRound(kEvaluated, {"KH"});
  const auto told = Told(Again());
  EXPECT_EQ(Name(told), "out-of-order");
  EXPECT_EQ(told.sentence,
            "this round is not closed for KH, with more time; its result comes first");
  log_.CloseRound(kEvaluated, {"VN"});  // for whom it was closed before
  EXPECT_EQ(Name(Told(Again())), "accepted");
}

TEST_F(EvaluateVerdict, IsOfARoundOfTheLog) {
  log_.CloseRound(kEvaluated);
  RoundAct other = Again();
  other.id = "never-opened";
  EXPECT_EQ(Name(Told(other)), "out-of-order");
  other = Again();
  other.collection = "no-collection";
  EXPECT_EQ(Name(Told(other)), "out-of-order");
}

TEST_F(EvaluateVerdict, IsSignedByTheAuthority) {
  log_.CloseRound(kEvaluated);
  EXPECT_EQ(Name(Told(Again(), {"authority-1"})), "key-not-valid");
  EXPECT_EQ(Name(Told(Again(), {"root", "KH.administrator"})), "key-not-valid");
  EXPECT_EQ(Name(log_.StateAct("KH", Again(), kAuthorityKeys)), "not-entitled");
  EXPECT_THAT(Record().evaluations, IsEmpty());
}

TEST_F(EvaluateVerdict, IsGivenOnceAndMayBeGivenAgain) {
  log_.CloseRound(kEvaluated);
  EXPECT_EQ(Name(Told(Again())), "accepted");
  EXPECT_EQ(Name(Told(Again())), "duplicate");
  EXPECT_EQ(Name(Told(Again("KH reported late", 1))), "accepted");
  EXPECT_EQ(Record().evaluations.size(), 2u);
  EXPECT_EQ(Record().evaluation, 1u);
}

TEST_F(Evaluated, LateFiguresCountInTheLaterOneAndAreMarked) {
  Report("VN", "2016");
  log_.CloseRound(kEvaluated);
  Report("KH", "2016");
  Told(Again());
  Report("LA", "2016");
  EXPECT_THAT(Reporters(Counted(1)), ElementsAre("VN"));
  const IndicatorCoverage second = Counted(2);
  EXPECT_THAT(Reporters(second), ElementsAre("KH", "VN"));
  for (const MemberCoverage& member : second.members) {
    EXPECT_EQ(member.is_counted_late, member.member == "KH") << member.member;
  }
  Told(Again("LA reported late"));
  EXPECT_THAT(Reporters(Counted(3)), ElementsAre("KH", "LA", "VN"));
  EXPECT_THAT(Reporters(Counted(2)), ElementsAre("KH", "VN"));
}

TEST_F(Evaluated, WhatWasWithdrawnLaterStandsInTheFirstOnly) {
  const base::PayloadId report = Report("VN", "2016");
  log_.CloseRound(kEvaluated);
  log_.Submit(AReport("VN.NSO").Withdrawing("A1", "2016").Superseding(report));
  Told(Again());
  EXPECT_THAT(Reporters(Counted(1)), ElementsAre("VN"));
  EXPECT_THAT(Reporters(Counted(2)), IsEmpty());
}

TEST_F(Evaluated, AMemberWithMoreTimeIsLateFromItsOwnClose) {
  log_.CloseRound(kEvaluated, {"KH"});
  Report("KH", "2016");
  log_.CloseRound(kEvaluated);
  Report("KH", "2015");
  Told(Again());
  EXPECT_THAT(Reporters(Counted(1)), ElementsAre("KH"));
  EXPECT_TRUE(Record().IsClosedForAll(log_.size()));
  EXPECT_TRUE(Counted(2).members[0].is_counted_late || Counted(2).members[1].is_counted_late);
}

// The first close fixes it, for every later count too.
TEST_F(Evaluated, BaseYearsStayThoseOfTheFirstClose) {
  Report("KH", "2012");
  log_.CloseRound(kEvaluated);
  Report("KH", "2016");
  Report("VN", "2017");
  Told(Again());
  const IndicatorCoverage second = Counted(2);
  for (const MemberCoverage& member : second.members) {
    if (!member.is_reported) continue;
    ASSERT_TRUE(member.baseline);
    const bool is_kh = member.member == "KH";
    EXPECT_EQ(member.baseline->year, is_kh ? 2012 : 2017);
    EXPECT_EQ(member.baseline->fixed_by, is_kh ? kEvaluated : "");
  }
}

TEST_F(Evaluated, TheFirstDocketIsTheSameBytesAsBefore) {
  Report("VN", "2016");
  log_.CloseRound(kEvaluated);
  Report("KH", "2016");
  const LogSize before = log_.size();
  const json then = Answered("docket", 1);
  Told(Again());
  Report("LA", "2016");
  EXPECT_EQ(Answered("docket", 1, before), then);
  // At the present size it says that there is another, and counts as before.
  const json now = Answered("docket", 1);
  EXPECT_EQ(then["evaluations"], json::array());
  ASSERT_EQ(now["evaluations"].size(), 1u);
  EXPECT_EQ(now["evaluations"][0]["number"], 2);
  EXPECT_EQ(now["evaluations"][0]["reason"], "KH reported late");
  EXPECT_EQ(now["evaluations"][0]["index"], before.value());
  EXPECT_THAT(now["evaluations"][0]["day"].get<std::string>(), testing::SizeIs(10));
  EXPECT_EQ(now["evaluation"], 1);
  for (const std::string field : {"below", "closes", "disputed"}) {
    EXPECT_EQ(now[field], then[field]) << field;
  }
}

TEST_F(Evaluated, EditionsAreWithinAnEvaluation) {
  Report("VN", "2016");
  log_.CloseRound(kEvaluated);
  Report("KH", "2016");  // edition 2 of the first
  Told(Again());
  EXPECT_EQ(Answered("docket", 1)["edition"], 2);
  json second = Answered("docket", 2);
  EXPECT_EQ(second["edition"], 1);
  EXPECT_EQ(second["editions"][0]["log_size"], log_.size().value());
  Report("LA", "2016");
  second = Answered("docket", 2);
  EXPECT_EQ(second["edition"], 2);
  EXPECT_EQ(second["editions"][1]["changes"][0]["member"], "LA");
  EXPECT_EQ(Answered("docket", 1)["edition"], 3);
}

TEST_F(Evaluated, TheDocketSaysWhatWasLateForTheFirst) {
  log_.CloseRound(kEvaluated);
  Report("KH", "2016");
  Told(Again());
  const auto of_kh = [](const json& docket) {
    for (const json& answer : docket["lines"][0]["members"]) {
      if (answer["member"] == "KH") return answer;
    }
    return json();
  };
  const json first = of_kh(Answered("docket", 1));
  EXPECT_EQ(first["late"]["figures"], true);
  EXPECT_EQ(first["counted_late"], nullptr);
  const json second = of_kh(Answered("docket", 2));
  EXPECT_EQ(second["late"], nullptr);
  EXPECT_EQ(second["counted_late"]["figures"], true);
  EXPECT_THAT(second["words"].get<std::string>(), HasSubstr("; late for evaluation 1: figures"));
}

TEST_F(Evaluated, EachAnswerOfARoundNamesItsEvaluation) {
  log_.CloseRound(kEvaluated);
  Report("KH", "2016");
  Told(Again());
  for (const std::string subject : {"threshold", "docket", "coverage", "returns", "deviations"}) {
    const json answer = Answered(subject, 2);
    EXPECT_EQ(answer["evaluation"], 2) << subject;
    EXPECT_EQ(answer["evaluations"].size(), 1u) << subject;
  }
  const auto marks = [this](uint32_t evaluation) {
    return Answered("coverage", evaluation)["indicators"][0];
  };
  EXPECT_EQ(marks(2)["counted_late"], json({"KH"}));
  EXPECT_EQ(marks(1)["counted_late"], json::array());
  EXPECT_THAT(marks(1)["marks"], testing::Contains(json("late")));
  EXPECT_THAT(marks(2)["marks"], testing::Not(testing::Contains(json("late"))));
}

TEST_F(Evaluated, AnEvaluationThatIsNotThereIsAbsent) {
  log_.CloseRound(kEvaluated);
  const LogSize before = log_.size();
  Told(Again());
  EXPECT_EQ(base::ReasonOf(AsEvaluation(Record(), 0, log_.size()).status()), "EVALUATION_ABSENT");
  EXPECT_EQ(base::ReasonOf(AsEvaluation(Record(), 3, log_.size()).status()), "EVALUATION_ABSENT");
  EXPECT_EQ(base::ReasonOf(AsEvaluation(Record(), 2, before).status()), "EVALUATION_ABSENT");
  EXPECT_TRUE(AsEvaluation(Record(), 2, log_.size()).ok());
}

TEST_F(Evaluated, ADecisionMayNameTheEvaluation) {
  log_.CloseRound(kEvaluated);
  DecisionAct act{log_.hub_id(),
                  log_.collection(),
                  log_.catalogue().FindByCode("A9")->id,
                  "A",
                  "B",
                  "SLOM-18",
                  "2022-09-28",
                  kEvaluated,
                  "still fewer than five",
                  ""};
  act.evaluation = 2;
  EXPECT_EQ(Name(Told(act)), "out-of-order");
  Told(Again());
  EXPECT_EQ(Name(Told(act)), "accepted");
  EXPECT_EQ(Answered("docket", 1)["decisions"][0]["evaluation"], 2);
}

}  // namespace
}  // namespace lontar::fold
