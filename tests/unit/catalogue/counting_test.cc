// The counting rule on the cases that the domain brief names (sections 5, 6, 9 and 10).

#include "core/catalogue/counting.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/unit/catalogue/published_catalogue.h"

namespace lontar::catalogue {
namespace {

using observation::Block;
using observation::Deviation;
using observation::Row;
using observation::Status;

class Counting : public testing::Test {
 protected:
  void SetUp() override {
    auto catalogue = LoadPublished();
    ASSERT_TRUE(catalogue.ok()) << catalogue.status();
    catalogue_ = *std::move(catalogue);
  }

  const Indicator& ByCode(absl::string_view code) const { return *catalogue_.FindByCode(code); }

  Block BlockOf(absl::string_view code, std::vector<Row> rows) const {
    const Indicator& indicator = ByCode(code);
    const Measure& headline = indicator.measures.front();
    Block block{.measure = headline.id,
                .period = "2016",
                .unit_received = headline.unit,
                .dimensions = indicator.dimensions,
                .rows = std::move(rows)};
    StateAgeDeviations(catalogue_, indicator, &block);
    return block;
  }

  observation::BlockCount CountOf(absl::string_view code, const Block& block) const {
    return CountBlock(catalogue_, ByCode(code), block);
  }

  // Codes of A1: sex, age, concept; the other dimensions at total.
  static std::vector<std::string> A1(std::string sex, std::string age,
                                     std::string concept_code = "EA") {
    return {std::move(sex), std::move(age), "_T", "_T", "_T", "_T", std::move(concept_code)};
  }
  static std::vector<std::string> A11(std::string level, std::string sex = "_T") {
    return {std::move(level), std::move(sex), "_T", "_T", "_T", "_T"};
  }

  std::vector<observation::DeviationSet> DeviationsOf(const Block& block) const {
    std::vector<observation::DeviationSet> sets;
    for (const Row& row : block.rows) sets.push_back(row.deviations);
    return sets;
  }

