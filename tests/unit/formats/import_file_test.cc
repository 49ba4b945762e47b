#include "core/formats/import_file.h"

#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/problem.h"
#include "core/formats/import_json.h"
#include "core/formats/mapping_propose.h"
#include "core/formats/mapping_write.h"
#include "core/formats/normalised_text.h"
#include "core/formats/sdmx_csv.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/zip_write.h"
#include "tests/unit/formats/sample.h"

namespace lontar::formats {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const catalogue::Catalogue& Roadmap2025() {
  static const catalogue::Catalogue catalogue = Catalogue2025();
  return catalogue;
}

// What was found, in short.
struct Looked {
  std::string refusal;                  // of the file as a whole
  std::vector<std::string> cells;       // "KH number 2016 F Y5T17 = 12 A @ 2:D"
  std::vector<std::string> findings;    // "2:D NUMBER_AMBIGUOUS", no notes on cells
  std::vector<std::string> normalised;  // "2:D decimal-comma"
  RowCounts rows;
};

Looked LookAtFile(absl::string_view bytes, const std::optional<Mapping>& mapping = std::nullopt) {
  Looked looked;
  const absl::StatusOr<MappedFile> file = MapFile(bytes, "figures", mapping, Roadmap2025());
  if (!file.ok()) {
    looked.refusal = base::ReasonOf(file.status()) + ": " + std::string(file.status().message());
    return looked;
  }
  const absl::StatusOr<ImportResult> result = ImportTables(file->tables, Roadmap2025(), "");
  if (!result.ok()) {
    looked.refusal =
        base::ReasonOf(result.status()) + ": " + std::string(result.status().message());
    return looked;
  }
  looked.rows = CountRows(*result);
  for (const auto* findings : {&file->findings, &result->findings}) {
    for (const ImportFinding& finding : WithoutNotes(*findings)) {
      looked.findings.push_back(absl::StrCat(finding.place, " ", finding.id));
    }
  }
  for (const ImportedIndicator& imported : result->indicators) {
    for (size_t b = 0; b < imported.blocks.size(); ++b) {
      const observation::Block& block = imported.blocks[b];
      for (size_t r = 0; r < block.rows.size(); ++r) {
        const observation::Row& row = block.rows[r];
        const FigurePlace& place = imported.places[b][r];
        const std::string at =
            file->tables[static_cast<size_t>(place.table)].table.PlaceOf(place.row, place.column);
        const bool has_number = observation::HasNumber(row.status);
        looked.cells.push_back(absl::StrCat(imported.member, " ", block.measure, " ", block.period,
                                            " ", row.codes[0], " ", row.codes[1], " = ",
                                            has_number ? observation::ToText(row.value) : "none",
                                            " ", observation::CodeOf(row.status), " @ ", at));
        if (place.normalised == 0) continue;
        looked.normalised.push_back(
            absl::StrCat(at, " ", absl::StrJoin(NamesOf(place.normalised), " ")));
      }
    }
  }
  return looked;
}

Looked LookByProposal(absl::string_view bytes, MappingProposal* proposal = nullptr) {
  const OfficeFile file = Required(ReadOfficeFile(bytes, nullptr));
  const MappingProposal made =
      ProposeMapping(file, Roadmap2025(), {"tables/figures.csv", "A1", "KH"});
  if (proposal != nullptr) *proposal = made;
  // As the next person would: what was written is read.
  const Mapping read = Required(ReadMapping(MappingText(made.mapping, made.unsure)));
  EXPECT_EQ(MappingText(read, made.unsure), MappingText(made.mapping, made.unsure));
  const Mapping as_json = Required(ReadMapping(ProposalJson(made)));
  EXPECT_EQ(MappingText(as_json, {}), MappingText(made.mapping, {}));
  return LookAtFile(bytes, read);
}

std::vector<std::string> KeysOf(const MappingProposal& proposal) {
  std::vector<std::string> keys;
  for (const Unsure& item : proposal.unsure) keys.push_back(item.key);
  return keys;
}

// --- tables that say themselves what they mean

TEST(NamedColumns, NeedNoMapping) {
  const Looked looked = LookAtFile(
      "member,indicator,measure,period,sex,age,value\n"
      "KH,A1,number,2016,F,Y5T17,1200\n"
      "KH,child-labour-5-17,proportion,2016,_T,Y5T17,\"12,5\"\n");
  EXPECT_EQ(looked.refusal, "");
  EXPECT_THAT(looked.cells, ElementsAre("KH number 2016 F Y5T17 = 1200 A @ 2:G",
                                        "KH proportion 2016 _T Y5T17 = 12.5 A @ 3:G"));
  EXPECT_THAT(looked.normalised, ElementsAre("3:G decimal-comma"));
  EXPECT_EQ(looked.rows.taken, 2);
}

TEST(NamedColumns, NothingIsGuessedInThem) {
  const Looked looked = LookAtFile(
      "member,indicator,measure,period,sex,age,value\n"
      "KH,A1,number,2559,F,Y5T17,1200\n"
      "KH,A1,number,2016,F,Y5T17,\"1,234\"\n"
      "KH,A1,number,2016,M,Y5T17,..\n"
      "KH,A1,number,2016,,Y5T17,7\n"
      "KH,A1,number,2016,F,Y5T11,1,5\n"
      "KH,Z9,number,2016,F,Y5T17,4\n");
  EXPECT_THAT(looked.findings,
              ElementsAre("2:D BUDDHIST_YEAR", "3:G NUMBER_AMBIGUOUS", "4:G MISSING_MARK",
                          "5:E CODE_UNKNOWN", "6 ROW_TOO_WIDE", "7:B INDICATOR_UNKNOWN"));
  EXPECT_THAT(looked.cells, IsEmpty());
  EXPECT_EQ(looked.rows.read, 6);
  EXPECT_EQ(looked.rows.refused, 6);
}

TEST(NamedColumns, OtherTablesAreRefusedWithWhatIsNotClear) {
  EXPECT_THAT(LookAtFile("a,b\nx,12\n").refusal,
              HasSubstr("MAPPING_NEEDED: what this table means"));
}

// --- SDMX-CSV

TEST(SdmxCsv, BothGenerationsGiveTheSameCells) {
  const Looked two = LookAtFile(
      "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,SEX,AGE,CONCEPT,TIME_PERIOD,OBS_VALUE,"
      "OBS_STATUS,UNIT_MEASURE,UNIT_MULT\n"
      "dataflow,ASEC:WFCL_ROADMAP(1.0.0),R,KH,CHILD_LABOUR_5_17_PT,F,Y5T17,EA,2012,13.875,A,PT,0\n"
      "dataflow,ASEC:WFCL_ROADMAP(1.0.0),R,KH,CHILD_LABOUR_5_17_NB,F,Y5T17,EA,2012,0.156,A,"
      "NUMBER,3\n"
      "dataflow,ASEC:WFCL_ROADMAP(1.0.0),R,KH,CHILD_LABOUR_5_17_NB,M,Y5T17,EA,2012,NaN,O,"
      "NUMBER,3\n");
  EXPECT_EQ(two.refusal, "");
  const std::vector<std::string> expected = {"KH number 2012 F Y5T17 = 156 A",
                                             "KH number 2012 M Y5T17 = none O",
                                             "KH proportion 2012 F Y5T17 = 13.875 A"};
  const Looked one = LookAtFile(
      "DATAFLOW,SEX: Sex,AGE,CONCEPT,INDICATOR,REF_AREA: Area,TIME_PERIOD,OBS_STATUS,OBS_VALUE,"
      "UNIT_MEASURE: Unit,UNIT_MULT\r\n"
      "ASEC:WFCL_ROADMAP(1.0),F: Female,Y5T17,EA,CHILD_LABOUR_5_17_PT,KH: Cambodia,2012,A,13.875,"
      "PT: Percent,0\r\n"
      "ASEC:WFCL_ROADMAP(1.0),F: Female,Y5T17,EA,CHILD_LABOUR_5_17_NB,KH: Cambodia,2012,A,0.156,"
      "NUMBER: Number,3\r\n"
      "ASEC:WFCL_ROADMAP(1.0),M: Male,Y5T17,EA,CHILD_LABOUR_5_17_NB,KH: Cambodia,2012,O,,"
      "NUMBER: Number,3\r\n");
  EXPECT_EQ(one.refusal, "");
  for (const Looked& looked : {one, two}) {
    std::vector<std::string> cells;
    for (const std::string& cell : looked.cells) cells.push_back(cell.substr(0, cell.find(" @")));
    EXPECT_EQ(cells, expected);
    EXPECT_THAT(looked.findings, IsEmpty());
  }
}

TEST(SdmxCsv, BreakdownsOfFewIndicatorsShareAColumn) {
  const Looked looked = LookAtFile(
      "STRUCTURE,STRUCTURE_ID,REF_AREA,INDICATOR,SEX,AGE,COMP_BREAKDOWN,TIME_PERIOD,OBS_VALUE\n"
      "dataflow,ASEC:WFCL_ROADMAP(1.0.0),KH,CHILD_LABOUR_5_17_PT,F,Y5T17,_Z,2012,13.8\n"
      "dataflow,ASEC:WFCL_ROADMAP(1.0.0),KH,CHILD_LABOUR_5_17_PT,F,Y5T11,ED_PRI,2012,13.8\n");
  EXPECT_THAT(looked.findings, ElementsAre("3:G CODE_UNKNOWN"));
  EXPECT_EQ(looked.rows.taken, 1);
}

TEST(SdmxCsv, OtherStructuresAndDeletionsAreRefused) {
  EXPECT_THAT(LookAtFile("STRUCTURE,STRUCTURE_ID,DIM_1,OBS_VALUE\ndataflow,X:Y(1.0),A,1\n").refusal,
              HasSubstr("SDMX_STRUCTURE_UNKNOWN: the file is SDMX-CSV of a structure without "
                        "INDICATOR, REF_AREA, TIME_PERIOD"));
  EXPECT_THAT(LookAtFile("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE\n"
                         "dataflow,X:Y(1.0),D,KH,CHILD_LABOUR_5_17_PT,2012,\n")
                  .refusal,
              HasSubstr("SDMX_ACTION: 2:C: action \"D\" deletes"));
}

// --- habits of offices, by a proposed mapping

TEST(Proposal, ReadsATableWithBreakdownsAsRows) {
  MappingProposal proposal;
  const Looked looked = LookByProposal(
      "Year,Sex,Age group,Number of children\n"
      "2016,Male,5-17,1200\n2016,Female,5-17,1100\n2016,Total,5-11,700\n",
      &proposal);
  EXPECT_THAT(proposal.unsure, IsEmpty());
  EXPECT_THAT(looked.cells, ElementsAre("KH number 2016 F Y5T17 = 1100 A @ 3:D",
                                        "KH number 2016 M Y5T17 = 1200 A @ 2:D",
                                        "KH number 2016 _T Y5T11 = 700 A @ 4:D"));
}

TEST(Proposal, ReadsYearsAndSexesAsColumns) {
  MappingProposal proposal;
  const Looked looked = LookByProposal(
      "Children in child labour\n"
      "Age,2016,,2017,\n,Boys,Girls,Boys,Girls\n"
      "5-11,12,13,14,15\n12-14,22,,24,25\n"
      "Source: labour force survey\n",
      &proposal);
  EXPECT_THAT(looked.cells, Contains("KH number 2016 M Y5T11 = 12 A @ 4:B"));
  EXPECT_THAT(looked.cells, Contains("KH number 2017 F Y12T14 = 25 A @ 5:E"));
  EXPECT_EQ(looked.cells.size(), 7u);
  EXPECT_THAT(looked.findings, ElementsAre("6:A ROW_WITHOUT_FIGURES"));
  EXPECT_EQ(looked.rows.read, 2);
}

// The mark stood in the proposal as it was, and the proposal was refused as no UTF-8.
TEST(Proposal, AByteOrderMarkWithinANameIsNoEndOfIt) {
  MappingProposal proposal;
  const Looked looked = LookByProposal(
      "Year,Se\xEF\xBB\xBFx,Number of children\n2016,Male,1200\n2016,Girls \xEF\xBB\xBF of "
      "both,7\n",
      &proposal);
  EXPECT_THAT(KeysOf(proposal), testing::Not(IsEmpty()));
  EXPECT_EQ(looked.refusal, "");
}

TEST(Proposal, SaysWhatItIsUnsureOf) {
  MappingProposal proposal;
  const Looked looked = LookByProposal(
      "Year;Sex;Number of children\n2559;Male;\"1.234\"\n;Female;12,5\n2560;Boyz;..\n", &proposal);
  EXPECT_THAT(KeysOf(proposal),
              testing::UnorderedElementsAre("calendar", "fill_down", "dimensions.age",
                                            "dimensions.sex", "decimal_mark", "missing"));
  EXPECT_EQ(proposal.mapping.separator, ';');
  EXPECT_EQ(proposal.mapping.marks.decimal, ',');
  EXPECT_THAT(looked.findings, ElementsAre("3:C NUMBER_NOT_WHOLE", "4:B CODE_UNMAPPED"));
  EXPECT_THAT(looked.cells, ElementsAre("KH number 2016 M Y5T17 = 1234 A @ 2:C"));
}

TEST(Proposal, ReadsThaiOfBothEncodings) {
  const std::string utf8 = "ปี,เพศ,จำนวน\n๒๕๕๙,ชาย,๑๒๐๐\n๒๕๕๙,หญิง,๑๑๐๐\n";
  std::string thai;
  for (size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x80) {
      thai += utf8[i];
      continue;
    }
    const int point = ((static_cast<unsigned char>(utf8[i + 1]) & 0x3F) << 6) |
                      (static_cast<unsigned char>(utf8[i + 2]) & 0x3F);
    thai += static_cast<char>(point - 0xE00 + 0xA0);
    i += 2;
  }
  for (const std::string& bytes : {utf8, thai}) {
    MappingProposal proposal;
    const Looked looked = LookByProposal(bytes, &proposal);
    EXPECT_THAT(looked.cells, ElementsAre("KH number 2016 F Y5T17 = 1100 A @ 3:C",
                                          "KH number 2016 M Y5T17 = 1200 A @ 2:C"));
    EXPECT_THAT(KeysOf(proposal), Contains("calendar"));
    EXPECT_EQ(proposal.mapping.encoding.has_value(), bytes == thai);
  }
}

