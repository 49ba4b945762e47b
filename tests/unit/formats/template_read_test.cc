#include "core/formats/template_read.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "core/base/problem.h"
#include "tests/unit/formats/template_sample.h"

namespace lontar::formats {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A1 and A3 as the Ministry of Planning gets them, to be filled.
class TemplateRead : public ::testing::Test {
 protected:
  std::string At(absl::string_view id, int row, size_t sheet = 0) const {
    return absl::StrCat(layout_.sheets[sheet].name, "!", LettersOf(layout_, sheet, id), row);
  }
  void Fill(absl::string_view id, int row, std::string text, bool is_number = false) {
    Type(&layout_.plan, At(id, row), std::move(text), is_number);
  }
  TemplateReading Read() const {
    return Required(ReadTemplate(AsWorkbook(layout_.plan), TheCatalogue()));
  }
  // By place and id.
  static std::vector<std::string> Found(const TemplateReading& reading) {
    std::vector<std::string> found;
    for (const auto& finding : reading.findings) {
      found.push_back(absl::StrCat(finding.place, " ", finding.id));
    }
    return found;
  }
  // The text under a column's id in a row that a person counts from 1.
  std::string Text(const FilledSheet& sheet, absl::string_view id, int row) const {
    const auto column = ColumnOfLetters(LettersOf(layout_, 0, id));
    return std::string(sheet.grid.At(row - 1, *column));
  }

