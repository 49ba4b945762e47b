#include "core/fold/threshold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/problem.h"
#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using observation::Status;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr absl::string_view kRound = "baseline-2021";

MemberCoverage MemberOf(const IndicatorCoverage& coverage, absl::string_view member) {
  for (const MemberCoverage& one : coverage.members) {
    if (one.member == member) return one;
  }
  ADD_FAILURE() << member << " is not counted";
  return {};
}

AReport One(absl::string_view member, absl::string_view code, absl::string_view period,
            absl::string_view value) {
  return AReport(absl::StrCat(member, ".NSO")).Of(code, period, value);
}

class Threshold : public testing::Test {
 protected:
  Threshold() { log_.OpenRound(kRound); }

  IndicatorCoverage Coverage(absl::string_view code) { return CoverageNow(log_, kRound, code); }
  support::Appended Report(absl::string_view member, absl::string_view code,
                           absl::string_view period, absl::string_view value) {
    const support::Appended appended = log_.Submit(One(member, code, period, value));
    EXPECT_EQ(Name(appended), "accepted") << appended.sentence;
    return appended;
  }
  MemberCoverage Kh(absl::string_view code = "A1") { return MemberOf(Coverage(code), "KH"); }

  LogBuilder log_ = LogWith({"KH", "ID", "LA", "MY", "VN"});
};

TEST_F(Threshold, FifthMemberMeetsIt) {
  for (const std::string member : {"KH", "ID", "LA", "MY"}) Report(member, "A1", "2016", "4.2");
  EXPECT_EQ(Coverage("A1").count, 4);
  EXPECT_FALSE(Coverage("A1").is_met);
  Report("VN", "A1", "2016", "4.2");
  EXPECT_EQ(Coverage("A1").count, 5);
  EXPECT_TRUE(Coverage("A1").is_met);
  EXPECT_FALSE(Coverage("A3").is_met);
}

TEST_F(Threshold, OneMemberCountsOnceHoweverManyFiguresItSends) {
  Report("KH", "A1", "2015", "4.2");
  Report("KH", "A1", "2016", "4.2");
  Report("KH", "A1", "2017", "4.2");
  EXPECT_THAT(Reporters(Coverage("A1")), ElementsAre("KH"));
}

TEST_F(Threshold, ZeroCounts) {
  Report("KH", "A1", "2016", "0");
  EXPECT_TRUE(Kh().is_reported);
  EXPECT_FALSE(Kh().is_held_back_only);
}

TEST_F(Threshold, MissingDoesNotCount) {
  for (const Status status :
       {Status::kNotAvailable, Status::kNotCollected, Status::kNotApplicable}) {
    log_.Submit(AReport("KH.NSO").Of("A1", "2016", status));
  }
  EXPECT_FALSE(Kh().is_reported);
  EXPECT_EQ(Kh().baseline, std::nullopt);
}

TEST_F(Threshold, NarrativeDoesNotCount) {
  log_.Submit(AReport("KH.NSO").Narrating("A1", "a study is under way"));
  EXPECT_FALSE(Kh().is_reported);
}

TEST_F(Threshold, HeldBackCountsAndIsMarked) {
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", Status::kSuppressed));
  EXPECT_TRUE(Kh().is_reported);
  EXPECT_TRUE(Kh().is_held_back_only);
  EXPECT_FALSE(Kh().is_as_specified);
  Report("KH", "A1", "2014", "4.2");
  EXPECT_FALSE(Kh().is_held_back_only);
}

TEST_F(Threshold, ProvisionalCounts) {
  log_.Submit(AReport("KH.NSO").With({"A1", "2016", {{"4.2", Status::kProvisional}}}));
  EXPECT_TRUE(Kh().is_reported);
}

TEST_F(Threshold, WithdrawnDoesNotCount) {
  const auto first = Report("KH", "A1", "2016", "4.2");
  log_.Submit(AReport("KH.NSO").Withdrawing("A1", "2016").Superseding(first.payload_id));
  EXPECT_FALSE(Kh().is_reported);
}

