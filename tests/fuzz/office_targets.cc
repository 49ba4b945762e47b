// Files as offices send them: workbooks, SDMX-CSV, CSV in whatever encoding, and what is proposed
// for them.

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/formats/import_file.h"
#include "core/formats/import_json.h"
#include "core/formats/mapping_propose.h"
#include "core/formats/mapping_write.h"
#include "core/formats/utf8.h"
#include "core/formats/workbook_read.h"
#include "tests/fuzz/targets.h"
#include "tests/support/zip_write.h"
#include "tests/unit/formats/sample.h"

namespace lontar::fuzz {
namespace {

const catalogue::Catalogue& Roadmap() {
  static const catalogue::Catalogue catalogue = formats::Catalogue2025();
  return catalogue;
}

// The file as a dry run looks at it.
std::string RunImportOf(absl::string_view bytes, const std::optional<formats::Mapping>& mapping) {
  const auto file = formats::MapFile(bytes, "figures", mapping, Roadmap());
  if (!file.ok()) return JudgeRefusal(file.status());
  const auto result = formats::ImportTables(file->tables, Roadmap(), "");
  if (!result.ok()) return JudgeRefusal(result.status());
  for (const formats::ImportFinding& finding : file->findings) {
    if (!formats::IsUtf8(finding.sentence)) return "a finding on the file that is no UTF-8";
  }
  return JudgeImport(*result, Roadmap());
}

std::string RunWorkbook(absl::string_view bytes) {
  static const formats::Mapping mapping = *formats::ReadMapping(formats::kSmallMapping);
  const auto workbook = formats::ReadWorkbook(bytes);
  if (!workbook.ok()) return JudgeRefusal(workbook.status());
  for (const formats::Grid& grid : workbook->sheets) {
    if (!formats::IsUtf8(grid.name())) return "a sheet whose name is no UTF-8";
  }
  return RunImportOf(bytes, mapping);
}

// The bytes stand in a sheet of a workbook that is whole: a mutated zip file seldom gets so far.
std::string RunWorksheet(absl::string_view bytes) {
  return RunWorkbook(WorkbookOf({{"data", std::string(bytes)}, {"hidden:old", "<sheetData/>"}},
                                {"shared", "KH"}, {"d-mmm", "0%"}));
}

std::string RunSdmxCsv(absl::string_view bytes) { return RunImportOf(bytes, std::nullopt); }

// What is proposed is a mapping, written in both ways, and says the same when it is read.
std::string RunOfficeFile(absl::string_view bytes) {
  const auto file = formats::ReadOfficeFile(bytes, nullptr);
  if (!file.ok()) return JudgeRefusal(file.status());
  const formats::MappingProposal proposal =
      formats::ProposeMapping(*file, Roadmap(), {"figures.csv", "A1", "KH"});
  const std::string text = formats::MappingText(proposal.mapping, proposal.unsure);
  const auto read = formats::ReadMapping(text);
  if (!read.ok()) return absl::StrCat("the proposal is refused: ", read.status().ToString());
  if (formats::MappingText(*read, proposal.unsure) != text) return "written otherwise than read";
  const auto from_json = formats::ReadMapping(formats::ProposalJson(proposal));
  if (!from_json.ok()) {
    return absl::StrCat("the proposal as JSON is refused: ", from_json.status().ToString());
  }
  if (formats::MappingText(*from_json, proposal.unsure) != text) return "JSON says something else";
  return RunImportOf(bytes, *read);
}

std::string Text(absl::string_view text) {
  return absl::StrCat("<c t=\"inlineStr\"><is><t>", text, "</t></is></c>");
}

std::vector<std::string> WorksheetSeeds() {
  std::string head;
  for (const absl::string_view name : {"member", "indicator", "year", "measure", "sex", "age",
                                       "value", "unit", "status", "note"}) {
    absl::StrAppend(&head, Text(name));
  }
  const auto row = [](absl::string_view value, absl::string_view age) {
    return absl::StrCat("<row><c t=\"s\"><v>1</v></c>", Text("A1"), "<c><v>2016</v></c>",
                        Text("NUMBER"), Text("F"), age, value, Text("PS"), Text("A"), "</row>");
  };
  const std::string age = Text("Y5T17");
  const std::string rows = absl::StrCat(
      row("<c><v>1.5E2</v></c>", age), row(Text("615 (10)"), Text("Y5T11")),
      row("<c><f>G1*2</f><v>12</v></c>", Text("Y12T14")), row("<c><f>G1*2</f></c>", Text("Y7")),
      row("<c t=\"e\"><v>#REF!</v></c>", Text("Y8")), row("<c s=\"2\"><v>0.5</v></c>", Text("Y9")),
      row("<c><v>9</v></c>", "<c s=\"1\"><v>45240</v></c>"));
  return {absl::StrCat("<cols><col min=\"3\" max=\"3\" hidden=\"1\"/></cols><sheetData><row>", head,
                       "</row>", rows,
                       "<row r=\"12\" hidden=\"1\"><c r=\"B12\"><v>1</v></c></row></sheetData>",
                       "<mergeCells><mergeCell ref=\"A2:A4\"/><mergeCell ref=\"G6:H7\"/>"
                       "</mergeCells>")};
}

std::vector<std::string> WorkbookSeeds() {
  return {WorkbookOf({{"data", WorksheetSeeds().front()}, {"hidden:old", "<sheetData/>"}},
                     {"shared", "KH"}, {"d-mmm", "0%"})};
}

std::vector<std::string> SdmxCsvSeeds() {
  return {
      "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,SEX,AGE,CONCEPT,COMP_BREAKDOWN,"
      "TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT\n"
      "dataflow,ASEC:WFCL_ROADMAP(1.0.0),R,KH,CHILD_LABOUR_5_17_PT,F,Y5T17,EA,_Z,2012,13.875,A,"
      "PT,0\n"
      "dataflow,ASEC:WFCL_ROADMAP(1.0.0),R,KH,CHILD_LABOUR_5_17_NB,M,Y5T17,EA,_Z,2012,NaN,O,"
      "NUMBER,3\n",
      "DATAFLOW;SEX: Sex;AGE;INDICATOR;REF_AREA: Area;TIME_PERIOD;OBS_STATUS;OBS_VALUE;"
      "UNIT_MEASURE: Unit;UNIT_MULT\r\n"
      "ASEC:WFCL_ROADMAP(1.0);F: Female;Y5T17;CHILD_LABOUR_5_17_PT;KH: Cambodia;2012;A;13.8;"
      "PT: Percent;0\r\n"};
}

std::string AsUtf16(absl::string_view text, bool is_big) {
  std::string bytes = is_big ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : text) {
    if (is_big) bytes += '\0';
    bytes += c;
    if (!is_big) bytes += '\0';
  }
  return bytes;
}

std::vector<std::string> OfficeFileSeeds() {
  constexpr absl::string_view kPlain =
      "Year\tSex\tAge group\tNumber of children\r\n2016\tMale\t5-11\t1,200\r\n2017\tFemale\t12-14\t"
      "..\r\n";
  return {
      "Children in child labour\nAge,2016,,2017,\n,Boys,Girls,Boys,Girls\n"
      "5-11,12,13,14,15\n12-14,22,,24,25\nSource: labour force survey\n",
      "Year;Sex;Number of children\r2559;Male;\"1.234\"\r;Female;12,5\r2560;Boyz;..\r",
      "ปี,เพศ,จำนวน\n๒๕๕๙,ชาย,๑๒๐๐\n๒๕๕๙,หญิง,๑๑๐๐\n",
      // Windows-874: the names of year and sex; Windows-1252: année, garçons.
      "\xBB\xD5,\xE0\xBE\xC8\n\xF2\xF5\xF5\xF9,12\n",
      "Ann\xE9"
      "e|Gar\xE7ons\n2016|12\n",
      AsUtf16(kPlain, false), AsUtf16(kPlain, true)};
}

}  // namespace

std::vector<Target> OfficeTargets() {
  return {{"workbook", RunWorkbook, WorkbookSeeds, 2'000},
          {"worksheet", RunWorksheet, WorksheetSeeds, 1'000},
          {"sdmx-csv", RunSdmxCsv, SdmxCsvSeeds, 1'000},
          {"office-file", RunOfficeFile, OfficeFileSeeds, 1'000}};
}

}  // namespace lontar::fuzz
