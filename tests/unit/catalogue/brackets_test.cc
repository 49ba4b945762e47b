#include "core/catalogue/brackets.h"

#include <gtest/gtest.h>

namespace lontar::catalogue {
namespace {

using observation::AgeInterval;

std::string AnswerFor(const std::vector<AgeInterval>& sent, const AgeInterval& wanted) {
  return DerivableBrackets(sent, wanted).sentence;
}

TEST(Brackets, NeighboursAreAdded) {
  EXPECT_EQ(AnswerFor({{15, 17}, {5, 11}, {12, 14}}, {5, 17}), "5-17 = 5-11 + 12-14 + 15-17");
}

TEST(Brackets, TheLongerBracketMinusAShorterOne) {
  EXPECT_EQ(AnswerFor({{5, 17}, {5, 14}}, {15, 17}), "15-17 = 5-17 - 5-14");
  EXPECT_EQ(AnswerFor({{5, 17}, {12, 17}}, {5, 11}), "5-11 = 5-17 - 12-17");
}

TEST(Brackets, TheShortestWayIsTaken) {
  EXPECT_EQ(AnswerFor({{5, 9}, {10, 14}, {5, 14}, {15, 17}}, {5, 17}), "5-17 = 5-14 + 15-17");
}

TEST(Brackets, FourteenToSeventeenDoesNotFollowFromStandardBrackets) {
  const std::vector<AgeInterval> icls = {{5, 11}, {12, 14}, {15, 17}, {5, 17}};
  EXPECT_EQ(AnswerFor(icls, {14, 17}),
            "14-17 does not follow: no bracket begins at 14 or ends before it");
  const std::vector<AgeInterval> philippine = {{5, 9}, {10, 14}, {15, 17}};
  EXPECT_FALSE(DerivableBrackets(philippine, {14, 17}).is_derivable);
  EXPECT_EQ(AnswerFor({{14, 14}, {15, 17}}, {14, 17}), "14-17 = 14 + 15-17");
}

TEST(Brackets, EndsThatDoNotHangTogetherAreNamed) {
  EXPECT_EQ(AnswerFor({{5, 11}, {15, 17}}, {5, 17}),
            "5-17 does not follow: no brackets lead from one end to the other");
  EXPECT_EQ(AnswerFor({{5, 11}}, {5, 17}),
            "5-17 does not follow: no bracket ends with 17 or begins after it");
  EXPECT_EQ(AnswerFor({{5, 11}}, {5, std::nullopt}),
            "5+ does not follow: no bracket is open at its end");
}

TEST(Brackets, OpenBracketsAreSubtractedToo) {
  EXPECT_EQ(AnswerFor({{5, std::nullopt}, {18, std::nullopt}}, {5, 17}), "5-17 = 5+ - 18+");
}

TEST(Brackets, TheOrderDoesNotMatter) {
  EXPECT_EQ(AnswerFor({{5, 11}, {5, 14}, {12, 17}, {15, 17}}, {5, 17}),
            AnswerFor({{15, 17}, {12, 17}, {5, 14}, {5, 11}}, {5, 17}));
}

}  // namespace
}  // namespace lontar::catalogue