// A million rows of twenty columns of figures would take tens of gigabytes.
TEST(ImportFile, MoreFiguresThanRowsAreNotTaken) {
  Mapping mapping = Required(ReadMapping(kSmallMapping));
  std::string bytes = std::string(kSmallColumns.substr(0, kSmallColumns.size() - 1));
  mapping.values.clear();
  std::string row = "KH,A1,2016,NUMBER,F,Y5T17,1,PS,A,";
  for (int i = 0; i < 200; ++i) {
    mapping.values.push_back({absl::StrCat("f", i), {{"age", absl::StrCat("Y", i % 18)}}});
    absl::StrAppend(&bytes, ",f", i);
    absl::StrAppend(&row, ",1");
  }
  bytes += '\n';
  for (int i = 0; i < 5001; ++i) absl::StrAppend(&bytes, row, "\n");
  EXPECT_EQ(LookAtFile(bytes, mapping).refusal,
            "CSV_TOO_LARGE: the file has more than 1000000 figures; split it");
}

// The catalogue says what a member's own codes mean, and where that is a guess.
TEST(Proposal, KnowsTheMembersOwnCodes) {
  const OfficeFile file = Required(ReadOfficeFile(
      "Year,Mode of reporting,Number of cases\n2016,8.a,12\n2016,hotline calls,3\n", nullptr));
  const auto proposed = [&file](const std::string& member) {
    return ProposeMapping(file, Roadmap2025(), {"cases.csv", "A8", member});
  };
  const MappingProposal indonesia = proposed("ID");
  const auto& rule = indonesia.mapping.dimensions.at("reporting-mode");
  EXPECT_EQ(rule.codes.at("8.a"), "CH_WEB");
  EXPECT_FALSE(rule.codes.contains("hotline calls"));
  EXPECT_THAT(KeysOf(indonesia), Contains("dimensions.reporting-mode"));
  EXPECT_EQ(proposed("PH").mapping.dimensions.at("reporting-mode").codes.at("hotline calls"),
            "CH_HOTLINE");
}

