// No member's figure is worked out from sums that may be given: against a reader who tries every
// combination (threats T21, T22).

#include "core/fold/region_rule.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

namespace lontar::fold {
namespace {

using Values = std::map<std::string, std::string>;

RegionalSum SumOver(const Values& values, const std::string& series = "a") {
  RegionalSum sum{series, {}};
  for (const auto& [member, value] : values) {
    sum.parts.push_back({member, "PS", observation::ParseDecimal(value).value()});
  }
  return sum;
}

RegionVerdict Judged(const Values& values, const std::vector<RegionalSum>& given = {}) {
  return JudgeSum(SumOver(values), given);
}

TEST(RegionRule, ThreeMembersAtLeastAndNoneThatStandsOut) {
  EXPECT_EQ(Judged({}), RegionVerdict::kTooFew);
  EXPECT_EQ(Judged({{"KH", "5"}, {"VN", "6"}}), RegionVerdict::kTooFew);
  EXPECT_EQ(Judged({{"KH", "5"}, {"VN", "6"}, {"LA", "7"}}), RegionVerdict::kMayBeGiven);
  // What VN finds of ID's 1000 when it takes its own 500 away: within 100, or nearer.
  EXPECT_EQ(Judged({{"ID", "1000"}, {"VN", "500"}, {"LA", "100"}}), RegionVerdict::kMayBeGiven);
  EXPECT_EQ(Judged({{"ID", "1000"}, {"VN", "500"}, {"LA", "99.9"}}), RegionVerdict::kShowsAMember);
  EXPECT_EQ(Judged({{"ID", "1000"}, {"VN", "0"}, {"LA", "0"}}), RegionVerdict::kShowsAMember);
}

// A sum of nothing shows that each has nothing.
TEST(RegionRule, NothingButZerosIsNotGiven) {
  EXPECT_EQ(Judged({{"KH", "0"}, {"VN", "0.0"}, {"LA", "0"}}), RegionVerdict::kShowsAMember);
}

TEST(RegionRule, TheSameAgainIsNoNews) {
  const Values four = {{"KH", "5"}, {"VN", "6"}, {"LA", "7"}, {"TH", "8"}};
  EXPECT_EQ(Judged(four, {SumOver(four)}), RegionVerdict::kMayBeGiven);
}

TEST(RegionRule, WhoHasComeOrGoneIsNotFoundByDifference) {
  const Values four = {{"KH", "5"}, {"VN", "6"}, {"LA", "7"}, {"TH", "8"}};
  Values five = four;
  five["PH"] = "9";
  EXPECT_EQ(Judged(five, {SumOver(four)}), RegionVerdict::kShowsAMember);
  EXPECT_EQ(Judged(four, {SumOver(five)}), RegionVerdict::kShowsAMember);
  five["MM"] = "10";
  EXPECT_EQ(Judged(five, {SumOver(four)}), RegionVerdict::kShowsAMember);
  five["MY"] = "11";
  EXPECT_EQ(Judged(five, {SumOver(four)}), RegionVerdict::kMayBeGiven);
}

// Two that are corrected by one do not hide the third that is new.
TEST(RegionRule, SmallChangesDoNotHideALargeOne) {
  const Values before = {{"KH", "50"}, {"VN", "60"}, {"LA", "70"}, {"TH", "80"}};
  Values after = {{"KH", "51"}, {"VN", "61"}, {"LA", "70"}, {"TH", "80"}, {"PH", "90"}};
  EXPECT_EQ(Judged(after, {SumOver(before)}), RegionVerdict::kShowsAMember);
  after["KH"] = "90";
  after["VN"] = "75";
  EXPECT_EQ(Judged(after, {SumOver(before)}), RegionVerdict::kMayBeGiven);
}

// One source figure sent for two indicators.
TEST(RegionRule, OtherSeriesOfTheSameFiguresCountToo) {
  const Values four = {{"KH", "5"}, {"VN", "6"}, {"LA", "7"}, {"TH", "8"}};
  const Values three = {{"KH", "5.0"}, {"VN", "6"}, {"LA", "7"}};
  EXPECT_EQ(Judged(three, {SumOver(four, "b")}), RegionVerdict::kShowsAMember);
  EXPECT_EQ(Judged({{"KH", "15"}, {"VN", "16"}, {"LA", "17"}}, {SumOver(four, "b")}),
            RegionVerdict::kMayBeGiven);
}

TEST(RegionRule, ThreeSumsTogetherShowWhatNoTwoDo) {
  // (a+b+c+d+e+f) - (a+b+c) - (d+e+f+g) = -g.
  const Values all = {{"a", "5"}, {"b", "6"}, {"c", "7"}, {"d", "8"}, {"e", "9"}, {"f", "9"}};
  const Values first = {{"a", "5"}, {"b", "6"}, {"c", "7"}};
  const Values second = {{"d", "8"}, {"e", "9"}, {"f", "9"}, {"g", "7"}};
  EXPECT_EQ(Judged(first, {SumOver(all)}), RegionVerdict::kMayBeGiven);
  EXPECT_EQ(Judged(second, {SumOver(first)}), RegionVerdict::kMayBeGiven);
  EXPECT_EQ(JudgeSum(SumOver(second, "c"), {SumOver(all, "a"), SumOver(first, "b")}),
            RegionVerdict::kShowsAMember);
}

// A reader who tries every combination of up to four sums with small factors: of zeros and ones, no
// other factors are needed. True if one is left with figures of one or two members.
bool SomeReaderFinds(const std::vector<RegionalSum>& sums) {
  constexpr int kFactorMax = 3;
  std::vector<int> factors(sums.size(), -kFactorMax);
  while (true) {
    std::map<std::pair<std::string, std::string>, int> left;
    for (size_t i = 0; i < sums.size(); ++i) {
      for (const Contribution& part : sums[i].parts) {
        left[{part.member, observation::ToText(part.value)}] += factors[i];
      }
    }
    std::set<std::string> members;
    for (const auto& [figure, factor] : left) {
      if (factor != 0) members.insert(figure.first);
    }
    if (members.size() == 1 || members.size() == 2) return true;
    size_t at = 0;
    while (at < factors.size() && factors[at] == kFactorMax) factors[at++] = -kFactorMax;
    if (at == factors.size()) return false;
    ++factors[at];
  }
}

TEST(RegionRule, AgreesWithAReaderWhoTriesEverything) {
  std::mt19937 random(20210831);
  int given_more_than_once = 0;
  int refused = 0;
  for (int round = 0; round < 400; ++round) {
    std::vector<RegionalSum> given;
    for (int i = 0; i < 4; ++i) {
      Values values;
      for (int member = 0; member < 7; ++member) {
        // Values of one size, so that nobody stands out; sometimes another year's.
        if (random() % 3 != 0) {
          values["m" + std::to_string(member)] =
              std::to_string(1000 + 10 * member + (random() % 4 == 0 ? 1 : 0));
        }
      }
      // Series of their own, so that only exact combinations are judged.
      const RegionalSum sum = SumOver(values, std::to_string(i));
      const RegionVerdict verdict = JudgeSum(sum, given);
      std::vector<RegionalSum> with = given;
      with.push_back(sum);
      if (verdict == RegionVerdict::kTooFew) {
        EXPECT_LT(values.size(), 3u);
        continue;
      }
      EXPECT_EQ(verdict == RegionVerdict::kShowsAMember, SomeReaderFinds(with)) << round;
      if (verdict == RegionVerdict::kMayBeGiven) {
        given = with;
      } else {
        ++refused;
      }
    }
    if (given.size() > 1) ++given_more_than_once;
  }
  EXPECT_GT(given_more_than_once, 50);
  EXPECT_GT(refused, 50);
}

}  // namespace
}  // namespace lontar::fold
