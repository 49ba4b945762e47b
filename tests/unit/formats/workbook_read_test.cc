#include "core/formats/workbook_read.h"

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/formats/sheet_read.h"
#include "core/formats/workbook_parts.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/zip_write.h"
#include "tests/unit/formats/sample.h"

namespace lontar::formats {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Grid FirstSheet(const std::string& bytes) { return Required(ReadWorkbook(bytes)).sheets.at(0); }

std::string WorkbookRefusal(const std::string& bytes) {
  const absl::StatusOr<Workbook> workbook = ReadWorkbook(bytes);
  if (workbook.ok()) return "read";
  EXPECT_EQ(workbook.status().code(), absl::StatusCode::kInvalidArgument);
  return base::ReasonOf(workbook.status()) + ": " + std::string(workbook.status().message());
}

std::string OneSheet(absl::string_view rows, const std::vector<std::string>& texts = {},
                     const std::vector<std::string>& formats = {}) {
  return WorkbookOf({{"A6", absl::StrCat("<sheetData>", rows, "</sheetData>")}}, texts, formats);
}

TEST(WorkbookRead, CellsKeepTheirPlaceAndKind) {
  const Grid grid = FirstSheet(
      OneSheet("<row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"D2\"><v>1234.5</v></c></row>"
               "<row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>in line</t></is></c>"
               "<c r=\"B4\" t=\"b\"><v>1</v></c><c r=\"C4\" t=\"e\"><v>#REF!</v></c></row>",
               {"shared"}));
  EXPECT_EQ(grid.rows(), 4);
  EXPECT_EQ(grid.At(1, 1), "shared");
  EXPECT_EQ(grid.KindAt(1, 1), CellKind::kText);
  EXPECT_EQ(grid.At(1, 2), "");
  EXPECT_EQ(grid.At(1, 3), "1234.5");
  EXPECT_EQ(grid.KindAt(1, 3), CellKind::kNumber);
  EXPECT_EQ(grid.At(3, 0), "in line");
  EXPECT_EQ(grid.At(3, 1), "TRUE");
  EXPECT_EQ(grid.KindAt(3, 1), CellKind::kBoolean);
  EXPECT_EQ(grid.KindAt(3, 2), CellKind::kError);
  EXPECT_EQ(grid.PlaceOf(1, 3), "A6!D2");
  EXPECT_EQ(grid.PlaceOfRow(1), "A6!2");
  EXPECT_EQ(Grid("Lao PDR", false).PlaceOf(0, 27), "'Lao PDR'!AB1");
}

TEST(WorkbookRead, RowsAndCellsMayCountThemselves) {
  const Grid grid =
      FirstSheet(OneSheet("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"));
  EXPECT_EQ(grid.At(0, 1), "2");
  EXPECT_EQ(grid.At(1, 0), "3");
}

TEST(WorkbookRead, NumbersHaveFifteenDigitsAndNoExponent) {
  const Grid grid =
      FirstSheet(OneSheet("<row><c><v>13.800000000000001</v></c><c><v>0.30000000000000004</v></c>"
                          "<c><v>1.5E+15</v></c><c><v>1E-05</v></c><c><v>12345678901234567</v></c>"
                          "<c><v>1E+300</v></c></row>"));
  EXPECT_EQ(grid.At(0, 0), "13.8");
  EXPECT_EQ(grid.At(0, 1), "0.3");
  EXPECT_EQ(grid.At(0, 2), "1500000000000000");
  EXPECT_EQ(grid.At(0, 3), "0.00001");
  EXPECT_EQ(grid.At(0, 4), "12345678901234568");
  EXPECT_EQ(grid.At(0, 5), "1e+300");
}

TEST(WorkbookRead, FormulasGiveTheirResultOrThemselves) {
  const Grid grid =
      FirstSheet(OneSheet("<row><c><f>A2+1</f><v>7</v></c><c><f>B2</f></c><c "
                          "t=\"str\"><f>C2</f><v>text</v></c></row>"));
  EXPECT_EQ(grid.At(0, 0), "7");
  EXPECT_TRUE(grid.IsFormula(0, 0));
  EXPECT_EQ(grid.At(0, 1), "=B2");
  EXPECT_EQ(grid.KindAt(0, 1), CellKind::kFormulaUnread);
  EXPECT_FALSE(grid.IsFormula(0, 1));
  EXPECT_EQ(grid.At(0, 2), "text");
}

TEST(WorkbookRead, FormatsSayPercentAndDate) {
  const Grid grid = FirstSheet(OneSheet(
      "<row><c s=\"1\"><v>0.138</v></c><c s=\"2\"><v>45240</v></c><c s=\"3\"><v>5</v></c></row>",
      {}, {"0.0%", "dd/mm/yyyy", "#,##0 &quot;days&quot;"}));
  EXPECT_EQ(grid.At(0, 0), "13.8");
  EXPECT_EQ(grid.KindAt(0, 0), CellKind::kPercent);
  EXPECT_EQ(grid.At(0, 1), "2023-11-10");
  EXPECT_EQ(grid.KindAt(0, 1), CellKind::kDate);
  EXPECT_EQ(grid.KindAt(0, 2), CellKind::kNumber);
}

TEST(WorkbookRead, LooksOfFormats) {
  EXPECT_EQ(LookOfFormat("General"), NumberLook::kNumber);
  EXPECT_EQ(LookOfFormat("#,##0.00;[Red]-#,##0.00"), NumberLook::kNumber);
  EXPECT_EQ(LookOfFormat("[$-409]d\\-mmm"), NumberLook::kDate);
  EXPECT_EQ(LookOfFormat("h:mm"), NumberLook::kDate);
  EXPECT_EQ(LookOfFormat("0.00\\ %"), NumberLook::kPercent);
  EXPECT_EQ(LookOfFormat("0 \"per %\""), NumberLook::kNumber);
}

TEST(WorkbookRead, DaysOfBothCalendars) {
  EXPECT_EQ(DateOfSerial(1, false), "1900-01-01");
  EXPECT_EQ(DateOfSerial(59, false), "1900-02-28");
  EXPECT_EQ(DateOfSerial(60, false), "1900-02-29");  // which never was
  EXPECT_EQ(DateOfSerial(61, false), "1900-03-01");
  EXPECT_EQ(DateOfSerial(45240.75, false), "2023-11-10");
  EXPECT_EQ(DateOfSerial(0.5625, false), "13:30");
  EXPECT_EQ(DateOfSerial(0, true), "1904-01-01");
  EXPECT_EQ(DateOfSerial(2'958'465, false), "9999-12-31");
  EXPECT_EQ(DateOfSerial(2'958'466, false), "");
  EXPECT_EQ(DateOfSerial(-1, false), "");
}

TEST(WorkbookRead, RichTextsAreJoinedAndReadingsLeftOut) {
  const Grid grid = FirstSheet(OneSheet(
      "<row><c t=\"s\"><v>0</v></c></row>",
      {"<r><t>Vi</t></r><r><t>ệt Nam</t></r><rPh sb=\"0\" eb=\"1\"><t>reading</t></rPh>"}));
  EXPECT_EQ(grid.At(0, 0), "Việt Nam");
}

TEST(WorkbookRead, HiddenAndMergedPartsAreKnown) {
  const Workbook workbook = Required(ReadWorkbook(WorkbookOf(
      {{"shown",
        "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData><row r=\"3\" "
        "hidden=\"true\"><c r=\"A3\"><v>1</v></c></row></sheetData><mergeCells><mergeCell "
        "ref=\"A1:C2\"/></mergeCells>"},
       {"hidden:old", "<sheetData/>"}})));
  ASSERT_EQ(workbook.sheets.size(), 2u);
  EXPECT_FALSE(workbook.sheets[0].is_hidden());
  EXPECT_THAT(workbook.sheets[0].hidden_rows(), ElementsAre(2));
  EXPECT_THAT(workbook.sheets[0].hidden_columns(), ElementsAre(1, 2));
  ASSERT_EQ(workbook.sheets[0].merged().size(), 1u);
  EXPECT_EQ(workbook.sheets[0].merged()[0].last_column, 2);
  EXPECT_TRUE(workbook.sheets[1].is_hidden());
  EXPECT_EQ(workbook.sheets[1].name(), "old");
}

TEST(WorkbookRead, WhatIsNoWorkbookIsNamed) {
  EXPECT_THAT(WorkbookRefusal("PK\x03\x04 no zip"), HasSubstr("XLSX_INVALID"));
  EXPECT_THAT(WorkbookRefusal(ZipOf({{"a.txt", "text"}})), HasSubstr("a zip file and no workbook"));
  EXPECT_THAT(WorkbookRefusal(ZipOf({{"content.xml", "<x/>"}})), HasSubstr("OpenDocument"));
  EXPECT_THAT(WorkbookRefusal("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"),
              HasSubstr("XLSX_ENCRYPTED: the file is an old .xls"));
  EXPECT_THAT(WorkbookRefusal(OneSheet("<row><c></row>")),
              HasSubstr("XLSX_INVALID: part \"xl/worksheets/sheet1.xml\" is no well-formed XML"));
  EXPECT_THAT(WorkbookRefusal(OneSheet("<row><c t=\"s\"><v>7</v></c></row>")),
              HasSubstr("A6!A1 refers to text \"7\" of 0"));
  EXPECT_THAT(WorkbookRefusal(OneSheet("<row r=\"2\"/><row r=\"2\"/>")),
              HasSubstr("has row \"2\" after row 2"));
  EXPECT_THAT(WorkbookRefusal(OneSheet("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>")),
              HasSubstr("has a cell \"A1\" after A6!B1"));
  EXPECT_THAT(WorkbookRefusal(OneSheet("<row><c><v>12,5</v></c></row>")),
              HasSubstr("A6!A1 holds \"12,5\" as a number"));
}

// Threat T34: a file that unpacks to a thousand times its size.
TEST(WorkbookRead, ABombIsRefusedBeforeItIsUnpacked) {
  const std::string rows = std::string(64 << 20, ' ');
  const std::string bytes = OneSheet(rows);
  EXPECT_LT(bytes.size(), rows.size() / 500);
  EXPECT_THAT(WorkbookRefusal(bytes),
              HasSubstr("XLSX_TOO_LARGE: part \"xl/worksheets/sheet1.xml\" would unpack from"));
}

// Threat T34.
TEST(WorkbookRead, DeepXmlAndDocumentTypesAreRefused) {
  std::string deep;
  for (int i = 0; i <= base::kXmlDepthMax; ++i) deep += "<a>";
  EXPECT_THAT(WorkbookRefusal(OneSheet(deep)), HasSubstr("XLSX_TOO_LARGE"));
  const std::string laughs =
      "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><worksheet>&b;</worksheet>";
  const std::string outside =
      "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><worksheet>&a;</worksheet>";
  for (const std::string& sheet : {laughs, outside}) {
    std::string bytes = OneSheet("");
    // The parts as they were, with another sheet.
    ZipParts parts = {
        {"_rels/.rels",
         "<Relationships><Relationship Id=\"w\" Type=\"x/officeDocument\" "
         "Target=\"workbook.xml\"/></Relationships>"},
        {"workbook.xml", "<workbook><sheets><sheet name=\"A\" id=\"s\"/></sheets></workbook>"},
        {"_rels/workbook.xml.rels",
         "<Relationships><Relationship Id=\"s\" Type=\"x/worksheet\" "
         "Target=\"sheet.xml\"/></Relationships>"},
        {"sheet.xml", sheet}};
    EXPECT_THAT(WorkbookRefusal(ZipOf(parts)), HasSubstr("XLSX_UNSAFE"));
  }
}

// Threat T34: what a workbook says of itself is no reason to make room for it.
TEST(WorkbookRead, FarRowsColumnsAndLongCellsAreRefused) {
  EXPECT_THAT(WorkbookRefusal(OneSheet("<row r=\"10000000\"/>")),
              HasSubstr("XLSX_TOO_LARGE: sheet \"A6\" has row 10000000"));
  EXPECT_THAT(WorkbookRefusal(OneSheet("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>")),
              HasSubstr("A6!XFD1 is beyond column 256"));
  EXPECT_THAT(
      WorkbookRefusal(OneSheet(absl::StrCat("<row><c t=\"inlineStr\"><is><t>",
                                            std::string(1'000'000, 'x'), "</t></is></c></row>"))),
      HasSubstr("A6!A1 has more than 131072 bytes"));
  EXPECT_THAT(WorkbookRefusal(
                  OneSheet("<row><c t=\"s\"><v>0</v></c></row>", {std::string(1'000'000, 'x')})),
              HasSubstr("has more than 131072 bytes"));
}

// Threat T34: one long text that many cells refer to.
TEST(WorkbookRead, ASharedTextCannotFillTheMemory) {
  std::string rows;
  for (int row = 0; row < 30; ++row) {
    rows += "<row>";
    for (int column = 0; column < 200; ++column) rows += "<c t=\"s\"><v>0</v></c>";
    rows += "</row>";
  }
  EXPECT_THAT(WorkbookRefusal(OneSheet(rows, {std::string(base::kImportCellBytesMax, 'x')})),
              HasSubstr("XLSX_TOO_LARGE: A6!"));
}

TEST(WorkbookRead, ACutOrChangedFileNeverEndsTheProgram) {
  const std::string whole =
      OneSheet("<row><c t=\"s\"><v>0</v></c><c><v>1</v></c></row>", {"text"}, {"0%"});
  int read = 0;
  for (size_t i = 0; i < whole.size(); i += 3) {
    EXPECT_FALSE(ReadWorkbook(absl::string_view(whole).substr(0, i)).ok());
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x41);
    if (ReadWorkbook(changed).ok()) ++read;
  }
  EXPECT_LT(read, static_cast<int>(whole.size()) / 3);
}

}  // namespace
}  // namespace lontar::formats