TEST_F(Threshold, RejectedDoesNotCount) {
  log_.AddProvider("KH.MOLVT", {"A3"});
  log_.Submit(AReport("KH.MOLVT").Of("A1", "2016", "4.2"));
  EXPECT_FALSE(Kh().is_reported);
}

TEST_F(Threshold, SupersededByMissingDoesNotCount) {
  const auto first = Report("KH", "A1", "2016", "4.2");
  log_.Submit(
      AReport("KH.NSO").Of("A1", "2016", Status::kNotAvailable).Superseding(first.payload_id));
  EXPECT_FALSE(Kh().is_reported);
}

TEST_F(Threshold, OtherLevelThanTheIndicatorsDoesNotCount) {
  log_.Submit(AReport("KH.NSO").With(
      {"A11", "2016", {{"80.1", Status::kNormal, {{"education-level", "ED_SEC"}}}}}));
  EXPECT_FALSE(Kh("A11").is_reported);
  Report("KH", "A11", "2016", "97.1");
  EXPECT_TRUE(Kh("A11").is_reported);
}

TEST_F(Threshold, PartOfTheAgeRangeCountsAndIsNotAsSpecified) {
  log_.Submit(AReport("KH.NSO").With(
      {"A3",
       "2016",
       {{.value = "4.2",
         .codes = {{"age", "Y15T17"}},
         .deviations = observation::SetOf(observation::Deviation::kAgePartOfRange)}}}));
  EXPECT_TRUE(Kh("A3").is_reported);
  EXPECT_FALSE(Kh("A3").is_as_specified);
}

TEST_F(Threshold, OtherListsAreNotInTheTable) {
  Report("KH", "C2", "2016", "12.0");
  for (const IndicatorCoverage& coverage : TableAt(log_, kRound, log_.size()).indicators) {
    EXPECT_EQ(coverage.code.front(), 'A');
  }
  EXPECT_EQ(TableAt(log_, kRound, log_.size()).indicators.size(), 14u);
}

TEST_F(Threshold, LateAfterTheCloseDoesNotCount) {
  Report("KH", "A1", "2016", "4.2");
  log_.CloseRound(kRound);
  Report("VN", "A1", "2016", "4.2");
  EXPECT_THAT(Reporters(Coverage("A1")), ElementsAre("KH"));
}

TEST_F(Threshold, WhatChangesAfterTheCloseChangesNothing) {
  const auto first = Report("KH", "A1", "2016", "4.2");
  const LogIndex closed = log_.CloseRound(kRound);
  const IndicatorCoverage before = CoverageOf(TableAt(log_, kRound, log_.size()), "A1");
  log_.Submit(AReport("KH.NSO").Withdrawing("A1", "2016").Superseding(first.payload_id));
  EXPECT_TRUE(Kh().is_reported);
  // A round that is open sees it.
  log_.OpenRound("baseline-now");
  EXPECT_FALSE(MemberOf(CoverageNow(log_, "baseline-now", "A1"), "KH").is_reported);
  EXPECT_LT(closed.value(), log_.size().value());
  EXPECT_EQ(before.count, Coverage("A1").count);
}

TEST_F(Threshold, AnExtensionLetsOneMemberReportAfterTheClose) {
  log_.CloseRound(kRound, {"VN"});
  Report("VN", "A1", "2016", "4.2");
  Report("KH", "A1", "2016", "4.2");
  EXPECT_THAT(Reporters(Coverage("A1")), ElementsAre("VN"));
  log_.CloseRound(kRound);
  Report("VN", "A3", "2016", "4.2");
  EXPECT_THAT(Reporters(Coverage("A1")), ElementsAre("VN"));
  EXPECT_THAT(Reporters(Coverage("A3")), IsEmpty());
}

TEST_F(Threshold, CountsMembersOfTheRoundsDateInFixedOrder) {
  log_.AddMember("TL");
  log_.AddProvider("TL.NSO");
  log_.OpenRound("baseline-now");
  Report("TL", "A1", "2016", "4.2");
  Report("VN", "A1", "2016", "4.2");
  Report("KH", "A1", "2016", "4.2");
  EXPECT_THAT(Reporters(Coverage("A1")), ElementsAre("KH", "VN"));
  EXPECT_THAT(Reporters(CoverageNow(log_, "baseline-now", "A1")), ElementsAre("KH", "TL", "VN"));
}

