#include "core/catalogue/report_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/catalogue/published_catalogue.h"

namespace lontar::catalogue {
namespace {

using observation::Block;
using observation::Row;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const Catalogue& Published() {
  static const auto* loaded = new Catalogue(LoadPublished().value());
  return *loaded;
}

IndicatorBlock BlockFor(absl::string_view indicator, absl::string_view measure,
                        absl::string_view period, std::vector<Row> rows) {
  const Indicator& of = *Published().FindIndicator(indicator);
  const std::string unit = Catalogue::FindMeasure(of, measure)->unit;
  return {std::string(indicator),
          {.measure = std::string(measure),
           .period = std::string(period),
           .unit_received = unit,
           .dimensions = of.dimensions,
           .rows = std::move(rows)}};
}

// Labour inspectors trained: sex, urbanisation, geo.
IndicatorBlock Trained(absl::string_view period, std::vector<Row> rows) {
  return BlockFor("labour-inspectors-trained", "number", period, std::move(rows));
}
Row Inspectors(absl::string_view sex, absl::string_view value) {
  return RowOf({std::string(sex), "_T", "_T"}, value);
}
Row ChildrenAged(absl::string_view age, absl::string_view value, absl::string_view sex = "_T") {
  return RowOf({std::string(sex), std::string(age), "_T", "_T", "_T", "_T", "EA"}, value);
}

std::vector<ReportFinding> FindingsOf(const std::vector<IndicatorBlock>& blocks,
                                      const CheckContext& context = {}) {
  std::vector<ReportFinding> findings = CheckReport(Published(), context, blocks);
  // What is missing is tested by itself.
  std::erase_if(findings, [](const ReportFinding& found) {
    return found.finding.id.starts_with("BREAKDOWN");
  });
  return findings;
}
std::vector<std::string> IdsIn(const std::vector<IndicatorBlock>& blocks,
                               const CheckContext& context = {}) {
  std::vector<std::string> ids;
  for (const ReportFinding& found : FindingsOf(blocks, context)) ids.push_back(found.finding.id);
  return ids;
}

TEST(ReportCheck, PartsThatMakeTheirTotalAreFine) {
  EXPECT_THAT(IdsIn({Trained(
                  "2019", {Inspectors("F", "12"), Inspectors("M", "28"), Inspectors("_T", "40")})}),
              IsEmpty());
}

TEST(ReportCheck, PartsAboveOrBelowTheirTotalAreFound) {
  const auto above = FindingsOf(
      {Trained("2019", {Inspectors("F", "12"), Inspectors("M", "33"), Inspectors("_T", "40")})});
  ASSERT_EQ(above.size(), 1u);
  EXPECT_EQ(above[0].finding.id, "PARTS_NOT_TOTAL");
  EXPECT_EQ(above[0].finding.severity, Severity::kWarning);
  EXPECT_EQ(above[0].finding.row, 2);
  EXPECT_EQ(above[0].finding.column, "sex");
  EXPECT_EQ(above[0].finding.sentence,
            "the parts by sex make more than the total 40 of _T, _T, _T; correct one of them");
  EXPECT_THAT(IdsIn({Trained(
                  "2019", {Inspectors("F", "12"), Inspectors("M", "20"), Inspectors("_T", "40")})}),
              ElementsAre("PARTS_NOT_TOTAL"));
  // Without the men nothing says that the parts are all.
  EXPECT_THAT(IdsIn({Trained("2019", {Inspectors("F", "12"), Inspectors("_T", "40")})}), IsEmpty());
  // Those whose sex is not known are a part too.
  EXPECT_THAT(IdsIn({Trained("2019", {Inspectors("F", "12"), Inspectors("M", "20"),
                                      Inspectors("_U", "8"), Inspectors("_T", "40")})}),
              IsEmpty());
}

TEST(ReportCheck, RoundedThousandsMayDifferByTheirRounding) {
  IndicatorBlock block =
      BlockFor("child-labour-5-17", "number", "2016",
               {ChildrenAged("Y5T17", "12300", "F"), ChildrenAged("Y5T17", "20100", "M"),
                ChildrenAged("Y5T17", "32500")});
  EXPECT_THAT(IdsIn({block}), ElementsAre("PARTS_NOT_TOTAL"));
  block.block.unit_received = "PS_THS";
  EXPECT_THAT(IdsIn({block}), IsEmpty());
}

TEST(ReportCheck, BracketsMakeTheRange) {
  const auto with = [](absl::string_view last) {
    return IdsIn({BlockFor("child-labour-5-17", "number", "2016",
                           {ChildrenAged("Y5T17", "100"), ChildrenAged("Y5T14", "70"),
                            ChildrenAged("Y12T14", "20"), ChildrenAged("Y15T17", last)})});
  };
  EXPECT_THAT(with("30"), IsEmpty());
  EXPECT_THAT(with("20"), ElementsAre("PARTS_NOT_TOTAL"));
}

TEST(ReportCheck, ARangeThatFollowsIsToldAndOneThatDoesNot) {
  const auto follows =
      FindingsOf({BlockFor("child-labour-5-17", "number", "2016",
                           {ChildrenAged("Y5T14", "70"), ChildrenAged("Y15T17", "30")})});
  ASSERT_EQ(follows.size(), 1u);
  EXPECT_EQ(follows[0].finding.id, "BRACKET_FOLLOWS");
  EXPECT_THAT(follows[0].finding.sentence, HasSubstr("5-17 = 5-14 + 15-17"));
  EXPECT_THAT(
      IdsIn({BlockFor("child-labour-5-17", "number", "2016", {ChildrenAged("Y15T17", "30")})}),
      ElementsAre("BRACKET_NOT_DERIVABLE"));
}

TEST(ReportCheck, NumberAndProportionMeetAtTheDenominator) {
  const std::vector<std::string> codes = ChildrenAged("Y5T17", "1").codes;
  const CheckContext context{.denominators = {{"child-labour-5-17", "2016", codes, 1000}}};
  const auto with = [&context](absl::string_view number) {
    return IdsIn(
        {BlockFor("child-labour-5-17", "number", "2016", {ChildrenAged("Y5T17", number)}),
         BlockFor("child-labour-5-17", "proportion", "2016", {ChildrenAged("Y5T17", "12.3")})},
        context);
  };
  EXPECT_THAT(with("123"), IsEmpty());
  EXPECT_THAT(with("125"), IsEmpty());  // within rounding, one percent and one person
  EXPECT_THAT(with("127"), ElementsAre("NUMBER_NOT_PROPORTION"));
  EXPECT_THAT(with("119"), ElementsAre("NUMBER_NOT_PROPORTION"));
}

TEST(ReportCheck, APartsGroupIsNotLargerThanThatOfTheTotal) {
  const auto with = [](absl::string_view girls_percent) {
    return IdsIn(
        {BlockFor("child-labour-5-17", "number", "2016",
                  {ChildrenAged("Y5T17", "400", "F"), ChildrenAged("Y5T17", "1000")}),
         BlockFor("child-labour-5-17", "proportion", "2016",
                  {ChildrenAged("Y5T17", girls_percent, "F"), ChildrenAged("Y5T17", "10.0")})});
  };
  EXPECT_THAT(with("8.0"), IsEmpty());                             // 5000 girls of 10000
  EXPECT_THAT(with("3.0"), ElementsAre("NUMBER_NOT_PROPORTION"));  // 13333 girls
}

CheckContext History(const std::vector<std::pair<std::string, std::string>>& years) {
  CheckContext context;
  for (const auto& [year, value] : years) {
    context.history.push_back(Trained(year, {Inspectors("_T", value)}));
  }
  return context;
}

TEST(ReportCheck, AJumpFromTheYearBeforeIsFound) {
  const auto with = [](absl::string_view value) {
    return IdsIn({Trained("2019", {Inspectors("_T", value)})},
                 History({{"2017", "500"}, {"2018", "40"}, {"2020", "900"}}));
  };
  EXPECT_THAT(with("79"), IsEmpty());
  EXPECT_THAT(with("80"), ElementsAre("YEAR_JUMP"));
  EXPECT_THAT(with("20"), ElementsAre("YEAR_JUMP"));
  EXPECT_THAT(with("40000"), ElementsAre("UNIT_JUMP"));
  const std::vector<ReportFinding> found =
      FindingsOf({Trained("2019", {Inspectors("_T", "156000")})}, History({{"2018", "156"}}));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0].finding.sentence,
              HasSubstr("156000 for _T, _T, _T is more than 156 of 2018"));
  EXPECT_THAT(found[0].finding.sentence, HasSubstr("is the number in thousands?"));
}

