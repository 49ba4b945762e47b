#include "core/disclosure/prover.h"

#include <gtest/gtest.h>

namespace lontar::disclosure {
namespace {

// Two by two: atoms 0 1 / 2 3. Rows, columns, then the four cells.
std::vector<Relation> TwoByTwo() {
  return {{{0, 1}, 10}, {{2, 3}, 20}, {{0, 2}, 12}, {{1, 3}, 18},
          {{0}, 2},     {{1}, 8},     {{2}, 10},    {{3}, 10}};
}

class TwoByTwoReach : public testing::Test {
 protected:
  TwoByTwoReach() : prover_(4, TwoByTwo()) {
    for (int i = 0; i < 8; ++i) prover_.Show(i);
  }
  void ExpectReach(int64_t least, int64_t most) {
    const auto reach = prover_.ReachOf({0}, {});
    ASSERT_TRUE(reach);
    EXPECT_EQ(reach->least, least);
    EXPECT_EQ(reach->most, most);
  }
  Prover prover_;
};

TEST_F(TwoByTwoReach, OneHiddenCellIsWorkedOut) {
  prover_.Hide(4);
  ExpectReach(2, 2);
}

TEST_F(TwoByTwoReach, ThreeHiddenCellsAreWorkedOut) {
  for (const int i : {4, 5, 6}) prover_.Hide(i);
  ExpectReach(2, 2);
}

TEST_F(TwoByTwoReach, FourHiddenCellsMove) {
  for (const int i : {4, 5, 6, 7}) prover_.Hide(i);
  ExpectReach(0, 10);
  prover_.Show(7);
  ExpectReach(2, 2);
}

TEST_F(TwoByTwoReach, ABoundNarrows) {
  for (const int i : {4, 5, 6, 7}) prover_.Hide(i);
  const auto reach =
      prover_.ReachOf({0}, {{.relation = 4, .least = 1, .most = 4}, {.relation = 5, .least = 7}});
  ASSERT_TRUE(reach);
  EXPECT_EQ(reach->least, 1);
  EXPECT_EQ(reach->most, 3);
}

TEST(Prover, AZeroFixesAllBelowIt) {
  Prover prover(3, {{{0, 1}, 0}, {{1, 2}, 5}});
  prover.Show(0);
  prover.Show(1);
  EXPECT_EQ(prover.ReachOf({2}, {})->least, 5);
  prover.Hide(0);
  EXPECT_EQ(prover.ReachOf({2}, {})->least, 0);
}

TEST(Prover, ALargeQuestionIsAnsweredFromNearby) {
  // 500 pairs with known sums, all hidden, and the sum of all first ones: one question.
  std::vector<Relation> relations;
  Relation firsts;
  for (int i = 0; i < 500; ++i) {
    relations.push_back({{2 * i, 2 * i + 1}, 10});
    relations.push_back({{2 * i}, 3});
    relations.push_back({{2 * i + 1}, 7});
    firsts.atoms.push_back(2 * i);
    firsts.value += 3;
  }
  relations.push_back(firsts);
  Prover prover(1000, relations);
  for (int i = 0; i < 500; ++i) prover.Show(3 * i);
  prover.Show(1500);
  EXPECT_FALSE(prover.ReachOf({0}, {}));
  EXPECT_EQ(prover.ReachOf({0}, {}, {1})->most, 3);  // the sum of the first ones holds it
  const auto reach = prover.ReachOf({0}, {}, {0, 1, 2, 3});
  ASSERT_TRUE(reach);
  EXPECT_EQ(reach->least, 0);
  EXPECT_EQ(reach->most, 6);
}

TEST(Prover, ContradictionsProveNothing) {
  Prover prover(2, {{{0, 1}, 4}, {{0, 1}, 5}});
  prover.Show(0);
  prover.Show(1);
  EXPECT_FALSE(prover.ReachOf({0}, {}));
}

}  // namespace
}  // namespace lontar::disclosure
