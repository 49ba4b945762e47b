#include "core/catalogue/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/base/limits.h"
#include "tests/unit/catalogue/published_catalogue.h"
#include "tests/unit/catalogue/small_catalogue.h"

namespace lontar::catalogue {
namespace {

using observation::Block;
using observation::Status;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class BlockChecks : public testing::Test {
 protected:
  void SetUp() override {
    auto catalogue = LoadPublished();
    ASSERT_TRUE(catalogue.ok()) << catalogue.status();
    catalogue_ = *std::move(catalogue);
  }

  // A good block of labour inspectors trained: sex, urbanisation, geo.
  Block Trained() const {
    return {.measure = "number",
            .period = "2019",
            .unit_received = "PS",
            .dimensions = catalogue_.FindByCode("A6")->dimensions,
            .rows = {RowOf({"F", "_T", "_T"}, "12"), RowOf({"_T", "_T", "_T"}, "40")}};
  }
  Block Children(std::vector<observation::Row> rows) const {
    return {.measure = "proportion",
            .period = "2016",
            .unit_received = "PT",
            .dimensions = catalogue_.FindByCode("A1")->dimensions,
            .rows = std::move(rows)};
  }

  std::vector<Finding> Check(absl::string_view code, const Block& block) const {
    return CheckBlock(catalogue_, catalogue_.FindByCode(code)->id, block);
  }
  std::vector<std::string> IdsOf(absl::string_view code, const Block& block) const {
    std::vector<std::string> ids;
    for (const Finding& finding : Check(code, block)) ids.push_back(finding.id);
    return ids;
  }

  Catalogue catalogue_;
};

TEST_F(BlockChecks, AGoodBlockHasNoFindings) {
  EXPECT_THAT(Check("A6", Trained()), IsEmpty());
  EXPECT_FALSE(HasError({}));
}

TEST_F(BlockChecks, AnUnknownIndicatorIsAnError) {
  const auto findings = CheckBlock(catalogue_, "A6", Trained());
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].id, "INDICATOR_UNKNOWN");
  EXPECT_TRUE(HasError(findings));
}

TEST_F(BlockChecks, MeasureUnitAndPeriodMustBeKnown) {
  Block block = Trained();
  block.measure = "rate";
  EXPECT_THAT(IdsOf("A6", block), ElementsAre("MEASURE_UNKNOWN"));
  block = Trained();
  block.unit_received = "PT";
  EXPECT_THAT(IdsOf("A6", block), ElementsAre("UNIT_UNKNOWN"));
  block.unit_received = "PS_THS";
  EXPECT_THAT(IdsOf("A6", block), IsEmpty());
  block.period = "2019/20";
  EXPECT_THAT(IdsOf("A6", block), ElementsAre("PERIOD_INVALID"));
}

TEST_F(BlockChecks, AnAssessmentTakesNoFigures) {
  const Block block{.measure = "assessment",
                    .period = "2021",
                    .unit_received = "",
                    .dimensions = {},
                    .rows = {RowOf({}, "3")}};
  EXPECT_THAT(IdsOf("B1", block), ElementsAre("MEASURE_UNKNOWN"));
}

TEST_F(BlockChecks, DimensionsMustBeTheIndicators) {
  Block block = Trained();
  std::swap(block.dimensions[0], block.dimensions[1]);
  EXPECT_THAT(IdsOf("A6", block), ElementsAre("DIMENSION_MISMATCH"));
  block = Trained();
  block.rows[1].codes.pop_back();
  EXPECT_THAT(IdsOf("A6", block), ElementsAre("DIMENSION_MISMATCH"));
}

TEST_F(BlockChecks, AnUnknownCodeIsNamedWithItsPlace) {
  Block block = Trained();
  block.rows[1].codes[0] = "X";
  const auto findings = Check("A6", block);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].id, "CODE_UNKNOWN");
  EXPECT_EQ(findings[0].row, 1);
  EXPECT_EQ(findings[0].column, "sex");
  EXPECT_EQ(findings[0].value, "X");
  EXPECT_EQ(
      findings[0].sentence,
      "\"X\" is no code of dimension sex for indicator A6; write _T or a code of the list sex");
}

