#pragma once
// Files as ministries hand them in on a bad day, each with one thing wrong.

#include <string>
#include <vector>

namespace lontar::bad_input {

inline constexpr char kGoodMapping[] = "small.yaml";
inline constexpr char kFileName[] = "figures.csv";

struct BadFile {
  std::string input;    // as in the page's first column
  std::string content;  // of figures.csv
  std::string mapping;  // of small.yaml
};

// The mapping and one row that the catalogue takes.
BadFile GoodFile();
// None is taken; each is a row of the page at the door "import".
std::vector<BadFile> BadFiles();

}  // namespace lontar::bad_input