TEST_F(Threshold, TakesItsNumberFromTheRound) {
  RoundOpen open{"two suffice", "2025.1", "2021-08-31", "2021-08-31", {2016}, 2, "A"};
  log_.OpenRound("two", open);
  Report("KH", "A1", "2016", "4.2");
  EXPECT_FALSE(CoverageNow(log_, "two", "A1").is_met);
  Report("VN", "A1", "2016", "4.2");
  EXPECT_TRUE(CoverageNow(log_, "two", "A1").is_met);
  EXPECT_FALSE(Coverage("A1").is_met);
}

TEST_F(Threshold, AsOfAnEarlierSizeIsWhatItWasThen) {  // invariant 33
  const LogIndex kh = Report("KH", "A1", "2016", "4.2").index;
  const LogIndex vn = Report("VN", "A1", "2016", "4.2").index;
  EXPECT_EQ(CoverageOf(TableAt(log_, kRound, LogSize(kh.value())), "A1").count, 0);
  EXPECT_EQ(CoverageOf(TableAt(log_, kRound, LogSize(vn.value())), "A1").count, 1);
  EXPECT_EQ(Coverage("A1").count, 2);
}

TEST_F(Threshold, RefusesASizeToCome) {
  const auto reference = FindRound(log_.state(), "", kRound, log_.size());
  const auto table =
      ComputeThreshold(log_.state(), *reference, LogSize(log_.size().value() + 1), {});
  EXPECT_EQ(base::ReasonOf(table.status()), "SIZE_UNKNOWN");
}

TEST_F(Threshold, FindsTheRoundAskedForOrTheLast) {
  log_.OpenRound("baseline-now");
  EXPECT_EQ(FindRound(log_.state(), "", "", log_.size())->round->id, "baseline-now");
  EXPECT_EQ(FindRound(log_.state(), "", kRound, log_.size())->round->id, kRound);
  const LogSize before(log_.size().value() - 1);
  EXPECT_EQ(FindRound(log_.state(), "", "", before)->round->id, kRound);
  const auto reason = [&](absl::string_view collection, absl::string_view round) {
    return base::ReasonOf(FindRound(log_.state(), collection, round, before).status());
  };
  EXPECT_EQ(reason("", "baseline-now"), "ROUND_ABSENT");
  EXPECT_EQ(reason("another", ""), "COLLECTION_ABSENT");
}

TEST_F(Threshold, CarriesItsParameters) {
  const ThresholdTable table = TableAt(log_, kRound, log_.size());
  EXPECT_EQ(table.size, log_.size());
  EXPECT_EQ(table.root, log_.RootAt(log_.size()));
  EXPECT_EQ(table.rule.threshold, 5u);
  EXPECT_EQ(table.rule.membership_date, "2021-08-31");
  EXPECT_EQ(table.notice, "TEST: made by a builder");
  EXPECT_EQ(table.catalogue_version, "2025.1");
}

TEST_F(Threshold, ForgetsWhatASuspectKeySigned) {
  const LogIndex good = Report("KH", "A1", "2016", "4.2").index;
  Report("KH", "A3", "2016", "4.2");
  EXPECT_TRUE(Kh("A3").is_reported);
  log_.Revoke("KH", "KH.NSO", LogIndex(good.value() + 1));
  EXPECT_TRUE(Kh("A1").is_reported);
  EXPECT_FALSE(Kh("A3").is_reported);
}