TEST(ReportCheck, AnOutlierNeedsYearsToLieOutOf) {
  const std::vector<std::pair<std::string, std::string>> years = {
      {"2014", "100"}, {"2015", "104"}, {"2016", "98"}, {"2017", "102"}, {"2018", "100"}};
  // Median 100, deviations 0 0 2 2 4, so MAD 2: far is above 3.5 * 1.4826 * 2 = 10.4.
  const auto with = [](absl::string_view value, const CheckContext& context) {
    return IdsIn({Trained("2019", {Inspectors("_T", value)})}, context);
  };
  EXPECT_THAT(with("110", History(years)), IsEmpty());
  EXPECT_THAT(with("111", History(years)), ElementsAre("OUTLIER_OF_HISTORY"));
  EXPECT_THAT(with("89", History(years)), ElementsAre("OUTLIER_OF_HISTORY"));
  EXPECT_THAT(with("111", History({years.begin() + 1, years.end()})), IsEmpty());
}

TEST(ReportCheck, RunningTotalsAreAskedAbout) {
  Row row = Inspectors("_T", "40");
  row.definition = "Accumulated number since 2010";
  EXPECT_THAT(IdsIn({Trained("2019", {row})}), ElementsAre("LOOKS_CUMULATIVE"));
  const CheckContext rising = History({{"2016", "40"}, {"2017", "44"}, {"2018", "49"}});
  EXPECT_THAT(IdsIn({Trained("2019", {Inspectors("_T", "55")})}, rising),
              ElementsAre("LOOKS_CUMULATIVE"));
  EXPECT_THAT(IdsIn({Trained("2019", {Inspectors("_T", "48")})}, rising), IsEmpty());
}