TEST_F(BlockChecks, AnyBracketIsACodeInOneSpelling) {
  const auto with_age = [this](std::string age) {
    return IdsOf("A1",
                 Children({RowOf({"_T", std::move(age), "_T", "_T", "_T", "_T", "_Z"}, "4")}));
  };
  EXPECT_THAT(with_age("Y7T14"), IsEmpty());
  EXPECT_THAT(with_age("Y_GE15"), IsEmpty());
  EXPECT_THAT(with_age("_U"), IsEmpty());
  EXPECT_THAT(with_age("Y_LT18"), ElementsAre("CODE_UNKNOWN"));
  EXPECT_THAT(with_age("Y14T14"), ElementsAre("CODE_UNKNOWN"));
  EXPECT_THAT(with_age("5-17"), ElementsAre("CODE_UNKNOWN"));
}

TEST_F(BlockChecks, TheTotalOfAgesIsTheIndicatorsOwnRange) {
  const auto findings =
      Check("A1", Children({RowOf({"_T", "_T", "_T", "_T", "_T", "_T", "_Z"}, "4")}));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_THAT(findings[0].sentence, HasSubstr("write Y5T17 for all ages"));
  const Block enrolment{.measure = "rate",
                        .period = "2016",
                        .unit_received = "PT",
                        .dimensions = catalogue_.FindByCode("A11")->dimensions,
                        .rows = {RowOf({"ED_PRI", "_T", "_T", "_T", "_T", "_T"}, "95")}};
  EXPECT_THAT(Check("A11", enrolment), IsEmpty());
}

TEST_F(BlockChecks, NumbersMustMakeSense) {
  Block block = Trained();
  block.rows[1].value = observation::ParseDecimal("-1").value();
  EXPECT_THAT(IdsOf("A6", block), testing::Contains("NUMBER_NEGATIVE"));
  block.rows[1].value = observation::ParseDecimal("40.5").value();
  EXPECT_THAT(IdsOf("A6", block), ElementsAre("NUMBER_NOT_WHOLE"));
  block.rows[1].value = observation::ParseDecimal("40.0").value();
  EXPECT_THAT(IdsOf("A6", block), IsEmpty());
  const std::vector<std::string> codes = {"_T", "Y5T17", "_T", "_T", "_T", "_T", "_Z"};
  EXPECT_THAT(IdsOf("A1", Children({RowOf(codes, "100.01")})), ElementsAre("PERCENT_OUT_OF_RANGE"));
  EXPECT_THAT(IdsOf("A1", Children({RowOf(codes, "100.00")})), IsEmpty());
  EXPECT_THAT(IdsOf("A1", Children({RowOf(codes, "0")})), IsEmpty());
}

TEST_F(BlockChecks, AStatusWithoutANumberHasNone) {
  Block block = Trained();
  block.rows[0].status = Status::kSuppressed;
  const auto findings = Check("A6", block);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].id, "STATUS_WITHOUT_NUMBER");
  // What is held back must not be told by a message.
  EXPECT_EQ(findings[0].value, "");
  EXPECT_THAT(findings[0].sentence, testing::Not(HasSubstr("12")));
  block.rows[0].value = {};
  EXPECT_THAT(Check("A6", block), IsEmpty());
}

TEST_F(BlockChecks, ABlockStatesEachCellOnceAndAtLeastOne) {
  Block block = Trained();
  block.rows.push_back(block.rows[0]);
  EXPECT_THAT(IdsOf("A6", block), ElementsAre("CELL_TWICE"));
  block.rows.clear();
  EXPECT_THAT(IdsOf("A6", block), ElementsAre("BLOCK_EMPTY"));
}

TEST_F(BlockChecks, APartAboveItsTotalIsAWarning) {
  Block block = Trained();
  block.rows[0].value = observation::ParseDecimal("41").value();
  EXPECT_THAT(IdsOf("A6", block), IsEmpty()) << "one unit is rounding";
  block.rows[0].value = observation::ParseDecimal("42").value();
  const auto findings = Check("A6", block);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].id, "TOTAL_BELOW_PART");
  EXPECT_EQ(findings[0].severity, Severity::kWarning);
  EXPECT_FALSE(HasError(findings));
}