// DESIGN.md section 10: if rejected or suspect, a payload may come again in a new entry.
TEST_F(Threshold, CountsASuspectReportAgainOnceItIsSignedAnew) {
  Enrolment second;
  second.key = support::KeyOf("KH.NSO 2")->public_key();
  second.role = KeyRole::kProvider;
  second.provider = "KH.NSO";
  second.entitlements =
      log_.state().FindKey(support::KeyOf("KH.NSO")->public_key().id())->entitlements;
  log_.StateAct("KH", Act(KeysAct{log_.hub_id(), "KH", {second}, {}}),
                {"KH.administrator", "KH.NSO 2"});
  support::Load load = log_.LoadOf(One("KH", "A1", "2016", "4.2"));
  load.signers = {"KH.NSO"};
  const auto first =
      log_.Append(chain::SealEntry(log_.NextHeader("KH", load), *log_.SealerOf("KH")), load);
  ASSERT_EQ(Name(*first), "accepted");
  load.signers = {"KH.NSO 2"};
  const auto early =
      log_.Append(chain::SealEntry(log_.NextHeader("KH", load), *log_.SealerOf("KH")), load);
  EXPECT_EQ(Name(*early), "duplicate");
  log_.Revoke("KH", "KH.NSO", first->index);
  EXPECT_FALSE(Kh().is_reported);
  const auto again =
      log_.Append(chain::SealEntry(log_.NextHeader("KH", load), *log_.SealerOf("KH")), load);
  EXPECT_EQ(Name(*again), "accepted");
  EXPECT_TRUE(Kh().is_reported);
  const auto twice =
      log_.Append(chain::SealEntry(log_.NextHeader("KH", load), *log_.SealerOf("KH")), load);
  EXPECT_EQ(Name(*twice), "duplicate");
}

TEST_F(Threshold, KeepsWhatAMerelyRevokedKeySigned) {
  Report("KH", "A1", "2016", "4.2");
  log_.Revoke("KH", "KH.NSO");
  EXPECT_TRUE(Kh().is_reported);
}

// A line with the hint of a good key does not hide the suspect one that made the other.
TEST_F(Threshold, ForgetsASuspectKeysReportWhateverOtherHintsItBears) {
  Enrolment second;
  second.key = support::KeyOf("KH.NSO 2")->public_key();
  second.role = KeyRole::kProvider;
  second.provider = "KH.NSO";
  second.entitlements =
      log_.state().FindKey(support::KeyOf("KH.NSO")->public_key().id())->entitlements;
  log_.StateAct("KH", Act(KeysAct{log_.hub_id(), "KH", {second}, {}}),
                {"KH.administrator", "KH.NSO 2"});
  for (const auto& [suspect, other] :
       {std::pair("KH.NSO", "KH.NSO 2"), std::pair("KH.NSO 2", "KH.NSO")}) {
    LogBuilder log = log_;
    support::Load load = log.LoadOf(One("KH", "A1", "2016", "4.2"));
    load.signers = {suspect};
    chain::Header header = log.NextHeader("KH", load);
    trust::Signature forged = support::KeyOf(suspect)->Sign("something else");
    forged.key_hint = support::KeyOf(other)->public_key().hint();
    header.payload_signatures.push_back(forged);
    const auto appended = log.Append(chain::SealEntry(header, *log.SealerOf("KH")), load);
    ASSERT_EQ(Name(*appended), "accepted");
    log.Revoke("KH", suspect, appended->index);
    EXPECT_FALSE(MemberOf(CoverageNow(log, kRound, "A1"), "KH").is_reported) << suspect;
  }
}

// Annex 2: the first data given become the baseline. A nearer year that comes later, in a later
// round, does not take its place; a round that closes later fixes nothing for one before it.
TEST_F(Threshold, TheCloseOfTheFirstRoundFixesTheBaseYear) {
  Report("KH", "A1", "2012", "4.2");
  const LogIndex closed = log_.CloseRound(kRound);
  log_.OpenRound("baseline-now");
  Report("KH", "A1", "2016", "4.4");
  Report("LA", "A1", "2015", "4.4");
  const auto later = MemberOf(CoverageNow(log_, "baseline-now", "A1"), "KH");
  ASSERT_TRUE(later.baseline.has_value());
  EXPECT_EQ(later.baseline->year, 2012);
  EXPECT_EQ(later.baseline->fixed_by, kRound);
  EXPECT_TRUE(later.baseline->is_live);
  // Laos reports for the first time: its own date.
  const auto other = MemberOf(CoverageNow(log_, "baseline-now", "A1"), "LA");
  EXPECT_EQ(other.baseline->year, 2015);
  EXPECT_EQ(other.baseline->fixed_by, "");
  log_.CloseRound("baseline-now");
  const auto first = MemberOf(CoverageNow(log_, kRound, "A1"), "KH");
  EXPECT_EQ(first.baseline->year, 2012);
  EXPECT_EQ(first.baseline->fixed_by, "");
  EXPECT_GT(log_.state().size().value(), closed.value());
}

