#include "core/formats/import.h"

#include <algorithm>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/formats/csv_write.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/formats/sample.h"

namespace lontar::formats {
namespace {

using catalogue::Severity;
using observation::Deviation;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

const catalogue::Catalogue& Framework() {
  static const catalogue::Catalogue catalogue = Catalogue2025();
  return catalogue;
}

CountedImport Import(absl::string_view rows, absl::string_view yaml = kSmallMapping) {
  const Table table = Required(ReadCsv(absl::StrCat(kSmallColumns, rows)));
  const CountedImport result =
      Required(ImportTable(table, Required(ReadMapping(yaml)), Framework(), "KH"));
  EXPECT_EQ(result.read, table.rows());
  EXPECT_EQ(result.read, result.taken + result.unchanged + result.warned + result.refused +
                             result.not_taken + result.other_member);
  return result;
}

// "row 3, value, NOT_A_DECIMAL"
std::vector<std::string> Places(const ImportResult& result) {
  std::vector<std::string> places;
  for (const ImportFinding& finding : result.findings) {
    places.push_back(absl::StrCat("row ", finding.row, ", ", finding.column, ", ", finding.id));
  }
  return places;
}

// The spreadsheet rows of an indicator's figures, block by block.
std::vector<std::vector<int>> RowsOf(const ImportedIndicator& imported) {
  std::vector<std::vector<int>> rows;
  for (const auto& places : imported.places) {
    rows.emplace_back();
    for (const FigurePlace& place : places) rows.back().push_back(place.row + 2);
  }
  return rows;
}

TEST(Import, RowsBecomeBlocksByMeasureAndPeriod) {
  const CountedImport result = Import(
      "KH,A1,2017,PERCENT,M,Y5T17,12.5,PT,A,\n"
      "KH,A1,2016,PERCENT,_T,Y5T17,11.0,PT,E,provisional weights\n"
      "KH,A1,2017,PERCENT,F,Y5T17,10,PT,A,\n"
      "KH,A1,2017,NUMBER,_T,Y5T17,400123,PS,A,\n");
  EXPECT_EQ(result.taken, 4);
  EXPECT_THAT(result.findings, IsEmpty());
  ASSERT_EQ(result.indicators.size(), 1u);
  const ImportedIndicator& imported = result.indicators[0];
  EXPECT_EQ(imported.indicator, "child-labour-5-17");
  ASSERT_EQ(imported.blocks.size(), 3u);
  EXPECT_EQ(imported.blocks[0].measure, "number");
  EXPECT_EQ(imported.blocks[1].period, "2016");
  const observation::Block& block = imported.blocks[2];
  EXPECT_EQ(block.measure, "proportion");
  EXPECT_EQ(block.period, "2017");
  EXPECT_EQ(block.unit_received, "PT");
  EXPECT_THAT(block.dimensions, ElementsAre("sex", "age", "citizenship", "urbanisation", "geo",
                                            "activity", "concept"));
  ASSERT_EQ(block.rows.size(), 2u);
  EXPECT_THAT(block.rows[0].codes, ElementsAre("F", "Y5T17", "_T", "_T", "_T", "_T", "EA"));
  EXPECT_EQ(observation::ToText(block.rows[1].value), "12.5");
  // Rows are sorted, and each still knows where it stood.
  EXPECT_THAT(RowsOf(imported), ElementsAre(ElementsAre(5), ElementsAre(3), ElementsAre(4, 2)));
}

TEST(Import, RowKeepsSourceDefinitionCommentAndStatus) {
  const CountedImport result = Import("KH,A1,2016,PERCENT,_T,Y5T17,11.0,PT,E,new weights\n");
  const observation::Row& row = result.indicators.at(0).blocks.at(0).rows.at(0);
  EXPECT_EQ(row.source, "labour force survey");
  EXPECT_EQ(row.definition, "national survey of 2016");
  EXPECT_EQ(row.comment, "new weights");
  EXPECT_EQ(row.status, observation::Status::kEstimated);
  EXPECT_EQ(row.confidentiality, observation::Confidentiality::kFree);
  EXPECT_EQ(row.deviations, 0u);
}

TEST(Import, ThousandsAreScaledExactlyAndTheUnitIsKept) {
  const CountedImport result = Import(
      "KH,A1,2016,NUMBER,F,Y5T17,0.156,PS_THS,A,\n"
      "KH,A1,2016,NUMBER,M,Y5T17,258.0050,PS_THS,A,\n");
  const observation::Block& block = result.indicators.at(0).blocks.at(0);
  EXPECT_EQ(block.unit_received, "PS_THS");
  EXPECT_EQ(observation::ToText(block.rows[0].value), "156");
  EXPECT_TRUE(observation::SameNumber(block.rows[1].value, {.mantissa = 258005, .scale = 0}));
}

TEST(Import, UnknownUnitIsAnErrorAndSaysWhichAreKnown) {
  const CountedImport result = Import(
      "KH,A1,2016,NUMBER,F,Y5T17,156,HUNDREDS,A,\n"
      "KH,A1,2016,PERCENT,F,Y5T17,15.6,PS,A,\n");
  EXPECT_THAT(Places(result),
              ElementsAre("row 2, unit, UNIT_UNKNOWN", "row 3, unit, UNIT_UNKNOWN"));
  EXPECT_EQ(result.findings[0].value, "HUNDREDS");
  EXPECT_EQ(result.findings[0].sentence,
            "\"HUNDREDS\" is no unit of measure number; write PS or PS_THS or PS_MIO");
  EXPECT_EQ(result.refused, 2);
  EXPECT_THAT(result.indicators, IsEmpty());
}

TEST(Import, BlockHasOneUnit) {
  const CountedImport result = Import(
      "KH,A1,2016,NUMBER,F,Y5T17,156,PS,A,\n"
      "KH,A1,2016,NUMBER,M,Y5T17,0.156,PS_THS,A,\n"
      "KH,A1,2017,NUMBER,M,Y5T17,0.156,PS_THS,A,\n");
  EXPECT_THAT(Places(result), ElementsAre("row 3, unit, UNIT_MIXED"));
  EXPECT_EQ(result.taken, 2);
}

TEST(Import, EveryMistakeIsListedWithRowAndColumn) {
  const CountedImport result = Import(
      "KH,A1,2016,PERCENT,F,Y5T17,twelve,PT,A,\n"
      "KH,A1,2016,PERCENT,X,Y5T17,12.5,PT,A,\n"
      "KH,A1,16/17,PERCENT,F,Y5T17,12.5,PT,A,\n"
      "KH,A1,2016,PERCENT,M,Y5T17,12.5,PT,A,\n"
      "KH,A1,2016,PERCENT,M,Y5T17,12.6,PT,A,\n"
      "KH,A1,2016,RATIO,F,Y5T17,12.5,PT,A,\n"
      "KH,A1,2016,PERCENT,F,Y5T17,12.5,PT,Z,\n"
      "KH,A1,2016,PERCENT,F,Y5T11,-1,PT,A,\n"
      "KH,A1,2016,PERCENT,F,Y12T14,101,PT,A,\n"
      "KH,A1,2016,NUMBER,F,Y5T17,1.5,PS,A,\n"
      "KH,A1,2016,PERCENT,F,Y15T17,,PT,A,\n"
      "KH,A1,2016,PERCENT,F,Y15T17,4,PT,M,\n");
  EXPECT_THAT(Places(result),
              ElementsAre("row 2, value, NOT_A_DECIMAL", "row 3, sex, CODE_UNKNOWN",
                          "row 4, year, NOT_A_PERIOD", "row 6, , CELL_TWICE",
                          "row 7, measure, CODE_UNMAPPED", "row 8, status, CODE_UNMAPPED",
                          "row 9, value, NUMBER_NEGATIVE", "row 10, value, PERCENT_OUT_OF_RANGE",
                          "row 11, value, NUMBER_NOT_WHOLE", "row 12, value, VALUE_MISSING",
                          "row 13, value, STATUS_WITHOUT_NUMBER"));
  EXPECT_EQ(result.taken, 1);
  EXPECT_EQ(result.refused, 11);
  EXPECT_EQ(result.findings[0].sentence,
            "\"twelve\" is not a number; write digits, such as 1234.5");
  EXPECT_EQ(result.findings[0].value, "twelve");
  EXPECT_EQ(result.findings[0].place, "2:G");
  EXPECT_THAT(result.findings[3].sentence, HasSubstr("the same cell as row 5"));
  for (const ImportFinding& finding : result.findings) {
    EXPECT_EQ(finding.severity, Severity::kError) << finding.id;
  }
}

TEST(Import, AllMistakesOfOneRowAreListed) {
  const CountedImport result = Import("KH,A1,2016,PERCENT,X,Y5-17,1e5,KG,A,\n");
  EXPECT_THAT(Places(result), testing::UnorderedElementsAre(
                                  "row 2, value, NUMBER_SCIENTIFIC", "row 2, unit, UNIT_UNKNOWN",
                                  "row 2, sex, CODE_UNKNOWN", "row 2, age, CODE_UNKNOWN"));
  EXPECT_EQ(result.refused, 1);
}

TEST(Import, ValueOfAFindingIsTheCellAsItStands) {
  const CountedImport result = Import("KH,A1,2016,NUMBER,F,Y5T17,0.1565,PS_THS,A,\n");
  ASSERT_EQ(result.findings.size(), 1u);
  EXPECT_EQ(result.findings[0].id, "NUMBER_NOT_WHOLE");
  EXPECT_EQ(result.findings[0].value, "0.1565");
  EXPECT_EQ(
      result.findings[0].sentence,
      "\"0.1565\" in PS_THS: \"156.5\" is not a whole number of persons; write a whole one, or "
      "the unit that was meant");
}

TEST(Import, WarningOnAScaledValueShowsTheCellToo) {
  const CountedImport result = Import(
      "KH,A1,2016,NUMBER,_T,Y5T17,0.100,PS_THS,A,\n"
      "KH,A1,2016,NUMBER,F,Y5T17,0.102,PS_THS,A,\n");
  ASSERT_EQ(result.findings.size(), 1u);
  EXPECT_THAT(result.findings[0].sentence,
              testing::StartsWith("\"0.102\" in PS_THS: 102 for F is more than its total 100"));
}

TEST(Import, LongCellIsQuotedInPart) {
  const std::string thai = absl::StrReplaceAll(std::string(100, 't'), {{"t", "\xE0\xB8\x81"}});
  const CountedImport result =
      Import(absl::StrCat("KH,A1,2016,PERCENT,x", thai, ",Y5T17,", thai, ",PT,A,\n"));
  ASSERT_EQ(result.findings.size(), 2u);
  for (const ImportFinding& finding : result.findings) {
    EXPECT_LE(finding.value.size(), base::kFindingValueBytesMax + 3) << finding.id;
    EXPECT_LE(finding.sentence.size(), 300u) << finding.id;
    EXPECT_THAT(finding.sentence, HasSubstr("…")) << finding.id;
  }
}

// Threat T34.
TEST(Import, SoManyFindingsAreListedAndTheOthersMentioned) {
  std::string rows;
  for (int i = 0; i < base::kImportFindingsMax + 7; ++i)
    rows += "KH,A1,2016,RATIO,F,Y5T17,1,PT,A,\n";
  const CountedImport result = Import(rows);
  EXPECT_EQ(result.refused, base::kImportFindingsMax + 7);
  EXPECT_EQ(result.findings.size(), static_cast<size_t>(base::kImportFindingsMax) + 1);
  EXPECT_EQ(result.findings.front().id, "TOO_MANY_FINDINGS");
  EXPECT_EQ(result.findings.front().severity, Severity::kError);
  EXPECT_EQ(result.findings.front().sentence,
            "there are more than the 1000 findings listed; correct these and import again");
}

TEST(Import, NotesThatAreNotListedAreCountedAndNoErrors) {
  std::string rows;
  for (int i = 0; i < base::kImportFindingsMax + 3; ++i) {
    absl::StrAppend(&rows, "KH,A1,", 1900 + i % 200, ",NUMBER,F,Y", i / 200, ",1 000,PS,A,\n");
  }
  const CountedImport result = Import(rows);
  EXPECT_EQ(result.taken, base::kImportFindingsMax + 3);
  EXPECT_EQ(result.findings.size(), static_cast<size_t>(base::kImportFindingsMax) + 1);
  EXPECT_EQ(result.findings.front().id, "NOTES_DROPPED");
  EXPECT_EQ(result.findings.front().severity, Severity::kNote);
  EXPECT_THAT(result.findings.front().sentence, testing::StartsWith("3 more notes"));
}

TEST(Import, MissingFigureNeedsNeitherNumberNorUnit) {
  const CountedImport result = Import("KH,A1,2016,NUMBER,F,Y5T17,,,M,\n");
  EXPECT_THAT(result.findings, IsEmpty());
  const observation::Block& block = result.indicators.at(0).blocks.at(0);
  EXPECT_EQ(block.rows.at(0).status, observation::Status::kNotAvailable);
  EXPECT_EQ(block.unit_received, "PS");
}

TEST(Import, ZeroIsAFigure) {
  const CountedImport result = Import("KH,A1,2016,NUMBER,F,Y5T17,0,PS,A,\n");
  EXPECT_EQ(result.indicators.at(0).blocks.at(0).rows.at(0).status, observation::Status::kNormal);
}

TEST(Import, ConfidentialityComesFromItsColumn) {
  const std::string yaml =
      absl::StrReplaceAll(kSmallMapping, {{"  comment: note\n", "  confidentiality: note\n"}});
  const CountedImport result = Import(
      "KH,A1,2016,NUMBER,F,Y5T17,,PS,Q,C\n"
      "KH,A1,2016,NUMBER,M,Y5T17,3,PS,A,secret\n",
      yaml);
  EXPECT_EQ(result.indicators.at(0).blocks.at(0).rows.at(0).confidentiality,
            observation::Confidentiality::kConfidential);
  EXPECT_THAT(Places(result), ElementsAre("row 3, note, STATUS_UNKNOWN"));
}

TEST(Import, OtherMembersAndOtherIndicatorsAreCounted) {
  const CountedImport result = Import(
      "LA,A1,2016,PERCENT,_T,Y5T17,12,PT,A,\n"
      "LA,A9,2016,PERCENT,_T,Y5T17,12,PT,A,\n"
      "KH,A9,2016,PERCENT,_T,Y5T17,not read,PT,A,\n"
      "KH,A9,2017,PERCENT,_T,Y5T17,12,PT,A,\n"
      "Kh,A1,2016,PERCENT,_T,Y5T17,12,PT,A,\n"
      "KH,A1,2016,PERCENT,_T,Y5T17,12,PT,A,\n");
  EXPECT_EQ(result.read, 6);
  EXPECT_EQ(result.other_member, 2);
  EXPECT_EQ(result.not_taken, 2);
  EXPECT_EQ(result.refused, 1);
  EXPECT_EQ(result.taken, 1);
  EXPECT_THAT(result.not_taken_by_series, ElementsAre(Pair("A9", 2)));
  EXPECT_THAT(Places(result),
              ElementsAre("row 0, indicator, NO_INDICATOR", "row 6, member, MEMBER_INVALID"));
  EXPECT_EQ(result.findings[0].severity, Severity::kNote);
  EXPECT_EQ(result.findings[0].sentence,
            "2 rows of \"A9\" belong to no indicator and were not taken");
}

TEST(Import, AgeDeviationsAreStated) {
  const CountedImport result = Import(
      "KH,A1,2012,PERCENT,_T,Y5T17,12,PT,A,\n"
      "KH,A1,2012,PERCENT,_T,Y15T17,20,PT,A,\n"
      "KH,A1,2017,PERCENT,_T,Y15T17,20,PT,A,\n");
  const auto& blocks = result.indicators.at(0).blocks;
  EXPECT_EQ(blocks.at(0).rows.at(0).deviations, 0u);
  EXPECT_EQ(blocks.at(0).rows.at(1).deviations, 0u);
  EXPECT_EQ(blocks.at(1).rows.at(0).deviations, observation::SetOf(Deviation::kAgePartOfRange));
}

TEST(Import, RefusedTotalDoesNotHideAnAgeDeviation) {
  // The whole range is refused, so the bracket is no breakdown of anything.
  const CountedImport result = Import(
      "KH,A1,2012,PERCENT,_T,Y5T17,120,PT,A,\n"
      "KH,A1,2012,PERCENT,_T,Y15T17,20,PT,A,\n");
  EXPECT_EQ(result.indicators.at(0).blocks.at(0).rows.at(0).deviations,
            observation::SetOf(Deviation::kAgePartOfRange));
}

TEST(Import, DeviationsOfTheMappingStandWithEveryRow) {
  const std::string yaml = absl::StrReplaceAll(
      kSmallMapping, {{"submitted_by:", "deviations: [concept]\nsubmitted_by:"}});
  const CountedImport result = Import("KH,A1,2012,PERCENT,_T,Y5T17,12,PT,A,\n", yaml);
  EXPECT_EQ(result.indicators.at(0).blocks.at(0).rows.at(0).deviations,
            observation::SetOf(Deviation::kConcept));
}

TEST(Import, PartAboveItsTotalIsAWarningAndTaken) {
  const CountedImport result = Import(
      "KH,A1,2016,NUMBER,_T,Y5T17,100,PS,A,\n"
      "KH,A1,2016,NUMBER,F,Y5T17,102,PS,A,\n");
  EXPECT_EQ(result.taken, 1);
  EXPECT_EQ(result.warned, 1);
  EXPECT_THAT(Places(result), ElementsAre("row 3, sex, TOTAL_BELOW_PART"));
  EXPECT_EQ(result.findings[0].severity, Severity::kWarning);
}

TEST(Import, LongTextIsRefused) {
  const CountedImport result = Import(absl::StrCat(
      "KH,A1,2016,NUMBER,_T,Y5T17,100,PS,A,", std::string(base::kTextBytesMax + 1, 'x'), "\n"));
  EXPECT_THAT(Places(result), ElementsAre("row 2, note, TEXT_TOO_LONG"));
}

TEST(Import, NoRowPassesUncheckedWhenACheckStopsEarly) {
  std::string rows;
  for (int age = 0; age <= base::kFindingsPerBlockMax; ++age) {
    absl::StrAppend(&rows, "KH,A1,2016,NUMBER,_T,Y", age, ",-1,PS,A,\n");
  }
  const CountedImport result = Import(rows);
  EXPECT_EQ(result.taken, 0);
  EXPECT_EQ(result.refused, base::kFindingsPerBlockMax + 1);
  EXPECT_EQ(result.findings.front().id, "TOO_MANY_FINDINGS");
}

TEST(Import, AcceptedBlocksPassTheHubsCheck) {
  std::mt19937 random(8);
  const auto pick = [&random](std::vector<std::string> texts) {
    return texts[random() % texts.size()];
  };
  int taken = 0;
  for (int round = 0; round < 1000; ++round) {
    std::string rows;
    for (int i = 0; i < 12; ++i) {
      AppendCsvRow(
          std::vector<std::string>{
              pick({"KH", "KH", "KH", "LA", ""}), pick({"A1", "A1", "A1", "A2"}),
              pick({"2016", "2017", "2017-Q1", "20a6"}), pick({"NUMBER", "PERCENT", "SHARE"}),
              pick({"_T", "F", "M", "f"}), pick({"Y5T17", "Y15T17", "Y5T11", "_T", "Y"}),
              pick({"1", "2.5", "0", "-1", "1e3", "", "101"}), pick({"PS", "PS_THS", "PT", ""}),
              pick({"A", "E", "M", "Q", "B"}), pick({"", "a, b"})},
          &rows);
    }
    const CountedImport result = Import(rows);
    taken += result.taken + result.warned;
    for (const ImportedIndicator& imported : result.indicators) {
      for (const observation::Block& block : imported.blocks) {
        EXPECT_FALSE(
            catalogue::HasError(catalogue::CheckBlock(Framework(), imported.indicator, block)));
        observation::Block sorted = block;
        EXPECT_TRUE(observation::SortRows(&sorted));
        EXPECT_EQ(sorted.rows.front().codes, block.rows.front().codes);
      }
    }
  }
  EXPECT_GT(taken, 100);
}

TEST(Import, MappingThatDoesNotFitIsRefusedAsAWhole) {
  const Table table = Required(ReadCsv(kSmallColumns));
  Mapping mapping = Required(ReadMapping(kSmallMapping));
  mapping.indicator.constant = "A1";
  EXPECT_EQ(base::ReasonOf(ImportTable(table, mapping, Framework(), "KH").status()),
            "MAPPING_MISMATCH");
  const Table other = Required(ReadCsv("a,b\n"));
  EXPECT_EQ(
      base::ReasonOf(
          ImportTable(other, Required(ReadMapping(kSmallMapping)), Framework(), "KH").status()),
      "COLUMN_MISSING");
}

}  // namespace
}  // namespace lontar::formats
