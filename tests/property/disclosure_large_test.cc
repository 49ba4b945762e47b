// Larger tables: a reader with linear bounds over all leaves, and tables too large for a proof.

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "absl/strings/str_join.h"
#include "tests/reference/disclosure_attack.h"
#include "tests/support/counts.h"
#include "tests/unit/disclosure/children.h"

namespace lontar::disclosure {
namespace {

using observation::Block;
using reference::Knowledge;

// Places by brackets by citizenship, everybody in one of each, with all totals.
class FullTable {
 public:
  FullTable(uint64_t seed, std::vector<std::vector<std::string>> parts, int small_in)
      : random_(seed), parts_(std::move(parts)), block_(ChildrenOf({})) {
    leaves_ = 1;
    for (const auto& part : parts_) leaves_ *= static_cast<int>(part.size());
    for (int leaf = 0; leaf < leaves_; ++leaf) {
      const bool is_small = Below(static_cast<uint64_t>(small_in)) == 0;
      values_.push_back(static_cast<int64_t>(is_small ? Below(5) : 5 + Below(60)));
    }
    std::vector<size_t> choice(parts_.size(), 0);
    Add(0, choice);
  }

  const Block& block() const { return block_; }
  const std::vector<std::vector<int>>& leaves_of_rows() const { return leaves_of_rows_; }
  int leaves() const { return leaves_; }

 private:
  uint64_t Below(uint64_t limit) { return random_() % limit; }

  // 0 is the total, i the part i - 1.
  void Add(size_t dimension, std::vector<size_t>& choice) {
    if (dimension == parts_.size()) {
      AddRow(choice);
      return;
    }
    for (size_t code = 0; code <= parts_[dimension].size(); ++code) {
      choice[dimension] = code;
      Add(dimension + 1, choice);
    }
  }

  void AddRow(const std::vector<size_t>& choice) {
    static const std::vector<std::string> kTotals = {"_T", "Y0T17", "_T", "_T", "_T"};
    std::vector<std::string> codes = kTotals;
    std::vector<int> leaves = {0};
    for (size_t i = 0; i < parts_.size(); ++i) {
      std::vector<int> wider;
      if (choice[i] > 0) codes[5 - parts_.size() + i] = parts_[i][choice[i] - 1];
      for (const int above : leaves) {
        for (size_t part = 0; part < parts_[i].size(); ++part) {
          if (choice[i] != 0 && choice[i] != part + 1) continue;
          wider.push_back(above * static_cast<int>(parts_[i].size()) + static_cast<int>(part));
        }
      }
      leaves = std::move(wider);
    }
    int64_t value = 0;
    for (const int leaf : leaves) value += values_[static_cast<size_t>(leaf)];
    block_.rows.push_back({.codes = std::move(codes), .value = {.mantissa = value}});
    leaves_of_rows_.push_back(std::move(leaves));
  }

  std::mt19937_64 random_;
  std::vector<std::vector<std::string>> parts_;
  int leaves_ = 0;
  std::vector<int64_t> values_;
  Block block_;
  std::vector<std::vector<int>> leaves_of_rows_;
};

DisclosurePlan PlanForBlock(const Block& block) {
  return PlanDisclosure(Framework(), Referred(), {.blocks = {block}}, {}).value();
}

TEST(DisclosureLarge, LinearBoundsOfCrossedTablesAreWide) {
  const std::vector<std::vector<std::string>> parts = {
      {"NAT", "NNAT", "_U"}, {"U", "R"}, {"BN-BM", "KH-12", "ID-JK", "LA-VT", "MY-14", "PH-00"}};
  const int tables = support::Count{10, 400}.value();
  for (int seed = 1; seed <= tables; ++seed) {
    SCOPED_TRACE(seed);
    const FullTable table(static_cast<uint64_t>(seed), parts, 8);
    const DisclosurePlan plan = PlanForBlock(table.block());
    std::map<std::vector<std::string>, HoldReason> held;
    for (const HeldBack& cell : plan.held_back) held.emplace(cell.cell.codes, cell.reason);
    std::vector<Knowledge> known;
    for (size_t i = 0; i < table.block().rows.size(); ++i) {
      const auto& row = table.block().rows[i];
      if (held.contains(row.codes)) continue;
      known.push_back({table.leaves_of_rows()[i], row.value.mantissa, row.value.mantissa});
    }
    for (size_t i = 0; i < table.block().rows.size(); ++i) {
      const auto& row = table.block().rows[i];
      if (row.value.mantissa < 1 || row.value.mantissa > 4) continue;
      ASSERT_TRUE(held.contains(row.codes));
      const auto range = reference::LinearRangeOf(table.leaves(), known, table.leaves_of_rows()[i]);
      EXPECT_LE(range.least, 1 + 1e-6) << absl::StrJoin(row.codes, " ");
      EXPECT_GE(range.most, 5 - 1e-6) << absl::StrJoin(row.codes, " ");
    }
    if (HasFailure()) return;
    // Not simply everything.
    EXPECT_LT(held.size(), table.block().rows.size() / 2 + 1);
  }
}

std::vector<std::string> Places(int count) {
  std::vector<std::string> places;
  for (int i = 0; i < count; ++i) places.push_back(absl::StrCat("P", 1000 + i));
  return places;
}

FullTable LargeTable(int greatest) {
  return FullTable(7,
                   {{"F", "M"},
                    {"Y0T4", "Y5T11", "Y12T17"},
                    {"NAT", "NNAT"},
                    {"U", "R"},
                    Places(support::kLargeTablePlaces)},
                   greatest);
}

TEST(DisclosureLarge, CellsWithFewSmallOnesKeepMost) {
  const FullTable table = LargeTable(100);
  ASSERT_GT(table.block().rows.size(), support::kLargeTablePlaces * 100u);
  const DisclosurePlan plan = PlanForBlock(table.block());
  EXPECT_TRUE(plan.warnings.empty());
  EXPECT_FALSE(plan.held_back.empty());
  EXPECT_LT(plan.held_back.size(), table.block().rows.size() / 5);
}

// Only a table of full size runs out of work, and that much work takes too long unoptimised.
#ifndef __SANITIZE_ADDRESS__
TEST(DisclosureLarge, CellsWithManySmallOnesLoseADimension) {
  const FullTable table = LargeTable(3);
  const DisclosurePlan plan = PlanForBlock(table.block());
  ASSERT_EQ(plan.warnings.size(), 1u);
  EXPECT_EQ(plan.warnings[0].id, "PROTECTION_COARSE");
  for (const auto& row : table.block().rows) {
    if (row.codes[4] != "_T") continue;
    for (const HeldBack& held : plan.held_back) ASSERT_NE(held.cell.codes, row.codes);
  }
}
#endif

}  // namespace
}  // namespace lontar::disclosure
