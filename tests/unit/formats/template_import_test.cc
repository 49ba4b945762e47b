#include "core/formats/template_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/formats/template_fill.h"
#include "core/formats/template_write.h"
#include "core/formats/workbook_read.h"
#include "core/observation/decimal.h"
#include "tests/unit/formats/template_sample.h"

namespace lontar::formats {
namespace {

using ::testing::IsEmpty;

const absl::Time kDay = absl::FromUnixSeconds(1'795'000'000);

observation::Row FigureOf(std::vector<std::string> codes, const std::string& value) {
  observation::Row row;
  row.codes = std::move(codes);
  row.value = Required(observation::ParseDecimal(value));
  return row;
}

// Written as a file and read again.
Workbook ThroughFile(const WorkbookPlan& plan) {
  return Required(ReadWorkbook(Required(WriteWorkbook(plan, kDay))));
}

ImportResult ImportOf(const Workbook& workbook, MappedFile* mapped) {
  *mapped = Required(MapTemplate(workbook, TheCatalogue()));
  return Required(ImportMapped(*mapped, TheCatalogue(), "KH"));
}

observation::Figures FiguresOfA1() {
  observation::Row whole = FigureOf({"_T", "Y5T17", "_T", "_T", "_T", "_T", "EA"}, "755245.25");
  whole.status = observation::Status::kEstimated;
  whole.confidentiality = observation::Confidentiality::kNotPublic;
  whole.source = "CSES; method: household survey";
  whole.definition = "working children";
  whole.comment = "=first";
  whole.deviations = observation::SetOf(observation::Deviation::kGeography);
  observation::Row missing = FigureOf({"F", "Y5T17", "_T", "U", "_T", "_T", "_Z"}, "0");
  missing.status = observation::Status::kNotCollected;
  observation::Figures figures;
  figures.indicator = TheCatalogue().FindByCode("A1")->id;
  for (int year = 2011; year <= 2030; ++year) {
    observation::Block block;
    block.measure = "proportion";
    block.period = absl::StrCat(year);
    block.unit_received = "PT";
    block.dimensions = TheCatalogue().FindByCode("A1")->dimensions;
    block.rows = {whole, missing};
    block.rows[0].value = Required(observation::ParseDecimal(absl::StrCat(year - 2010, ".25")));
    observation::SortRows(&block);
    figures.blocks.push_back(block);
  }
  return figures;
}

TEST(TemplateImport, WhatIsFilledIsWhatIsImported) {
  const observation::Figures sent = FiguresOfA1();
  const FilledTemplate filled =
      Required(FillTemplate(SampleRequest({"A1", "A3"}), TheCatalogue(), {sent}));
  MappedFile mapped;
  const ImportResult result = ImportOf(ThroughFile(filled.layout.plan), &mapped);
  for (const ImportFinding& finding : result.findings) {
    EXPECT_NE(finding.severity, catalogue::Severity::kError) << finding.place << finding.sentence;
  }
  EXPECT_THAT(mapped.findings, IsEmpty());
  ASSERT_EQ(result.indicators.size(), 1u);
  const ImportedIndicator& got = result.indicators[0];
  ASSERT_EQ(got.blocks.size(), sent.blocks.size());
  for (size_t b = 0; b < sent.blocks.size(); ++b) {
    EXPECT_EQ(got.blocks[b].period, sent.blocks[b].period);
    EXPECT_EQ(got.blocks[b].dimensions, sent.blocks[b].dimensions);
    ASSERT_EQ(got.blocks[b].rows.size(), sent.blocks[b].rows.size());
    for (size_t r = 0; r < sent.blocks[b].rows.size(); ++r) {
      EXPECT_EQ(got.blocks[b].rows[r].codes, sent.blocks[b].rows[r].codes);
      EXPECT_TRUE(SameStatement(got.blocks[b].rows[r], sent.blocks[b].rows[r]))
          << got.blocks[b].rows[r].source << got.blocks[b].rows[r].deviations;
    }
  }
}

TEST(TemplateImport, PlacesAreThoseOfTheWorkbook) {
  TemplateLayout layout = SampleLayout({"A1"});
  const std::string cell = absl::StrCat("A1!", LettersOf(layout, 0, "value"), 14);
  Type(&layout.plan, cell, "many");
  Type(&layout.plan, "A1!B5", "2016");
  MappedFile mapped;
  const ImportResult result = ImportOf(ThroughFile(layout.plan), &mapped);
  ASSERT_EQ(result.findings.size(), 1u);
  EXPECT_EQ(result.findings[0].place, cell);
  EXPECT_EQ(result.findings[0].id, "NOT_A_DECIMAL");
}

TEST(TemplateImport, TheMarkOfB2DecidesWhatIsAmbiguous) {
  TemplateLayout layout = SampleLayout({"A1"});
  const std::string cell = absl::StrCat("A1!", LettersOf(layout, 0, "value"), 14);
  Type(&layout.plan, cell, "1,234");
  Type(&layout.plan, "A1!B5", "2016");
  MappedFile mapped;
  ImportResult result = ImportOf(ThroughFile(layout.plan), &mapped);
  ASSERT_FALSE(result.findings.empty());
  EXPECT_EQ(result.findings[0].id, "NUMBER_AMBIGUOUS");
  EXPECT_EQ(result.findings[0].place, cell);
  EXPECT_EQ(result.findings[0].sentence,
            "\"1,234\" could be 1234 or 1.234; write 1234, or say which mark is the decimal one "
            "(cell B2)");
  Type(&layout.plan, "A1!B2", ",");
  result = ImportOf(ThroughFile(layout.plan), &mapped);
  ASSERT_EQ(result.indicators.size(), 1u);
  EXPECT_EQ(observation::ToText(result.indicators[0].blocks[0].rows[0].value), "1.234");
}

TEST(TemplateImport, TheNilCellsAreObservations) {
  const struct {
    const char* cell;
    observation::Status status;
  } cases[] = {{"A1!B7", observation::Status::kNotAvailable},
               {"A1!B8", observation::Status::kNotApplicable},
               {"A1!B9", observation::Status::kNormal}};
  for (const auto& nil : cases) {
    TemplateLayout layout = SampleLayout({"A1"});
    Type(&layout.plan, "A1!B5", "2016");
    Type(&layout.plan, nil.cell, "x");
    MappedFile mapped;
    const ImportResult result = ImportOf(ThroughFile(layout.plan), &mapped);
    ASSERT_EQ(result.indicators.size(), 1u) << nil.cell;
    EXPECT_EQ(result.indicators[0].blocks[0].rows[0].status, nil.status);
    EXPECT_EQ(result.indicators[0].blocks[0].rows[0].value.mantissa, 0);
  }
}

TEST(TemplateImport, WhatIsSaidInWordsIsANarrativeOfItsIndicator) {
  TemplateLayout layout = SampleLayout({"A1", "A3"});
  Type(&layout.plan, "Additional information!C5", " no survey\nsince 2012 ");
  Type(&layout.plan, "Additional information!D5", "Report of 2019");
  Type(&layout.plan, "A1!B6", "PL_STRONG Strong progress");
  Type(&layout.plan, "A3!B6", "some, we think");
  MappedFile mapped;
  const ImportResult result = ImportOf(ThroughFile(layout.plan), &mapped);
  EXPECT_THAT(mapped.findings, IsEmpty());
  ASSERT_EQ(result.narratives.size(), 2u);
  EXPECT_EQ(result.narratives[0].indicator, "child-labour-5-17");
  EXPECT_EQ(result.narratives[0].place, "'Additional information'!C5");
  EXPECT_EQ(result.narratives[0].text,
            "Progress level as stated: Strong progress\n\nno survey\nsince 2012\n\n"
            "References: Report of 2019");
  EXPECT_EQ(result.narratives[1].place, "A3");
  EXPECT_EQ(result.narratives[1].text, "Progress level as stated: some, we think");
  EXPECT_TRUE(Required(ImportMapped(mapped, TheCatalogue(), "VN")).narratives.empty())
      << "another member's words";
}

// List B is text with references, and a count only for who has one.
TEST(TemplateImport, AnIndicatorOfListBMayHaveWordsOnly) {
  TemplateLayout layout = SampleLayout({"B1", "B3"});
  Type(&layout.plan, "Additional information!C5", "the labour law was revised");
  MappedFile mapped;
  const ImportResult result = ImportOf(ThroughFile(layout.plan), &mapped);
  EXPECT_THAT(mapped.findings, IsEmpty());
  EXPECT_TRUE(mapped.tables.empty());
  EXPECT_EQ(mapped.submitted_by.at("KH"), "KH.MOP");
  ASSERT_EQ(result.narratives.size(), 1u);
  EXPECT_EQ(result.narratives[0].indicator, TheCatalogue().FindByCode("B1")->id);
}

TEST(TemplateImport, WordsOfManyRowsThatAreTooLongTogetherAreRefused) {
  TemplateLayout layout = SampleLayout({"A1"});
  const std::string most(32767, 'x');
  for (int row = 5; row < 40; ++row) {
    Type(&layout.plan, absl::StrCat("Additional information!A", row), "A1");
    Type(&layout.plan, absl::StrCat("Additional information!C", row), most);
  }
  MappedFile mapped;
  const ImportResult result = ImportOf(ThroughFile(layout.plan), &mapped);
  ASSERT_EQ(mapped.findings.size(), 1u);
  EXPECT_EQ(mapped.findings[0].id, "TEXT_TOO_LONG");
  EXPECT_EQ(mapped.findings[0].place, "'Additional information'!C5");
  EXPECT_THAT(result.narratives, IsEmpty());
}

TEST(TemplateImport, OtherSheetsAreNoted) {
  TemplateLayout layout = SampleLayout({"A1"});
  layout.plan.sheets.push_back({.name = "Mine", .cells = {{.text = "notes"}}});
  const MappedFile mapped = Required(MapTemplate(ThroughFile(layout.plan), TheCatalogue()));
  ASSERT_EQ(mapped.findings.size(), 1u);
  EXPECT_EQ(mapped.findings[0].place, "Mine");
  EXPECT_EQ(mapped.findings[0].id, "SHEET_NOT_READ");
}

TEST(TemplateImport, AFileIsKnownAsATemplateWithoutAMapping) {
  const std::string bytes = Required(WriteWorkbook(SampleLayout({"A1"}).plan, kDay));
  const MappedFile mapped = Required(MapFile(bytes, "KH.MOP.xlsx", std::nullopt, TheCatalogue()));
  EXPECT_EQ(mapped.form, FileForm::kTemplate);
}

}  // namespace
}  // namespace lontar::formats
