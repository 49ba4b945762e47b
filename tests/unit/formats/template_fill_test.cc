#include "core/formats/template_fill.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/base/problem.h"
#include "core/formats/template_read.h"
#include "core/observation/decimal.h"
#include "tests/unit/formats/template_sample.h"

namespace lontar::formats {
namespace {

using ::testing::IsEmpty;

using Codes = std::vector<std::string>;

observation::Row ARow(Codes codes, const std::string& value) {
  observation::Row row;
  row.codes = std::move(codes);
  row.value = Required(observation::ParseDecimal(value));
  return row;
}

observation::Block ABlock(std::string measure, std::string period,
                          std::vector<observation::Row> rows) {
  const catalogue::Catalogue& catalogue = TheCatalogue();
  return {.measure = std::move(measure),
          .period = std::move(period),
          .unit_received = "PS",
          .dimensions = catalogue.FindByCode("A1")->dimensions,
          .rows = std::move(rows)};
}

observation::Figures OfA1(std::vector<observation::Block> blocks) {
  return {.indicator = TheCatalogue().FindByCode("A1")->id, .blocks = std::move(blocks)};
}

FilledTemplate Fill(const observation::Figures& figures) {
  return Required(FillTemplate(SampleRequest({"A1", "A3"}), TheCatalogue(), {figures}));
}

const Codes kAll = {"_T", "Y5T17", "_T", "_T", "_T", "_T", "_Z"};
const Codes kGirls = {"F", "Y5T17", "_T", "_T", "_T", "_T", "_Z"};
const Codes kAllByWork = {"_T", "Y5T17", "_T", "_T", "_T", "_T", "EA"};
const Codes kGirlsInTowns = {"F", "Y5T17", "_T", "U", "_T", "_T", "_Z"};

TEST(TemplateFill, AFigureStandsInItsGivenRow) {
  const FilledTemplate filled = Fill(OfA1({ABlock("proportion", "2016", {ARow(kGirls, "12.6")})}));
  ASSERT_EQ(filled.spots.size(), 1u);
  const FigureSpot& spot = filled.spots[0];
  const SheetPlan& sheet = filled.layout.plan.sheets[0];
  EXPECT_EQ(TextAt(sheet, spot.sheet_row, 0), "proportion: Female");
  EXPECT_EQ(TextAt(sheet, spot.sheet_row, spot.value_column), "12.6");
  EXPECT_TRUE(CellAt(sheet, spot.sheet_row, spot.value_column)->is_number);
}

TEST(TemplateFill, WhatHasNoGivenRowStandsInAnOwnOne) {
  const FilledTemplate filled = Fill(OfA1({ABlock("number", "2016", {ARow(kGirlsInTowns, "7")}),
                                           ABlock("number", "2017", {ARow(kGirlsInTowns, "8")})}));
  const SheetPlan& sheet = filled.layout.plan.sheets[0];
  for (const FigureSpot& spot : filled.spots) {
    EXPECT_EQ(TextAt(sheet, spot.sheet_row, 0), "Own bracket, place or crossing");
    EXPECT_EQ(TextAt(sheet, spot.sheet_row, 1), "number (persons)");
  }
  EXPECT_NE(filled.spots[0].sheet_row, filled.spots[1].sheet_row);
}

TEST(TemplateFill, WhatIsChosenIsWrittenIntoTheGivenRow) {
  const FilledTemplate filled =
      Fill(OfA1({ABlock("proportion", "2016", {ARow(kAll, "1"), ARow(kAllByWork, "2")})}));
  const SheetPlan& sheet = filled.layout.plan.sheets[0];
  EXPECT_EQ(TextAt(sheet, filled.spots[0].sheet_row, 0), "proportion: All");
  EXPECT_EQ(TextAt(sheet, filled.spots[1].sheet_row, 8), "EA Economic activity");
}

TEST(TemplateFill, ANumberOfMoreDigitsThanASpreadsheetHasStaysWholeAsText) {
  const FilledTemplate filled = Fill(OfA1({ABlock(
      "number", "2016", {ARow(kAll, "123456789012345"), ARow(kGirls, "1234567890123456")})}));
  const SheetPlan& sheet = filled.layout.plan.sheets[0];
  const auto is_number = [&](size_t i) {
    return CellAt(sheet, filled.spots[i].sheet_row, filled.spots[i].value_column)->is_number;
  };
  EXPECT_TRUE(is_number(0));
  EXPECT_FALSE(is_number(1));
  EXPECT_EQ(TextAt(sheet, 1, 1), ".");
}

// Everything that a figure can say comes back from the sheet, however many there are.
TEST(TemplateFill, WhatIsFilledReadsBack) {
  std::vector<observation::Block> blocks;
  for (int year = 2001; year <= 2040; ++year) {
    observation::Row whole = ARow(kAll, absl::StrCat(year, ".5"));
    whole.status = observation::Status::kEstimated;
    whole.confidentiality = observation::Confidentiality::kNotPublic;
    whole.source = "CSES; method: household survey";
    whole.definition = "working children";
    whole.comment = "=first";
    whole.deviations = observation::SetOf(observation::Deviation::kGeography) |
                       observation::SetOf(observation::Deviation::kCoverage);
    observation::Row missing = ARow(kGirlsInTowns, "0");
    missing.status = observation::Status::kNotCollected;
    blocks.push_back(ABlock("number", absl::StrCat(year), {whole, missing}));
  }
  const FilledTemplate filled = Fill(OfA1(blocks));
  const Workbook workbook = AsWorkbook(filled.layout.plan);
  const TemplateReading reading = Required(ReadTemplate(workbook, TheCatalogue()));
  EXPECT_THAT(reading.findings, IsEmpty());
  const FilledSheet& sheet = reading.sheets[0];
  EXPECT_EQ(sheet.rows.size(), 80u);
  const auto text = [&](const FigureSpot& spot, absl::string_view id) {
    const auto column = ColumnOfLetters(LettersOf(filled.layout, 0, id));
    return std::string(sheet.grid.At(spot.sheet_row, *column));
  };
  std::set<int> seen;
  for (const FigureSpot& spot : filled.spots) {
    EXPECT_TRUE(seen.insert(spot.sheet_row).second) << "two figures in one row";
    const observation::Block& block = blocks[spot.block];
    const observation::Row& row = block.rows[spot.row];
    EXPECT_EQ(text(spot, "measure"), "number");
    EXPECT_EQ(text(spot, "period"), block.period);
    EXPECT_EQ(text(spot, "dimension:sex"), row.codes[0]);
    EXPECT_EQ(text(spot, "dimension:urbanisation"), row.codes[3]);
    EXPECT_EQ(text(spot, "value"),
              observation::HasNumber(row.status) ? observation::ToText(row.value) : "");
    EXPECT_EQ(text(spot, "unit"), "PS");
    EXPECT_EQ(text(spot, "status"), CodeOf(row.status));
    EXPECT_EQ(text(spot, "confidentiality"), CodeOf(row.confidentiality));
    EXPECT_EQ(text(spot, "source"), row.source);
    EXPECT_EQ(text(spot, "definition"), row.definition);
    EXPECT_EQ(text(spot, "deviations"), row.deviations == 0 ? "" : "geography;coverage");
    EXPECT_EQ(text(spot, "comment"), row.comment);
  }
}

TEST(TemplateFill, FiguresThatTheTemplateHasNoPlaceForAreRefused) {
  observation::Figures figures = OfA1({ABlock("number", "2016", {ARow(kAll, "1")})});
  const auto fill = [](const observation::Figures& wrong) {
    return base::ReasonOf(FillTemplate(SampleRequest({"A1"}), TheCatalogue(), {wrong}).status());
  };
  EXPECT_EQ(fill(figures), "");
  figures.blocks[0].measure = "rate";
  EXPECT_EQ(fill(figures), "TEMPLATE_MISMATCH");
  figures.blocks[0].measure = "number";
  figures.blocks[0].dimensions.pop_back();
  EXPECT_EQ(fill(figures), "TEMPLATE_MISMATCH");
  figures.indicator = "young-workers-child-labour-14-17";
  EXPECT_EQ(fill(figures), "TEMPLATE_MISMATCH");
}

}  // namespace
}  // namespace lontar::formats
