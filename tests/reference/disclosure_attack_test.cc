#include "tests/reference/disclosure_attack.h"

#include <gtest/gtest.h>

namespace lontar::reference {
namespace {

// Two by two with all margins: leaves 0 1 / 2 3.
const std::vector<Knowledge> kMargins = {
    {{0, 1}, 10, 10}, {{2, 3}, 20, 20}, {{0, 2}, 12, 12}, {{1, 3}, 18, 18}};

TEST(DisclosureAttack, MarginsLeaveARange) {
  EXPECT_TRUE(IsPossible(4, kMargins, {0}, 0));
  EXPECT_TRUE(IsPossible(4, kMargins, {0}, 10));
  EXPECT_FALSE(IsPossible(4, kMargins, {0}, 11));
  const LinearRange range = LinearRangeOf(4, kMargins, {0});
  EXPECT_NEAR(range.least, 0, 1e-6);
  EXPECT_NEAR(range.most, 10, 1e-6);
}

TEST(DisclosureAttack, OneMoreCellTellsAll) {
  std::vector<Knowledge> known = kMargins;
  known.push_back({{3}, 10, 10});
  EXPECT_TRUE(IsPossible(4, known, {0}, 2));
  EXPECT_FALSE(IsPossible(4, known, {0}, 1));
  const LinearRange range = LinearRangeOf(4, known, {0});
  EXPECT_NEAR(range.least, 2, 1e-6);
  EXPECT_NEAR(range.most, 2, 1e-6);
}

TEST(DisclosureAttack, ARangeIsKnowledgeToo) {
  std::vector<Knowledge> known = kMargins;
  known.push_back({{1}, 7, 60});
  EXPECT_TRUE(IsPossible(4, known, {0}, 3));
  EXPECT_FALSE(IsPossible(4, known, {0}, 4));
}

}  // namespace
}  // namespace lontar::reference
