#include "core/formats/annotate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/civil_time.h"
#include "tests/unit/formats/template_sample.h"

namespace lontar::formats {
namespace {

using ::testing::ElementsAre;

Annotation Wrong(std::string place, std::string sentence) {
  return {.place = std::move(place),
          .severity = catalogue::Severity::kError,
          .id = "NOT_A_DECIMAL",
          .value = "many",
          .sentence = std::move(sentence)};
}

const SheetPlan& SheetOf(const WorkbookPlan& plan, absl::string_view name) {
  for (const SheetPlan& sheet : plan.sheets) {
    if (sheet.name == name) return sheet;
  }
  throw std::runtime_error(absl::StrCat("no sheet ", name));
}

std::vector<std::string> SheetNamesOf(const WorkbookPlan& plan) {
  std::vector<std::string> names;
  for (const SheetPlan& sheet : plan.sheets) names.push_back(sheet.name);
  return names;
}

// The sample with some cells filled, as it came back.
Workbook Filled(TemplateLayout layout, const std::string& value_cell) {
  Type(&layout.plan, value_cell, "many");
  Type(&layout.plan, "A1!B5", "2016");
  return AsWorkbook(layout.plan);
}

TEST(Annotate, TheWorkbookComesBackWithItsTextsAndAComment) {
  const TemplateLayout layout = SampleLayout({"A1"});
  const std::string cell = absl::StrCat("A1!", LettersOf(layout, 0, "value"), 13);
  const WorkbookPlan plan =
      AnnotatedPlan(layout, Filled(layout, cell), {Wrong(cell, "write a number")});
  EXPECT_THAT(SheetNamesOf(plan),
              ElementsAre("Findings", "A1", "Additional information", "lontar"));
  const SheetPlan& sheet = SheetOf(plan, "A1");
  EXPECT_EQ(TextAt(sheet, 4, 1), "2016");
  ASSERT_EQ(sheet.remarks.size(), 1u);
  const PlannedRemark& remark = sheet.remarks[0];
  EXPECT_EQ(TextAt(sheet, remark.row, remark.column), "many");
  EXPECT_EQ(LookAt(sheet, remark.row, remark.column), Look::kNumber);
  EXPECT_EQ(remark.text, "error: write a number [NOT_A_DECIMAL]");
}

TEST(Annotate, WhatComesBackReadsAsWhatWasSent) {
  const TemplateLayout layout = SampleLayout({"A1", "A3"});
  const Workbook sent = Filled(layout, "A1!K14");
  const Workbook back = AsWorkbook(AnnotatedPlan(layout, sent, {Wrong("A1!K14", "no")}));
  for (const Grid& sheet : sent.sheets) {
    const auto same = std::ranges::find(back.sheets, sheet.name(), &Grid::name);
    ASSERT_NE(same, back.sheets.end());
    for (int row = 0; row < sheet.rows(); ++row) {
      for (int column = 0; column < sheet.columns(); ++column) {
        EXPECT_EQ(sheet.At(row, column), same->At(row, column)) << sheet.PlaceOf(row, column);
      }
    }
  }
}

// The names of member and provider are not in the hidden sheet; the texts are those of the
// workbook.
TEST(Annotate, TheLayoutIsThatOfTheWorkbook) {
  const TemplateLayout layout = SampleLayout({"A1", "A3"});
  const Workbook workbook = AsWorkbook(layout.plan);
  const TemplateLayout found = LayoutOf(workbook, TheCatalogue());
  ASSERT_EQ(found.sheets.size(), layout.sheets.size());
  const WorkbookPlan plan = AnnotatedPlan(found, workbook, {});
  for (const SheetPlan& sent : layout.plan.sheets) {
    const SheetPlan& back = SheetOf(plan, sent.name);
    ASSERT_EQ(sent.cells.size(), back.cells.size()) << sent.name;
    for (size_t i = 0; i < sent.cells.size() && !sent.is_hidden; ++i) {
      EXPECT_EQ(sent.cells[i].text, back.cells[i].text);
      EXPECT_EQ(sent.cells[i].look, back.cells[i].look);
    }
  }
}

TEST(Annotate, AWorkbookOfAnotherVersionHasNoLayout) {
  TemplateLayout layout = SampleLayout({"A1"});
  EXPECT_FALSE(LayoutOf(AsWorkbook(layout.plan), TheCatalogue()).sheets.empty());
  Type(&layout.plan, "lontar!B3", "2024.1");
  EXPECT_TRUE(LayoutOf(AsWorkbook(layout.plan), TheCatalogue()).sheets.empty());
}

TEST(Annotate, AnInputThatWasEmptiedStaysEmpty) {
  TemplateLayout layout = SampleLayout({"A1"});
  TemplateLayout emptied = layout;
  const std::string unit = absl::StrCat("A1!", LettersOf(layout, 0, "unit"), 12);
  Type(&emptied.plan, unit, "");
  const WorkbookPlan plan = AnnotatedPlan(layout, AsWorkbook(emptied.plan), {});
  const auto place = ParsePlace(unit);
  EXPECT_EQ(TextAt(SheetOf(plan, "A1"), place->row, place->column), "");
}

TEST(Annotate, FindingsOfOneCellShareAComment) {
  const TemplateLayout layout = SampleLayout({"A1"});
  const WorkbookPlan plan =
      AnnotatedPlan(layout, AsWorkbook(layout.plan),
                    {Wrong("A1!K14", "one"), Wrong("A1!K14", "two"), Wrong("A1!14", "the row")});
  const auto& remarks = SheetOf(plan, "A1").remarks;
  ASSERT_EQ(remarks.size(), 2u);
  EXPECT_EQ(remarks[0].column, 0);
  EXPECT_EQ(remarks[1].text, "error: one [NOT_A_DECIMAL]\nerror: two [NOT_A_DECIMAL]");
}

TEST(Annotate, AFindingWithoutACellIsInTheListOnly) {
  const TemplateLayout layout = SampleLayout({"A1"});
  const WorkbookPlan plan =
      AnnotatedPlan(layout, AsWorkbook(layout.plan), {Wrong("the file", "as a whole")});
  EXPECT_EQ(TextAt(plan.sheets[0], 1, 0), "the file");
  EXPECT_EQ(TextAt(plan.sheets[0], 1, 4), "as a whole");
  for (const SheetPlan& sheet : plan.sheets) EXPECT_TRUE(sheet.remarks.empty());
}

TEST(Annotate, AnyWorkbookComesBackAndAnEarlierListDoesNot) {
  Workbook workbook;
  Grid& sheet = workbook.sheets.emplace_back("Tabelle 1", false);
  sheet.AppendRow();
  sheet.AppendCell("=1+1");
  sheet.AppendCell("2.5", CellKind::kNumber);
  workbook.sheets.emplace_back(kFindingsSheet, false);
  const WorkbookPlan plan =
      AnnotatedPlan(TemplateLayout(), workbook, {Wrong("'Tabelle 1'!B1", "no")});
  EXPECT_THAT(SheetNamesOf(plan), ElementsAre("Findings", "Tabelle 1"));
  EXPECT_TRUE(CellAt(plan.sheets[1], 0, 1)->is_number);
  EXPECT_FALSE(CellAt(plan.sheets[1], 0, 0)->is_number);
  EXPECT_EQ(plan.sheets[1].remarks.size(), 1u);
  EXPECT_TRUE(WriteAnnotated(TemplateLayout(), workbook, {Wrong("'Tabelle 1'!B1", "no")},
                             absl::FromUnixSeconds(1'700'000'000))
                  .ok());
}

}  // namespace
}  // namespace lontar::formats