// "All ages" of a table may be those of its own brackets: it is taken as the range, and said.
TEST(Proposal, SaysThatATotalOfAgesIsTheIndicatorsRange) {
  MappingProposal proposal;
  const Looked looked =
      LookByProposal("Year,Age,Number of children\n2016,Total,12\n2016,5-14,7\n", &proposal);
  EXPECT_THAT(looked.cells, Contains("KH number 2016 _T Y5T17 = 12 A @ 2:C"));
  EXPECT_THAT(KeysOf(proposal), ElementsAre("dimensions.age"));
  LookByProposal("Year,Number of children\n2016,12\n", &proposal);
  EXPECT_THAT(KeysOf(proposal), ElementsAre("dimensions.age"));
}

// --- workbooks

std::string Text(absl::string_view text) {
  return absl::StrCat("<c t=\"inlineStr\"><is><t>", text, "</t></is></c>");
}
std::string NumberCell(absl::string_view value, int style = 0) {
  return absl::StrCat("<c s=\"", style, "\"><v>", value, "</v></c>");
}
std::string RowXml(const std::vector<std::string>& cells) {
  return absl::StrCat("<row>", absl::StrJoin(cells, ""), "</row>");
}

TEST(Workbook, EveryHabitOfACellIsTakenOrAsked) {
  const std::string rows = absl::StrCat(
      RowXml({Text("Year"), Text("Sex"), Text("Age group"), Text("Number of children")}),
      RowXml({NumberCell("2016"), Text("Male"), Text("5-11"), Text("615 (10)")}),
      RowXml({NumberCell("2016"), Text("Female"), Text("5-11"), "<c><f>A1</f><v>12</v></c>"}),
      RowXml({NumberCell("2016"), Text("Male"), Text("12-14"), "<c><f>A1</f></c>"}),
      RowXml({NumberCell("2016"), Text("Female"), NumberCell("45240", 1), NumberCell("9")}),
      RowXml({NumberCell("2016"), Text("Male"), Text("15-17"), "<c t=\"e\"><v>#DIV/0!</v></c>"}),
      RowXml({NumberCell("2016"), Text("Female"), Text("15-17"), NumberCell("0.5", 2)}),
      RowXml({NumberCell("2016"), Text("Male"), Text("5-17"), Text("1,234")}));
  const std::string bytes =
      WorkbookOf({{"Sheet1", absl::StrCat("<sheetData>", rows, "</sheetData>")},
                  {"hidden:old", "<sheetData><row><c><v>1</v></c></row></sheetData>"}},
                 {}, {"d-mmm", "0%"});
  MappingProposal proposal;
  const Looked looked = LookByProposal(bytes, &proposal);
  EXPECT_THAT(looked.cells, ElementsAre("KH number 2016 F Y5T11 = 12 A @ Sheet1!D3",
                                        "KH number 2016 M Y5T11 = 615 A @ Sheet1!D2"));
  EXPECT_THAT(looked.findings,
              ElementsAre(" HIDDEN_SHEET", "Sheet1!D4 FORMULA_WITHOUT_RESULT",
                          "Sheet1!C5 DATE_IN_CELL", "Sheet1!D6 ERROR_IN_CELL",
                          "Sheet1!D7 PERCENT_SIGN_MISPLACED", "Sheet1!D8 NUMBER_AMBIGUOUS"));
  EXPECT_THAT(looked.normalised,
              testing::UnorderedElementsAre("Sheet1!D2 footnote-removed number-as-text",
                                            "Sheet1!D3 formula-result"));
}

