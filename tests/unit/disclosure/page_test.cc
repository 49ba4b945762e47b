// The example of docs/disclosure.md, recomputed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "tests/unit/disclosure/children.h"

namespace lontar::disclosure {
namespace {

using PageTable = std::vector<std::vector<std::string>>;

// The tables of the page that begin with `| place`, by row and cell, the first row with the names.
std::vector<PageTable> TablesOfPage() {
  std::vector<PageTable> tables;
  bool is_inside = false;
  for (const std::string& line : std::vector<std::string>(
           absl::StrSplit(catalogue::ReadSource("docs/disclosure.md"), '\n'))) {
    if (line.starts_with("| place")) tables.emplace_back();
    is_inside = line.starts_with("| place") || (is_inside && line.starts_with("|"));
    if (!is_inside || line.starts_with("|---")) continue;
    std::vector<std::string> cells = absl::StrSplit(line.substr(2, line.size() - 4), " | ");
    tables.back().push_back(std::move(cells));
  }
  return tables;
}

std::vector<Figure> FiguresOf(const PageTable& table) {
  std::vector<Figure> figures;
  for (size_t row = 1; row < table.size(); ++row) {
    for (size_t column = 1; column < table[row].size(); ++column) {
      int64_t count = 0;
      EXPECT_TRUE(absl::SimpleAtoi(table[row][column], &count)) << table[row][column];
      figures.push_back({table[0][column], "Y0T17", table[row][0], count});
    }
  }
  return figures;
}

TEST(DisclosurePage, ItsExampleIsWhatThePlanDoes) {
  const std::vector<PageTable> tables = TablesOfPage();
  ASSERT_EQ(tables.size(), 2u);
  std::vector<observation::Block> blocks = {ChildrenOf(FiguresOf(tables[0]))};
  const DisclosurePlan plan =
      PlanDisclosure(Framework(), Referred(), {.blocks = blocks}, {}).value();
  ApplyDisclosure(plan, &blocks);
  size_t next = 0;
  for (size_t row = 1; row < tables[1].size(); ++row) {
    for (size_t column = 1; column < tables[1][row].size(); ++column) {
      const observation::Row& cell = blocks[0].rows[next++];
      const std::string text =
          observation::HasNumber(cell.status)
              ? observation::ToText(cell.value)
              : absl::StrCat("Q (", observation::CodeOf(cell.confidentiality), ")");
      EXPECT_EQ(tables[1][row][column], text) << absl::StrJoin(cell.codes, " ");
    }
  }
  EXPECT_EQ(next, blocks[0].rows.size());
  ASSERT_FALSE(plan.merges.empty());
  EXPECT_EQ(plan.merges[0].dimension, "geo");
  EXPECT_THAT(plan.merges[0].groups[0], testing::ElementsAre("KH-12", "KH-1"));
}

}  // namespace
}  // namespace lontar::disclosure
