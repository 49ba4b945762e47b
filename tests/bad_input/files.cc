#include "tests/bad_input/files.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/unit/formats/sample.h"

namespace lontar::bad_input {
namespace {

using formats::kSmallColumns;
using formats::kSmallMapping;

BadFile WithRows(absl::string_view input, absl::string_view rows) {
  return {std::string(input), absl::StrCat(kSmallColumns, rows), std::string(kSmallMapping)};
}

BadFile WithContent(absl::string_view input, absl::string_view content) {
  return {std::string(input), std::string(content), std::string(kSmallMapping)};
}

BadFile WithMapping(absl::string_view input, absl::string_view from, absl::string_view to) {
  BadFile file = GoodFile();
  file.input = std::string(input);
  file.mapping = absl::StrReplaceAll(kSmallMapping, {{from, to}});
  return file;
}

void AddShapes(std::vector<BadFile>* files) {
  files->push_back(WithContent("wrong columns",
                               "member,indicator,time,measure,gender,age,value,unit,status,note\n"
                               "KH,A1,2016,PERCENT,_T,Y5T17,12.5,PT,A,\n"));
  files->push_back(
      WithRows("a row with a comma too many", "KH,A1,2016,PERCENT,_T,Y5T17,12,5,PT,A,\n"));
  files->push_back(WithContent("two columns of one name", "member,year,year\nKH,2016,2016\n"));
  files->push_back(WithContent("an empty file", ""));
  files->push_back(WithRows("a file cut inside a quoted cell",
                            "KH,A1,2016,PERCENT,_T,Y5T17,12.5,PT,A,\"new wei"));
  files->push_back(WithRows("a file cut inside a row",
                            "KH,A1,2016,PERCENT,_T,Y5T17,12.5,PT,A,\nKH,A1,2017,PERC"));
  files->push_back(WithContent("a file in UTF-16 that is cut", std::string("\xFF\xFEm\0e\0m", 7)));
  files->push_back(WithRows("a cell longer than any",
                            absl::StrCat("KH,A1,2016,PERCENT,_T,Y5T17,12.5,PT,A,",
                                         std::string(base::kImportCellBytesMax + 1, 'x'), "\n")));
  std::string names = "c0";
  for (int i = 1; i <= base::kImportColumnsMax; ++i) absl::StrAppend(&names, ",c", i);
  files->push_back(WithContent("too many columns", names + "\n"));
}

void AddRows(std::vector<BadFile>* files) {
  files->push_back(WithRows("an unknown code", "KH,A1,2016,PERCENT,X,Y5T17,12.5,PT,A,\n"));
  files->push_back(
      WithRows("an age in another spelling", "KH,A1,2016,PERCENT,_T,Y05T17,12.5,PT,A,\n"));
  files->push_back(WithRows("a code that the mapping does not translate",
                            "KH,A1,2016,RATIO,_T,Y5T17,12.5,PT,A,\n"));
  files->push_back(WithRows("an unknown unit", "KH,A1,2016,PERCENT,_T,Y5T17,12.5,PM,A,\n"));
  files->push_back(WithRows("a number that can be read in two ways",
                            "KH,A1,2016,NUMBER,_T,Y5T17,\"1,234\",PS,A,\n"));
  files->push_back(WithRows("a dash in place of a number", "KH,A1,2016,NUMBER,_T,Y5T17,-,PS,A,\n"));
  files->push_back(WithRows("a percentage of persons", "KH,A1,2016,NUMBER,_T,Y5T17,12 %,PS,A,\n"));
  files->push_back(
      WithRows("a year of the Buddhist era", "KH,A1,2559,PERCENT,_T,Y5T17,12.5,PT,A,\n"));
  files->push_back(
      WithRows("a number with an exponent", "KH,A1,2016,PERCENT,_T,Y5T17,1e1,PT,A,\n"));
  files->push_back(
      WithRows("a number of too many digits", "KH,A1,2016,PERCENT,_T,Y5T17,12.0123456789,PT,A,\n"));
  files->push_back(WithRows(
      "a long text where a number belongs",
      absl::StrCat("KH,A1,2016,PERCENT,_T,Y5T17,x",
                   absl::StrReplaceAll("ttttttttttttttttttttttttttttttt", {{"t", "\xE0\xB8\x81"}}),
                   ",PT,A,\n")));
  files->push_back(WithRows("a negative count", "KH,A1,2016,NUMBER,_T,Y5T17,-1,PS,A,\n"));
  files->push_back(
      WithRows("a negative count in thousands", "KH,A1,2016,NUMBER,_T,Y5T17,-1.5,PS_THS,A,\n"));
  files->push_back(
      WithRows("a part of a person in thousands", "KH,A1,2016,NUMBER,_T,Y5T17,0.1565,PS_THS,A,\n"));
  files->push_back(WithRows("a percentage above 100", "KH,A1,2016,PERCENT,_T,Y5T17,100.1,PT,A,\n"));
  files->push_back(WithRows("a cell that stands twice",
                            "KH,A1,2016,PERCENT,_T,Y5T17,12.5,PT,A,\n"
                            "KH,A1,2016,PERCENT,_T,Y5T17,12.6,PT,A,\n"));
  files->push_back(WithRows("a year that is none", "KH,A1,16/17,PERCENT,_T,Y5T17,12.5,PT,A,\n"));
  files->push_back(WithRows("a member that is none", "Kh,A1,2016,PERCENT,_T,Y5T17,12.5,PT,A,\n"));
  files->push_back(WithRows("an unknown status", "KH,A1,2016,PERCENT,_T,Y5T17,12.5,PT,Z,\n"));
  files->push_back(
      WithRows("a number where the status has none", "KH,A1,2016,PERCENT,_T,Y5T17,4,PT,M,\n"));
  files->push_back(
      WithRows("no number where the status wants one", "KH,A1,2016,PERCENT,_T,Y5T17,,PT,A,\n"));
  files->push_back(WithRows("two units in one block",
                            "KH,A1,2016,NUMBER,M,Y5T17,156,PS,A,\n"
                            "KH,A1,2016,NUMBER,F,Y5T17,0.156,PS_THS,A,\n"));
  files->push_back(WithRows("a comment longer than any",
                            absl::StrCat("KH,A1,2016,PERCENT,_T,Y5T17,12.5,PT,A,",
                                         std::string(base::kTextBytesMax + 1, 'x'), "\n")));
}

void AddMappings(std::vector<BadFile>* files) {
  files->push_back(WithMapping("an unknown key in the mapping", "series:", "serie:"));
  files->push_back(WithMapping("an alias in the mapping", "take: {indicator: [A1]}",
                               "take: {indicator: &a [A1], series: *a}"));
  files->push_back(WithMapping("a mapping nested too deep", "[A1]",
                               absl::StrCat(std::string(20, '['), "A1", std::string(20, ']'))));
  files->push_back(WithMapping(
      "a mapping longer than any", "source: labour force survey",
      absl::StrCat("source: \"", std::string(base::kConfigurationBytesMax, 'x'), "\"")));
  files->push_back(
      WithMapping("a mapping cut short", "submitted_by: {KH: KH.NIS}\n", "submitted_by: {KH: KH"));
  files->push_back(WithMapping("a measure that the indicator does not have", "PERCENT: proportion",
                               "PERCENT: percent"));
  files->push_back(WithMapping("an indicator that no catalogue has", "indicator: child-labour-5-17",
                               "indicator: A99"));
}

}  // namespace

BadFile GoodFile() { return WithRows("nothing wrong", "KH,A1,2016,PERCENT,_T,Y5T17,12.5,PT,A,\n"); }

std::vector<BadFile> BadFiles() {
  std::vector<BadFile> files;
  AddShapes(&files);
  AddRows(&files);
  AddMappings(&files);
  return files;
}

}  // namespace lontar::bad_input