TEST(Workbook, MergedHeadsAndGroupsAreRead) {
  const std::string sheet = absl::StrCat(
      "<sheetData>", RowXml({Text("Table 1")}),
      RowXml({Text("Sex"), Text("2016"), "<c/>", Text("2017")}),
      RowXml({"<c/>", Text("5-11"), Text("12-14"), Text("5-11")}),
      RowXml({Text("Male"), NumberCell("10"), NumberCell("11"), NumberCell("12")}),
      RowXml({Text("Female"), NumberCell("20"), NumberCell("21"), NumberCell("22")}),
      "</sheetData><mergeCells><mergeCell ref=\"B2:C2\"/><mergeCell ref=\"A2:A3\"/></mergeCells>");
  const Looked looked = LookByProposal(WorkbookOf({{"data", sheet}}));
  EXPECT_THAT(looked.findings, IsEmpty());
  EXPECT_EQ(looked.cells.size(), 6u);
  EXPECT_THAT(looked.cells, Contains("KH number 2016 M Y12T14 = 11 A @ data!C4"));
  EXPECT_THAT(looked.cells, Contains("KH number 2017 F Y5T11 = 22 A @ data!D5"));
}

// The sum of two rows was taken as the first one's own figure.
TEST(Workbook, ANumberMergedOverTwoRowsIsNoneOfTheirs) {
  const std::string sheet = absl::StrCat(
      "<sheetData>",
      RowXml({Text("Year"), Text("Sex"), Text("Age group"), Text("Number of children")}),
      RowXml({NumberCell("2016"), Text("Male"), Text("5-17"), NumberCell("30")}),
      RowXml({NumberCell("2016"), Text("Female"), Text("5-17"), "<c/>"}),
      RowXml({NumberCell("2016"), Text("Total"), Text("5-17"), NumberCell("31")}),
      "</sheetData><mergeCells><mergeCell ref=\"D2:D3\"/></mergeCells>");
  const Looked looked = LookByProposal(WorkbookOf({{"data", sheet}}));
  EXPECT_THAT(looked.findings, ElementsAre("data!D2 MERGED_FIGURE", "data!D3 MERGED_FIGURE"));
  EXPECT_THAT(looked.cells, ElementsAre("KH number 2016 _T Y5T17 = 31 A @ data!D4"));
}