TEST_F(BlockChecks, ABracketIsAPartOfTheWholeRange) {
  Block block = Children({RowOf({"_T", "Y15T17", "_T", "_T", "_T", "_T", "_Z"}, "90"),
                          RowOf({"_T", "Y5T17", "_T", "_T", "_T", "_T", "_Z"}, "50")});
  block.measure = "number";
  block.unit_received = "PS";
  EXPECT_THAT(IdsOf("A1", block), ElementsAre("TOTAL_BELOW_PART"));
}

TEST_F(BlockChecks, ProportionsAndConceptsAreNoParts) {
  EXPECT_THAT(IdsOf("A1", Children({RowOf({"_T", "Y15T17", "_T", "_T", "_T", "_T", "_Z"}, "9"),
                                    RowOf({"_T", "Y5T17", "_T", "_T", "_T", "_T", "_Z"}, "5")})),
              IsEmpty());
  Block block = Children({RowOf({"_T", "Y5T17", "_T", "_T", "_T", "_T", "EAHC"}, "900"),
                          RowOf({"_T", "Y5T17", "_T", "_T", "_T", "_T", "_Z"}, "500")});
  block.measure = "number";
  block.unit_received = "PS";
  EXPECT_THAT(IdsOf("A1", block), IsEmpty());
}

TEST_F(BlockChecks, FindsEverythingAtOnceUpToABound) {
  Block block = Trained();
  block.period = "x";
  block.unit_received = "x";
  block.rows[0].codes[0] = "x";
  EXPECT_THAT(IdsOf("A6", block), ElementsAre("PERIOD_INVALID", "UNIT_UNKNOWN", "CODE_UNKNOWN"));
  block.rows.assign(5000, RowOf({"x", "y", "z"}, "-1"));
  EXPECT_EQ(Check("A6", block).size(), static_cast<size_t>(base::kFindingsPerBlockMax));
}

TEST(Severity, HasAName) {
  EXPECT_EQ(std::string(NameOf(Severity::kError)), "error");
  EXPECT_EQ(std::string(NameOf(Severity::kWarning)), "warning");
  EXPECT_EQ(std::string(NameOf(Severity::kNote)), "note");
}

// Viet Nam merged its provinces on 1 July 2025.
TEST_F(BlockChecks, APlaceThatDidNotHoldInThatYearIsAWarning) {
  Block block = Trained();
  block.rows = {RowOf({"_T", "_T", "VN-03"}, "1"), RowOf({"_T", "_T", "VN_08"}, "1"),
                RowOf({"_T", "_T", "VN-HN"}, "1")};
  const auto values_in = [&](absl::string_view period) {
    block.period = std::string(period);
    std::vector<std::string> values;
    for (const Finding& finding : Check("A6", block)) {
      EXPECT_EQ(finding.id, "CODE_OUT_OF_DATE");
      EXPECT_EQ(finding.severity, Severity::kWarning);
      EXPECT_EQ(finding.column, "geo");
      values.push_back(finding.value);
    }
    return values;
  };
  EXPECT_THAT(values_in("2024"), ElementsAre("VN_08"));
  EXPECT_THAT(values_in("2025"), IsEmpty());
  EXPECT_THAT(values_in("2025-Q1"), ElementsAre("VN_08"));
  EXPECT_THAT(values_in("2026"), ElementsAre("VN-03"));
  EXPECT_EQ(Check("A6", block)[0].sentence,
            "VN-03 (Hà Giang) holds until 2025-06-30, the figure is of 2026; use the code of that "
            "time, or say how it was computed");
}

TEST_F(BlockChecks, ASpellingOfAnotherListIsNoCodeAndTheRightOneIsNamed) {
  Block block = Trained();
  block.rows = {RowOf({"_T", "_T", "_T"}, "1"), RowOf({"_T", "_T", "VN_HN"}, "1")};
  EXPECT_THAT(IdsOf("A6", block), ElementsAre("CODE_UNKNOWN"));
  const Catalogue small = LoadEveryKey().value();
  const Block other{.measure = "number",
                    .period = "2019",
                    .unit_received = "PS",
                    .dimensions = {"sex", "geo"},
                    .rows = {RowOf({"SEX_F", "_T"}, "1")}};
  const std::vector<Finding> findings = CheckBlock(small, "first", other);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_THAT(findings[0].sentence, HasSubstr("write F"));
}

}  // namespace
}  // namespace lontar::catalogue
