#include "tests/reference/coverage_reference.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace lontar::reference {
namespace {

using FileRow = std::map<std::string, std::string>;

// What each file says to which indicator, as in data/demo/mappings: rows whose column `indicator`
// is the code. `age` is the code that stands for the indicator's whole range; `deviates` means that
// every row is of another concept.
struct FileFact {
  std::string code;
  std::string file;
  std::string age;
  bool deviates;
};

std::vector<FileFact> Facts() {
  return {
      {"A1", "ilostat_child_labour.csv", "Y5T17", false},
      {"A1", "unsd_sdg_8_7_1_child_labour.csv", "Y5T17", false},
      {"A3", "ilostat_young_workers_15_17.csv", "Y14T17", false},
      {"A11", "uis_net_enrolment.csv", "SCH_PRIM", false},
      {"A12", "unsd_sdg_1_3_1_social_protection.csv", "_T", true},
  };
}

// One line without its end. A doubled quote inside quotes is a quote; the published files have no
// line break in a cell.
std::vector<std::string> SplitLine(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      cells.back() += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

std::vector<FileRow> RowsOf(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::string line;
  std::getline(in, line);
  const std::vector<std::string> names = SplitLine(line);
  std::vector<FileRow> rows;
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = SplitLine(line);
    if (cells.size() != names.size()) throw std::runtime_error("row of another width in " + path);
    FileRow row;
    for (size_t i = 0; i < names.size(); ++i) row[names[i]] = cells[i];
    rows.push_back(row);
  }
  return rows;
}

bool IsWhole(const FileRow& row, const FileFact& fact) {
  return !fact.deviates && row.at("age") == fact.age && row.at("sex") == "_T" &&
         row.at("urbanisation") == "_T" && row.at("activity") == "_T";
}

// Years of a member's rows; the value says whether one of the year's figures is as specified.
using Years = std::map<int, bool>;

// Ascending years and a strict comparison: on a tie the earlier one stays.
int NearestYear(const Years& years, bool only_as_specified) {
  int best = 0;
  for (const auto& [year, as_specified] : years) {
    if (only_as_specified && !as_specified) continue;
    if (best == 0 || std::abs(year - 2016) < std::abs(best - 2016)) best = year;
  }
  return best;
}

Years YearsOf(const std::string& folder, const std::string& code, const std::string& member,
              int year_to) {
  Years years;
  for (const FileFact& fact : Facts()) {
    if (fact.code != code) continue;
    for (const FileRow& row : RowsOf(folder + "/" + fact.file)) {
      if (row.at("indicator") != code || row.at("ref_area") != member) continue;
      if (row.at("value").empty() || row.at("obs_status") == "M") continue;
      const int year = std::stoi(row.at("time_period"));
      if (year_to != 0 && year > year_to) continue;
      years[year] = years[year] || IsWhole(row, fact);
    }
  }
  return years;
}

}  // namespace

int ReferenceTable::Reported(const std::string& code) const {
  int count = 0;
  for (const auto& [name, member] : by_code.at(code)) count += member.reported ? 1 : 0;
  return count;
}

int ReferenceTable::AsSpecified(const std::string& code) const {
  int count = 0;
  for (const auto& [name, member] : by_code.at(code)) count += member.as_specified ? 1 : 0;
  return count;
}

ReferenceTable CountFromFiles(const std::string& folder, const std::vector<std::string>& members,
                              int year_to) {
  ReferenceTable table;
  for (int number = 1; number <= 14; ++number) {
    const std::string code = "A" + std::to_string(number);
    for (const std::string& name : members) {
      const Years years = YearsOf(folder, code, name, year_to);
      ReferenceMember& member = table.by_code[code][name];
      member.reported = !years.empty();
      const int whole = NearestYear(years, true);
      member.as_specified = whole != 0;
      member.baseline_year = whole != 0 ? whole : NearestYear(years, false);
    }
  }
  return table;
}

}  // namespace lontar::reference