TEST(ReportCheck, WhatIsMissingIsNoted) {
  std::vector<std::string> ids;
  for (const auto& found : CheckReport(
           Published(), {}, {Trained("2019", {Inspectors("F", "12"), Inspectors("_T", "40")})})) {
    ids.push_back(absl::StrCat(found.finding.id, " ", found.finding.column));
    EXPECT_EQ(found.finding.severity, Severity::kNote);
  }
  EXPECT_THAT(ids, ElementsAre("BREAKDOWN_MISSING geo", "BREAKDOWN_PART_MISSING sex"));
}

TEST(ReportCheck, SourceAndPeriodStandAgainstTheRound) {
  const CheckContext context{
      .round_cut_off = "2021-08-31", .round_from = 2012, .round_to = "2021-08-31"};
  const auto at = [&context](absl::string_view period) {
    return IdsIn({Trained(period, {Inspectors("_T", "40")})}, context);
  };
  EXPECT_THAT(at("2016"), IsEmpty());
  EXPECT_THAT(at("2010"), ElementsAre("PERIOD_OUTSIDE_ROUND", "SOURCE_OLD"));
  EXPECT_THAT(at("2021"), ElementsAre("PERIOD_OUTSIDE_ROUND"));
  EXPECT_THAT(at("2021-S1"), IsEmpty());
}

TEST(ReportCheck, TheProviderMustBeEntitledOnTheDay) {
  CheckContext context{.provider = "KH.MLVT", .date = "2021-05-01"};
  const std::vector<IndicatorBlock> blocks = {Trained("2019", {Inspectors("_T", "40")})};
  EXPECT_THAT(IdsIn(blocks, context), ElementsAre("PROVIDER_NOT_ENTITLED"));
  context.entitlements = {{"KH.MLVT", {"labour-inspectors-trained"}, "2021-05-01", ""}};
  EXPECT_THAT(IdsIn(blocks, context), IsEmpty());
  context.entitlements[0].from = "2021-05-02";
  EXPECT_THAT(IdsIn(blocks, context), ElementsAre("PROVIDER_NOT_ENTITLED"));
  context.entitlements[0] = {"KH.MLVT", {"cases-in-courts"}, "", ""};
  EXPECT_EQ(FindingsOf(blocks, context)[0].finding.severity, Severity::kError);
}

TEST(ReportCheck, AnotherProvidersFigureIsSetBeside) {
  const IndicatorBlock theirs = Trained("2019", {Inspectors("_T", "41")});
  const CheckContext context{.provider = "KH.MLVT",
                             .others = {{"KH.NIS", theirs.indicator, theirs.block}}};
  const auto differing = FindingsOf({Trained("2019", {Inspectors("_T", "40")})}, context);
  ASSERT_EQ(differing.size(), 1u);
  EXPECT_EQ(differing[0].finding.id, "SOURCES_DIFFER");
  EXPECT_THAT(differing[0].finding.sentence, HasSubstr("KH.NIS states 41"));
  const auto agreeing = FindingsOf({Trained("2019", {Inspectors("_T", "41.0")})}, context);
  ASSERT_EQ(agreeing.size(), 1u);
  EXPECT_EQ(agreeing[0].finding.severity, Severity::kNote);
}

TEST(ReportCheck, CountsOfChildrenAreNotInSentences) {
  const auto block = [](absl::string_view period, absl::string_view value) {
    return BlockFor("cases-in-courts", "number", period, {RowOf({}, value)});
  };
  const CheckContext context{
      .provider = "KH.MOJ",
      .history = {block("2018", "7777")},
      .others = {{"KH.NIS", "cases-in-courts", block("2019", "7777").block}}};
  const auto findings = FindingsOf({block("2019", "3333")}, context);
  EXPECT_THAT(IdsIn({block("2019", "3333")}, context), ElementsAre("SOURCES_DIFFER", "YEAR_JUMP"));
  for (const ReportFinding& found : findings) {
    EXPECT_EQ(found.finding.value, "");
    EXPECT_THAT(found.finding.sentence, Not(HasSubstr("3333")));
    EXPECT_THAT(found.finding.sentence, Not(HasSubstr("7777")));
  }
}

TEST(ReportCheck, BlocksWithErrorsWaitForTheirCorrection) {
  EXPECT_THAT(IdsIn({Trained("2019", {Inspectors("F", "-12"), Inspectors("_T", "40")})}),
              IsEmpty());
}

}  // namespace
}  // namespace lontar::catalogue