TEST(Workbook, TheSheetOfTheMappingIsRead) {
  Mapping mapping = Required(ReadMapping(kSmallMapping));
  mapping.sheet = "other";
  EXPECT_THAT(LookAtFile(WorkbookOf({{"data", "<sheetData/>"}}), mapping).refusal,
              HasSubstr("SHEET_MISSING: the workbook has no sheet \"other\"; it has \"data\""));
}

// --- what holds of every file

// The order of rows never matters: the same cells, and the same findings but for their places.
TEST(ImportFile, TheOrderOfRowsNeverMatters) {
  std::vector<std::string> rows;
  for (int i = 0; i < 40; ++i) {
    rows.push_back(absl::StrCat("KH,A1,", i % 3 == 0 ? "number" : "proportion", ",", 2010 + i % 7,
                                ",", i % 2 == 0 ? "F" : "M", ",Y", i % 18, ",",
                                i % 5 == 0 ? "x" : absl::StrCat(i), "\n"));
  }
  const auto cells_of = [](const Looked& looked) {
    std::vector<std::string> cells;
    for (const std::string& cell : looked.cells) cells.push_back(cell.substr(0, cell.find(" @")));
    return cells;
  };
  const std::string head = "member,indicator,measure,period,sex,age,value\n";
  const Looked first = LookAtFile(head + absl::StrJoin(rows, ""));
  std::mt19937 random(4);
  for (int round = 0; round < 6; ++round) {
    std::ranges::shuffle(rows, random);
    const Looked other = LookAtFile(head + absl::StrJoin(rows, ""));
    EXPECT_EQ(cells_of(other), cells_of(first));
    EXPECT_EQ(other.findings.size(), first.findings.size());
    EXPECT_EQ(other.rows.refused, first.rows.refused);
  }
}

