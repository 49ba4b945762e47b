#pragma once
// The slow and obvious count of what the published files hold, made from the files alone.
//
// It shares no code with core, so that a mistake there cannot repeat itself here: std only, its own
// split of a CSV line, its own words for the rule. Source of the rule: the domain brief, sections 5
// (counting) and 6 (baseline year, year rule). What the mapping files say about the published files
// is written out in the source as facts.

#include <map>
#include <string>
#include <vector>

namespace lontar::reference {

struct ReferenceMember {
  bool reported = false;
  bool as_specified = false;
  // The year that stands for the member: those with a figure as specified first, then the nearest
  // to 2016, the earlier one on a tie. 0 where nothing is reported.
  int baseline_year = 0;
};

struct ReferenceTable {
  // By code "A1" to "A14", then by member; every code and every member asked for is there.
  std::map<std::string, std::map<std::string, ReferenceMember>> by_code;

  int Reported(const std::string& code) const;
  int AsSpecified(const std::string& code) const;
};

// Counts over the CSV files in `folder` for `members`, with periods up to and including `year_to`;
// 0 leaves it open. Throws std::runtime_error, naming the file, where one is missing or has a row
// of another shape.
ReferenceTable CountFromFiles(const std::string& folder, const std::vector<std::string>& members,
                              int year_to);

}  // namespace lontar::reference