// Each case: years sent, and the one that stands for the baseline. "!": not as specified.
TEST_F(Threshold, TakesTheNearestYearForTheBaseline) {
  struct Case {
    std::vector<std::string> years;
    int base;
  };
  for (const Case& one :
       {Case{{"2016"}, 2016}, Case{{"2010", "2018"}, 2018}, Case{{"2012", "2021"}, 2012},
        Case{{"2015", "2017"}, 2015}, Case{{"2015!", "2020"}, 2020}, Case{{"2016!", "2000"}, 2000},
        Case{{"2014!", "2019!"}, 2014}}) {
    LogBuilder log = log_;
    for (const std::string& year : one.years) {
      Figure figure{.value = "4.2"};
      if (year.back() == '!') figure.codes = {{"age", "Y5T14"}};
      log.Submit(AReport("KH.NSO").With({"A1", year.substr(0, 4), {figure}}));
    }
    const MemberCoverage kh = MemberOf(CoverageNow(log, kRound, "A1"), "KH");
    ASSERT_TRUE(kh.baseline) << one.base;
    EXPECT_EQ(kh.baseline->year, one.base);
  }
}

TEST_F(Threshold, BreaksATieByTheRoundsRule) {
  Report("KH", "A1", "2015", "4.2");
  Report("KH", "A1", "2017", "4.2");
  for (const auto& [tie, year] :
       {std::pair(catalogue::Tie::kEarlier, 2015), std::pair(catalogue::Tie::kLater, 2017)}) {
    LogBuilder log = log_;
    log.OpenRound("tie", {"tie", "2025.1", "2021-08-31", "2021-08-31", {2016, tie}, 5, "A"});
    EXPECT_EQ(MemberOf(CoverageNow(log, "tie", "A1"), "KH").baseline->year, year);
  }
}

TEST_F(Threshold, TakesTheFirstMeasureThatTheBaseYearHasANumberOf) {
  log_.Submit(AReport("KH.NSO").With({"A1", "2016", {{"1200"}}, "number"}));
  EXPECT_EQ(Kh().baseline->measure, "number");
  const auto held = log_.Submit(AReport("KH.NSO").Of("A1", "2016", Status::kSuppressed));
  EXPECT_EQ(Kh().baseline->measure, "number");
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2").Superseding(held.payload_id));
  EXPECT_EQ(Kh().baseline->measure, "proportion");
}

TEST_F(Threshold, LeavesOutWhatIsOutsideTheYearRule) {
  log_.OpenRound("strict", {"strict",
                            "2025.1",
                            "2021-08-31",
                            "2021-08-31",
                            {2016, catalogue::Tie::kEarlier, 2010, "2019-12-31"},
                            5,
                            "A"});
  Report("KH", "A1", "2009", "4.2");
  Report("LA", "A1", "2010", "4.2");
  Report("MY", "A1", "2019", "4.2");
  Report("VN", "A1", "2020", "4.2");
  EXPECT_THAT(Reporters(CoverageNow(log_, "strict", "A1")), ElementsAre("LA", "MY"));
  EXPECT_EQ(Coverage("A1").count, 4);
}

TEST(InsideYearRule, CountsAPeriodByTheDayOnWhichItEnds) {
  const catalogue::YearRule rule{2016, catalogue::Tie::kEarlier, 2010, "2019-06-30"};
  EXPECT_TRUE(InsideYearRule(rule, "2018"));
  EXPECT_FALSE(InsideYearRule(rule, "2019"));
  EXPECT_TRUE(InsideYearRule(rule, "2019-S1"));
  EXPECT_TRUE(InsideYearRule(rule, "2019-Q2"));
  EXPECT_FALSE(InsideYearRule(rule, "2019-Q3"));
  EXPECT_TRUE(InsideYearRule(rule, "2010-M01"));
  EXPECT_FALSE(InsideYearRule(rule, "2009-M12"));
  EXPECT_FALSE(InsideYearRule(rule, "soon"));
}

}  // namespace
}  // namespace lontar::fold