  Catalogue catalogue_;
};

constexpr observation::DeviationSet kOther = observation::SetOf(Deviation::kAgeOtherBrackets);
constexpr observation::DeviationSet kPartOf = observation::SetOf(Deviation::kAgePartOfRange);
constexpr observation::DeviationSet kWider = observation::SetOf(Deviation::kAgeWiderRange);

TEST_F(Counting, TotalOfTheWholeRangeIsAsSpecified) {
  const auto count = CountOf("A1", BlockOf("A1", {RowOf(A1("_T", "Y5T17"), "4.2")}));
  EXPECT_EQ(count.with_number, 1u);
  EXPECT_EQ(count.as_specified, 1u);
  EXPECT_EQ(count.measure, "proportion");
  EXPECT_EQ(count.period, "2016");
}

// As Brunei Darussalam, Indonesia, Singapore and Thailand in the published figures.
TEST_F(Counting, PartOfTheRangeCountsButIsNotAsSpecified) {
  const Block block = BlockOf("A1", {RowOf(A1("_T", "Y15T17"), "0.410")});
  EXPECT_EQ(DeviationsOf(block), (std::vector<observation::DeviationSet>{kPartOf}));
  EXPECT_EQ(CountOf("A1", block).with_number, 1u);
  EXPECT_EQ(CountOf("A1", block).as_specified, 0u);
}

TEST_F(Counting, BracketsBesideTheWholeRangeAreABreakdown) {
  const Block block = BlockOf("A1", {RowOf(A1("_T", "Y12T14"), "5"), RowOf(A1("_T", "Y15T17"), "9"),
                                     RowOf(A1("_T", "Y5T11"), "1"), RowOf(A1("_T", "Y5T17"), "4")});
  EXPECT_EQ(DeviationsOf(block), (std::vector<observation::DeviationSet>{0, 0, 0, 0}));
  EXPECT_EQ(CountOf("A1", block).with_number, 4u);
  EXPECT_EQ(CountOf("A1", block).as_specified, 1u);
}

TEST_F(Counting, BracketsThatCoverTheRangeWithoutATotalAreOtherBrackets) {
  const Block icls = BlockOf("A1", {RowOf(A1("_T", "Y12T14"), "5"), RowOf(A1("_T", "Y15T17"), "9"),
                                    RowOf(A1("_T", "Y5T11"), "1")});
  EXPECT_EQ(DeviationsOf(icls), (std::vector<observation::DeviationSet>{kOther, kOther, kOther}));
  const Block national =
      BlockOf("A1", {RowOf(A1("_T", "Y10T14"), "5"), RowOf(A1("_T", "Y15T17"), "9"),
                     RowOf(A1("_T", "Y5T9"), "1")});
  EXPECT_EQ(DeviationsOf(national),
            (std::vector<observation::DeviationSet>{kOther, kOther, kOther}));
  EXPECT_EQ(CountOf("A1", icls).as_specified, 0u);
}

// Cambodia 2017 has 12-14 and 15-17 only.
TEST_F(Counting, BracketsWithAGapArePartOfTheRange) {
  const Block block =
      BlockOf("A1", {RowOf(A1("_T", "Y12T14"), "5"), RowOf(A1("_T", "Y15T17"), "9")});
  EXPECT_EQ(DeviationsOf(block), (std::vector<observation::DeviationSet>{kPartOf, kPartOf}));
}

TEST_F(Counting, MoreThanTheRangeIsAWiderRange) {
  const Block block = BlockOf("A3", {RowOf({"_T", "Y15T19", "_T", "_T", "_T", "_T", "_Z"}, "3"),
                                     RowOf({"_T", "Y5T17", "_T", "_T", "_T", "_T", "_Z"}, "3"),
                                     RowOf({"_T", "Y_GE15", "_T", "_T", "_T", "_T", "_Z"}, "3")});
  EXPECT_EQ(DeviationsOf(block), (std::vector<observation::DeviationSet>{kWider, kWider, kWider}));
}

TEST_F(Counting, AWiderRangeDoesNotMakePartsABreakdown) {
  const Block block = BlockOf("A3", {RowOf({"_T", "Y15T17", "_T", "_T", "_T", "_T", "_Z"}, "3"),
                                     RowOf({"_T", "Y5T17", "_T", "_T", "_T", "_T", "_Z"}, "3")});
  EXPECT_EQ(DeviationsOf(block), (std::vector<observation::DeviationSet>{kPartOf, kWider}));
}

TEST_F(Counting, BracketsAreComparedWithinOtherwiseTheSameCodes) {
  // The whole range is there for girls only.
  const Block block = BlockOf("A1", {RowOf(A1("F", "Y15T17"), "1"), RowOf(A1("F", "Y5T17"), "1"),
                                     RowOf(A1("M", "Y15T17"), "1")});
  EXPECT_EQ(DeviationsOf(block), (std::vector<observation::DeviationSet>{0, 0, kPartOf}));
}

TEST_F(Counting, AWholeRangeWithoutAFigureCoversNothing) {
  const Block missing = BlockOf(
      "A1", {RowOf(A1("_T", "Y15T17"), "1"), RowWithout(A1("_T", "Y5T17"), Status::kNotAvailable)});
  EXPECT_EQ(missing.rows[0].deviations, kPartOf);
  const Block held_back = BlockOf(
      "A1", {RowOf(A1("_T", "Y15T17"), "1"), RowWithout(A1("_T", "Y5T17"), Status::kSuppressed)});
  EXPECT_EQ(held_back.rows[0].deviations, 0u);
}

TEST_F(Counting, StatingAgeDeviationsKeepsTheOthersAndIsIdempotent) {
  Block block = BlockOf("A1", {RowOf(A1("_T", "Y5T17"), "1")});
  block.rows[0].deviations = kPartOf | observation::SetOf(Deviation::kSector);
  StateAgeDeviations(catalogue_, ByCode("A1"), &block);
  EXPECT_EQ(block.rows[0].deviations, observation::SetOf(Deviation::kSector));
  StateAgeDeviations(catalogue_, ByCode("A1"), &block);
  EXPECT_EQ(block.rows[0].deviations, observation::SetOf(Deviation::kSector));
}

TEST_F(Counting, AnAgeThatIsNoIntervalGetsNoAgeDeviation) {
  const Block block = BlockOf("A14", {RowOf({"_T", "_U", "_T", "_T", "_T"}, "3")});
  EXPECT_EQ(block.rows[0].deviations, 0u);
  EXPECT_EQ(CountOf("A14", block).as_specified, 0u);
}

// Cambodia 2012 and Lao PDR 2017: two concepts are two cells, and both are as specified.
TEST_F(Counting, EveryConceptIsAsSpecified) {
  const Block block = BlockOf(
      "A1", {RowOf(A1("_T", "Y5T17", "EA"), "26.3"), RowOf(A1("_T", "Y5T17", "EAHC"), "28.2"),
             RowOf(A1("_T", "Y5T17", "_Z"), "25.979")});
  EXPECT_EQ(CountOf("A1", block).as_specified, 3u);
}

TEST_F(Counting, ABreakdownIsNotAsSpecified) {
  Row rural = RowOf(A1("_T", "Y5T17"), "6");
  rural.codes[3] = "R";
  const auto count = CountOf("A1", BlockOf("A1", {RowOf(A1("F", "Y5T17"), "4"), std::move(rural)}));
  EXPECT_EQ(count.with_number, 2u);
  EXPECT_EQ(count.as_specified, 0u);
}

TEST_F(Counting, ADeviationOfAgeConceptOrCoverageIsNotAsSpecified) {
  for (const Deviation deviation : {Deviation::kConcept, Deviation::kCoverage}) {
    Block block = BlockOf("A12", {RowOf({}, "12")});
    EXPECT_EQ(CountOf("A12", block).as_specified, 1u);
    block.rows[0].deviations = observation::SetOf(deviation);
    EXPECT_EQ(CountOf("A12", block).as_specified, 0u);
  }
  for (const Deviation deviation : {Deviation::kNationality, Deviation::kGeography,
                                    Deviation::kSector, Deviation::kReferencePeriod}) {
    Block block = BlockOf("A12", {RowOf({}, "12")});
    block.rows[0].deviations = observation::SetOf(deviation);
    EXPECT_EQ(CountOf("A12", block).as_specified, 1u);
  }
}

TEST_F(Counting, SecondaryEnrolmentDoesNotCountForThePrimaryRate) {
  const Block secondary = BlockOf(
      "A11", {RowOf(A11("ED_LSEC"), "80"), RowOf(A11("ED_USEC"), "60"), RowOf(A11("_T"), "75")});
  const auto none = CountOf("A11", secondary);
  EXPECT_EQ(none.with_number + none.held_back + none.missing, 0u);
  const Block both = BlockOf("A11", {RowOf(A11("ED_LSEC"), "80"), RowOf(A11("ED_PRI"), "95.1"),
                                     RowOf(A11("ED_PRI", "F"), "95.0")});
  EXPECT_EQ(CountOf("A11", both).with_number, 2u);
  EXPECT_EQ(CountOf("A11", both).as_specified, 1u);
}

TEST_F(Counting, ABlockWithoutTheLevelDoesNotCountForThePrimaryRate) {
  Block block = BlockOf("A11", {RowOf({}, "95")});
  block.dimensions.clear();
  EXPECT_EQ(CountOf("A11", block).with_number, 0u);
}

TEST_F(Counting, OnlyOnlineReportsAreAsSpecified) {
  const Block block =
      BlockOf("A8", {RowOf({"CH_HOTLINE"}, "40"), RowOf({"CH_WEB"}, "12"), RowOf({"_T"}, "52")});
  EXPECT_EQ(CountOf("A8", block).with_number, 3u);
  EXPECT_EQ(CountOf("A8", block).as_specified, 1u);
}

// Invariant: zero, held back and missing are three different things.
TEST_F(Counting, ZeroIsANumber) {
  const auto count = CountOf("A9", BlockOf("A9", {RowOf({}, "0")}));
  EXPECT_EQ(count.with_number, 1u);
  EXPECT_EQ(count.as_specified, 1u);
}

TEST_F(Counting, HeldBackOnlyCountsAsHeldBack) {
  const auto count = CountOf("A9", BlockOf("A9", {RowWithout({}, Status::kSuppressed)}));
  EXPECT_EQ(count.held_back, 1u);
  EXPECT_EQ(count.with_number, 0u);
  EXPECT_EQ(count.as_specified, 0u);
}

TEST_F(Counting, MissingOfEveryKindIsMissing) {
  for (const Status status :
       {Status::kNotAvailable, Status::kNotCollected, Status::kNotApplicable}) {
    EXPECT_EQ(CountOf("A9", BlockOf("A9", {RowWithout({}, status)})).missing, 1u);
  }
}

TEST_F(Counting, ProvisionalAndEstimatedNumbersCount) {
  for (const Status status :
       {Status::kEstimated, Status::kProvisional, Status::kLowReliability, Status::kBreak}) {
    Block block = BlockOf("A9", {RowOf({}, "3")});
    block.rows[0].status = status;
    EXPECT_EQ(CountOf("A9", block).as_specified, 1u);
  }
}

using Headline = Counting;

TEST_F(Headline, IsTheRowAsSpecified) {
  const Block block = BlockOf("A1", {RowOf(A1("F", "Y5T17"), "4"), RowOf(A1("_T", "Y5T11"), "1"),
                                     RowOf(A1("_T", "Y5T17"), "5")});
  EXPECT_EQ(HeadlineRow(catalogue_, ByCode("A1"), block), &block.rows[2]);
}

TEST_F(Headline, ElseHasFewestBreakdownsAndTheWidestAge) {
  const Block ages = BlockOf("A1", {RowOf(A1("F", "Y15T17"), "4"), RowOf(A1("_T", "Y15T17"), "5"),
                                    RowOf(A1("_T", "Y7T14"), "6")});
  EXPECT_EQ(HeadlineRow(catalogue_, ByCode("A1"), ages), &ages.rows[2]);
}

TEST_F(Headline, TiesGoToTheFirstRow) {
  const Block concepts = BlockOf(
      "A1", {RowOf(A1("_T", "Y5T17", "EA"), "26.3"), RowOf(A1("_T", "Y5T17", "EAHC"), "28.2")});
  EXPECT_EQ(HeadlineRow(catalogue_, ByCode("A1"), concepts), &concepts.rows[0]);
}

TEST_F(Headline, MayBeHeldBackButNotMissing) {
  const Block held_back = BlockOf("A9", {RowWithout({}, Status::kSuppressed)});
  EXPECT_EQ(HeadlineRow(catalogue_, ByCode("A9"), held_back), &held_back.rows[0]);
  const Block missing = BlockOf("A9", {RowWithout({}, Status::kNotAvailable)});
  EXPECT_EQ(HeadlineRow(catalogue_, ByCode("A9"), missing), nullptr);
}

TEST_F(Headline, IsOnlyARowThatCounts) {
  const Block block = BlockOf("A11", {RowOf(A11("ED_LSEC"), "80")});
  EXPECT_EQ(HeadlineRow(catalogue_, ByCode("A11"), block), nullptr);
}

}  // namespace
}  // namespace lontar::catalogue