// Rules on one row find in a file what they find in any part of it.
TEST(ImportFile, FindingsOfAFileHoldThoseOfItsRows) {
  const std::string head = "member,indicator,measure,period,sex,age,value\n";
  const std::vector<std::string> rows = {
      "KH,A1,number,2559,F,Y5T17,1\n", "KH,A1,number,2016,X,Y5,2\n",
      "kh,A1,number,2016,F,Y6,3\n",    "KH,A1,number,2016,F,Y7,-3\n",
      "KH,A1,number,2016,F,Y8,1e3\n",  "KH,A1,number,2016,F,Y9,5\n"};
  const auto ids_of = [](const Looked& looked) {
    std::multiset<std::string> ids;
    for (const std::string& finding : looked.findings)
      ids.insert(finding.substr(finding.find(' ')));
    return ids;
  };
  const auto whole = ids_of(LookAtFile(head + absl::StrJoin(rows, "")));
  for (unsigned chosen = 1; chosen < (1u << rows.size()); ++chosen) {
    std::string part = head;
    for (size_t i = 0; i < rows.size(); ++i) {
      if ((chosen & (1u << i)) != 0) part += rows[i];
    }
    const auto ids = ids_of(LookAtFile(part));
    EXPECT_TRUE(std::ranges::includes(whole, ids)) << part;
  }
}

TEST(ImportFile, AnswersAreJsonWhateverStandsInTheFile) {
  const MappedFile file = Required(MapFile(
      "member,indicator,measure,period,sex,age,value\nKH,A1,number,2016,F,Y5T17,\"\x01\x1b[31m7\"\n"
      "KH,A1,number,2016,M,Y5T17,7\n",
      "\xFF.csv", std::nullopt, Roadmap2025()));
  const ImportResult result = Required(ImportTables(file.tables, Roadmap2025(), ""));
  ImportAnswer answer;
  answer.catalogue = &Roadmap2025();
  answer.file = &file;
  answer.result = &result;
  answer.file_name = "\xFF.csv";
  answer.cells_max = 10;
  const std::string json = ImportJson(answer);
  EXPECT_THAT(json, HasSubstr("\"cells_taken\": 1"));
  EXPECT_THAT(json, HasSubstr("\"place\":\"3:G\""));
  EXPECT_EQ(json.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace lontar::formats