  TemplateLayout layout_ = SampleLayout({"A1", "A3"});
  // The first row that can be filled, as a person counts.
  const int first_ = layout_.sheets[0].header_row + 2;
};

TEST_F(TemplateRead, AnEmptyTemplateSaysNothing) {
  const TemplateReading reading = Read();
  EXPECT_THAT(Found(reading), IsEmpty());
  ASSERT_EQ(reading.sheets.size(), 2u);
  EXPECT_THAT(reading.sheets[0].rows, IsEmpty());
  EXPECT_THAT(reading.narratives, IsEmpty());
  EXPECT_EQ(reading.head.collection, "asean-child-labour");
  EXPECT_EQ(reading.head.provider, "KH.MOP");
  EXPECT_EQ(reading.head.round, "baseline-2021");
  EXPECT_EQ(reading.head.target_year, "2016");
}

TEST_F(TemplateRead, AFilledRowStandsUnderIdsWhereItStood) {
  Fill("value", first_ + 1, "12.5", true);
  Fill("period", first_ + 1, "2016");
  Fill("comment", first_ + 1, "=from the survey");
  const TemplateReading reading = Read();
  const FilledSheet& sheet = reading.sheets[0];
  ASSERT_EQ(sheet.rows.size(), 1u);
  EXPECT_EQ(sheet.rows[0], first_);
  EXPECT_EQ(sheet.grid.PlaceOf(first_, 0), absl::StrCat("A1!A", first_ + 1));
  EXPECT_EQ(Text(sheet, "value", sheet.header_row + 1), "value");
  EXPECT_EQ(Text(sheet, "measure", first_ + 1), "proportion");
  EXPECT_EQ(Text(sheet, "dimension:sex", first_ + 1), "F");
  EXPECT_EQ(Text(sheet, "dimension:age", first_ + 1), "Y5T17");
  EXPECT_EQ(Text(sheet, "value", first_ + 1), "12.5");
  EXPECT_EQ(Text(sheet, "unit", first_ + 1), "PT");
  EXPECT_EQ(Text(sheet, "status", first_ + 1), "A");
  EXPECT_EQ(Text(sheet, "confidentiality", first_ + 1), "F");
  EXPECT_EQ(Text(sheet, "comment", first_ + 1), "=from the survey");
  EXPECT_EQ(Text(sheet, "value", first_), "") << "an empty row stays empty";
}

TEST_F(TemplateRead, AMissingFigureIsAStatusWithoutAValue) {
  Fill("status", first_, "L exists, but not collected");
  const TemplateReading reading = Read();
  ASSERT_EQ(reading.sheets[0].rows.size(), 1u);
  EXPECT_EQ(Text(reading.sheets[0], "status", first_), "L");
  EXPECT_EQ(Text(reading.sheets[0], "value", first_), "");
}

TEST_F(TemplateRead, TheHeadsPeriodHoldsWhereARowHasNone) {
  Type(&layout_.plan, "A1!B5", "2015");
  Fill("value", first_, "1");
  Fill("value", first_ + 1, "2");
  Fill("period", first_ + 1, "2016");
  const TemplateReading reading = Read();
  EXPECT_EQ(Text(reading.sheets[0], "period", first_), "2015");
  EXPECT_EQ(Text(reading.sheets[0], "period", first_ + 1), "2016");
}

TEST_F(TemplateRead, TheDecimalMarkIsWhatB2Says) {
  EXPECT_EQ(Read().sheets[0].decimal_mark, 0);
  Type(&layout_.plan, "A1!B2", ",");
  EXPECT_EQ(Read().sheets[0].decimal_mark, ',');
  Type(&layout_.plan, "A1!B2", "comma");
  EXPECT_THAT(Found(Read()), ElementsAre("A1!B2 DECIMAL_MARK_UNKNOWN"));
}

TEST_F(TemplateRead, TheMethodStandsBehindTheSourceAndDeviationsAreCodes) {
  Fill("value", first_, "1");
  Fill("source", first_, "CSES 2016");
  Fill("method", first_, "household survey");
  Fill("deviations", first_, "geography; reference-period reference period");
  Fill("value", first_ + 1, "1");
  Fill("method", first_ + 1, "register");
  const FilledSheet sheet = Read().sheets[0];
  EXPECT_EQ(Text(sheet, "source", first_), "CSES 2016; method: household survey");
  EXPECT_EQ(Text(sheet, "method", first_), "");
  EXPECT_EQ(Text(sheet, "deviations", first_), "geography;reference-period");
  EXPECT_EQ(Text(sheet, "source", first_ + 1), "method: register");
}

TEST_F(TemplateRead, WordsWithoutAFigureAreNotedAndNotTaken) {
  Fill("comment", first_ + 2, "next year");
  const TemplateReading reading = Read();
  EXPECT_THAT(Found(reading),
              ElementsAre(At("comment", first_ + 2) + " TEMPLATE_ROW_WITHOUT_VALUE"));
  EXPECT_EQ(reading.findings[0].severity, catalogue::Severity::kNote);
  EXPECT_THAT(reading.sheets[0].rows, IsEmpty());
}

TEST_F(TemplateRead, EachNilCellIsTheUndividedRow) {
  Type(&layout_.plan, "A1!B5", "2016");
  Type(&layout_.plan, "A1!B7", "no survey yet");
  TemplateReading reading = Read();
  ASSERT_EQ(reading.sheets[0].rows.size(), 1u);
  EXPECT_EQ(Text(reading.sheets[0], "status", first_), "O");
  EXPECT_EQ(Text(reading.sheets[0], "comment", first_), "no survey yet");
  EXPECT_EQ(Text(reading.sheets[0], "period", first_), "2016");
  EXPECT_EQ(Text(reading.sheets[0], "dimension:sex", first_), "_T");
  Type(&layout_.plan, "A1!B7", "");
  Type(&layout_.plan, "A1!B8", "x");
  reading = Read();
  EXPECT_EQ(Text(reading.sheets[0], "status", first_), "M");
  Type(&layout_.plan, "A1!B8", "");
  Type(&layout_.plan, "A1!B9", "x");
  reading = Read();
  EXPECT_EQ(Text(reading.sheets[0], "status", first_), "A");
  EXPECT_EQ(Text(reading.sheets[0], "value", first_), "0");
}

TEST_F(TemplateRead, NilAndFiguresAreAContradiction) {
  Type(&layout_.plan, "A1!B9", "x");
  Fill("value", first_ + 3, "7");
  EXPECT_THAT(Found(Read()), ElementsAre("A1!B9 TEMPLATE_NIL_AND_FIGURES"));
  Fill("value", first_ + 3, "");
  Type(&layout_.plan, "A1!B8", "x");
  EXPECT_THAT(Found(Read()), ElementsAre("A1!B9 TEMPLATE_NIL_AND_FIGURES"));
}

TEST_F(TemplateRead, RowsBehindTheLastOneAreReadToo) {
  const int last = static_cast<int>(AsWorkbook(layout_.plan).sheets[0].rows());
  Fill("measure", last + 3, "number");
  Fill("value", last + 3, "5");
  const TemplateReading reading = Read();
  ASSERT_EQ(reading.sheets[0].rows.size(), 1u);
  EXPECT_EQ(reading.sheets[0].rows[0], last + 2);
}

TEST_F(TemplateRead, AMovedTableIsSaidAndNotGuessed) {
  Type(&layout_.plan, At("value", first_ - 1), "Wert");
  EXPECT_THAT(Found(Read()), ElementsAre(At("value", first_ - 1) + " TEMPLATE_MOVED"));
  EXPECT_EQ(Read().sheets.size(), 1u) << "the other sheet is read all the same";
}

TEST_F(TemplateRead, ASheetThatIsGoneIsSaid) {
  layout_.plan.sheets.erase(layout_.plan.sheets.begin());
  EXPECT_THAT(Found(Read()), ElementsAre("A1 TEMPLATE_SHEET_GONE"));
}

TEST_F(TemplateRead, NarrativesBelongToTheirIndicators) {
  Type(&layout_.plan, "Additional information!C6", "no survey since 2012");
  Type(&layout_.plan, "Additional information!D5", "report of 2019");
  const TemplateReading reading = Read();
  ASSERT_EQ(reading.narratives.size(), 2u);
  EXPECT_EQ(reading.narratives[0].references, "report of 2019");
  EXPECT_EQ(reading.narratives[1].indicator, "young-workers-child-labour-14-17");
  EXPECT_EQ(reading.narratives[1].text, "no survey since 2012");
  EXPECT_EQ(reading.narratives[1].place, "'Additional information'!C6");
}

TEST_F(TemplateRead, AWorkbookWithoutTheHiddenSheetIsNoTemplate) {
  Workbook workbook = AsWorkbook(layout_.plan);
  EXPECT_TRUE(IsTemplate(workbook));
  workbook.sheets.pop_back();
  EXPECT_FALSE(IsTemplate(workbook));
  const auto reading = ReadTemplate(workbook, TheCatalogue());
  EXPECT_EQ(base::ReasonOf(reading.status()), "TEMPLATE_INVALID");
}

TEST_F(TemplateRead, WhatTheHiddenSheetSaysIsChecked) {
  const struct {
    const char* place;
    const char* text;
    const char* reason;
  } cases[] = {
      {"lontar!B1", "2", "TEMPLATE_VERSION"},  {"lontar!B2", "another", "TEMPLATE_MISMATCH"},
      {"lontar!B2", "", "TEMPLATE_INVALID"},   {"lontar!A3", "unheard-of", "TEMPLATE_INVALID"},
      {"lontar!B4", "", "TEMPLATE_INVALID"},   {"lontar!C9", "nothing-known", "TEMPLATE_MISMATCH"},
      {"lontar!D9", "0", "TEMPLATE_INVALID"},  {"lontar!D9", "many", "TEMPLATE_INVALID"},
      {"lontar!C10", "C", "TEMPLATE_INVALID"}, {"lontar!B10", "A99", "TEMPLATE_INVALID"},
      {"lontar!D10", "", "TEMPLATE_INVALID"},  {"lontar!E10", "", "TEMPLATE_INVALID"},
  };
  for (const auto& wrong : cases) {
    WorkbookPlan plan = layout_.plan;
    Type(&plan, wrong.place, wrong.text);
    const auto reading = ReadTemplate(AsWorkbook(plan), TheCatalogue());
    EXPECT_EQ(base::ReasonOf(reading.status()), wrong.reason) << wrong.place << " " << wrong.text;
  }
}

// Each cell of the hidden sheet becomes each of these: an answer or a refusal, and never a crash.
TEST_F(TemplateRead, NoTextOfTheHiddenSheetBreaksTheReader) {
  layout_ = SampleLayout({"A5"});
  const SheetPlan hidden = layout_.plan.sheets.back();
  for (const PlannedCell& cell : hidden.cells) {
    for (const char* text : {"", "sheet", "column", "input", "A5", "lontar", "2147483647", "-1",
                             "1048576", "XFD1048576", "value", "Additional information"}) {
      WorkbookPlan plan = layout_.plan;
      Type(&plan, absl::StrCat("lontar!", ColumnLetters(cell.column), cell.row + 1), text);
      const auto reading = ReadTemplate(AsWorkbook(plan), TheCatalogue());
      if (reading.ok()) continue;
      EXPECT_EQ(reading.status().code(), absl::StatusCode::kInvalidArgument);
      EXPECT_NE(base::ReasonOf(reading.status()), "INVALID_ARGUMENT");
    }
  }
}

}  // namespace
}  // namespace lontar::formats
