#include "core/catalogue/round_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_replace.h"
#include "core/base/problem.h"

namespace lontar::catalogue {
namespace {

using testing::HasSubstr;

constexpr absl::string_view kMembers = R"(members:
  - {code: KH, alpha3: KHM, numeric: "116", name: Cambodia, from: 1999-04-30}
  - {code: BN, alpha3: BRN, numeric: "096", name: Brunei, from: 1984-01-07, to: 2030-12-31}
)";

constexpr absl::string_view kRounds = R"(rounds:
  - id: baseline
    title: Baseline
    catalogue_version: "2025.1"
    list: A
    membership_date: 2021-08-31
    cut_off: 2021-09-30
    year_rule: {target: 2016, tie: later, from: 2010, to: 2021-08-31}
    threshold: 5
)";

std::string MembersProblem(absl::string_view old_text, absl::string_view new_text) {
  const auto members = ReadMembers(absl::StrReplaceAll(kMembers, {{old_text, new_text}}));
  EXPECT_EQ(base::ReasonOf(members.status()), "MEMBERS_INVALID") << new_text;
  return std::string(members.status().message());
}

std::string RoundsProblem(absl::string_view old_text, absl::string_view new_text) {
  const auto rounds = ReadRounds(absl::StrReplaceAll(kRounds, {{old_text, new_text}}));
  EXPECT_EQ(base::ReasonOf(rounds.status()), "ROUNDS_INVALID") << new_text;
  return std::string(rounds.status().message());
}

TEST(Members, KeepTheOrderOfTheFile) {
  const auto members = ReadMembers(kMembers);
  ASSERT_TRUE(members.ok()) << members.status();
  ASSERT_EQ(members->size(), 2u);
  EXPECT_EQ((*members)[0].code, "KH");
  EXPECT_EQ((*members)[0].order, 1);
  EXPECT_EQ((*members)[0].to, "");
  EXPECT_EQ((*members)[1].numeric, "096");
  EXPECT_EQ((*members)[1].to, "2030-12-31");
  EXPECT_EQ((*members)[1].order, 2);
}

TEST(Members, RefuseWhatIsWrong) {
  EXPECT_THAT(MembersProblem("1999-04-30", "30 April 1999"), HasSubstr("\"30 April 1999\""));
  EXPECT_THAT(MembersProblem("code: KH", "code: BN"), HasSubstr("code \"BN\" stands twice"));
  EXPECT_THAT(MembersProblem("code: KH", "code: Kh"), HasSubstr("ISO 3166-1"));
  EXPECT_THAT(MembersProblem("\"096\"", "96"), HasSubstr("ISO 3166-1"));
  EXPECT_THAT(MembersProblem("2030-12-31", "1980-12-31"), HasSubstr("before it begins"));
  EXPECT_THAT(MembersProblem("name: Cambodia", "nom: Cambodia"), HasSubstr("members.yaml: line 2"));
  EXPECT_THAT(MembersProblem("members:", "states:"), HasSubstr("no key \"members\""));
}

TEST(Rounds, ReadTheirYearRule) {
  const auto rounds = ReadRounds(kRounds);
  ASSERT_TRUE(rounds.ok()) << rounds.status();
  EXPECT_EQ(rounds->front().year_rule,
            (YearRule{.target = 2016, .tie = Tie::kLater, .from = 2010, .to = "2021-08-31"}));
  EXPECT_EQ(rounds->front().cut_off, "2021-09-30");
}

TEST(Rounds, AreOpenWhereNothingIsSaid) {
  const auto rounds = ReadRounds(
      absl::StrReplaceAll(kRounds, {{"{target: 2016, tie: later, from: 2010, to: 2021-08-31}",
                                     "{target: 2016, tie: earlier, from: open}"}}));
  ASSERT_TRUE(rounds.ok()) << rounds.status();
  EXPECT_EQ(rounds->front().year_rule,
            (YearRule{.target = 2016, .tie = Tie::kEarlier, .from = 0, .to = ""}));
}

TEST(Rounds, RefuseWhatIsWrong) {
  EXPECT_THAT(RoundsProblem("tie: later", "tie: never"), HasSubstr("\"never\""));
  EXPECT_THAT(RoundsProblem("target: 2016", "target: 16"), HasSubstr("from 1900 to 2199"));
  EXPECT_THAT(RoundsProblem("to: 2021-08-31", "to: 2021"), HasSubstr("open or a date"));
  EXPECT_THAT(RoundsProblem("threshold: 5", "threshold: 0"), HasSubstr("from 1 to 1000"));
  EXPECT_THAT(RoundsProblem("threshold: 5\n", ""), HasSubstr("no key \"threshold\""));
  EXPECT_THAT(RoundsProblem("cut_off: 2021-09-30", "cut_off: 2021-09-31"),
              HasSubstr("rounds.yaml: line 7"));
  EXPECT_THAT(RoundsProblem("year_rule:", "rule:"), HasSubstr("year_rule"));
  EXPECT_EQ(
      base::ReasonOf(ReadRounds(std::string(kRounds) + std::string(kRounds.substr(8))).status()),
      "ROUNDS_INVALID");
}

}  // namespace
}  // namespace lontar::catalogue
