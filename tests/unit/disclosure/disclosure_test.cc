#include "core/disclosure/disclosure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/problem.h"
#include "tests/unit/disclosure/children.h"

namespace lontar::disclosure {
namespace {

using observation::Block;
using observation::Confidentiality;
using observation::Status;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

DisclosurePlan PlanOf(const std::vector<Figure>& figures, const std::vector<Block>& earlier = {},
                      const DisclosureSettings& settings = {}) {
  return PlanDisclosure(Framework(), Referred(), {{ChildrenOf(figures)}, earlier}, settings)
      .value();
}

std::vector<std::string> IdsOf(const DisclosurePlan& plan) {
  std::vector<std::string> ids;
  for (const Note& note : plan.warnings) ids.push_back(note.id);
  return ids;
}

TEST(Disclosure, LargeCountsAndZeroPass) {
  const auto plan =
      PlanOf({{"_T", "Y0T17", "_T", 12}, {"F", "Y0T17", "_T", 12}, {"M", "Y0T17", "_T", 0}});
  EXPECT_THAT(plan.held_back, IsEmpty());
  EXPECT_THAT(plan.merges, IsEmpty());
  EXPECT_THAT(plan.warnings, IsEmpty());
}

TEST(Disclosure, ASmallCountTakesTheOtherSexWithIt) {
  const auto plan =
      PlanOf({{"_T", "Y0T17", "_T", 40}, {"F", "Y0T17", "_T", 3}, {"M", "Y0T17", "_T", 37}});
  EXPECT_THAT(HeldOf(plan, HoldReason::kPrimary), ElementsAre("F Y0T17 _T"));
  EXPECT_THAT(HeldOf(plan, HoldReason::kSecondary), ElementsAre("M Y0T17 _T"));
  ASSERT_THAT(plan.held_back, SizeIs(2));
  EXPECT_EQ(TextOf(plan.held_back[1].protects), "F Y0T17 _T");
  EXPECT_EQ(plan.held_back[0].mark, Confidentiality::kPrimary);
  EXPECT_EQ(plan.held_back[1].mark, Confidentiality::kSecondary);
}

TEST(Disclosure, ANationalTotalIsConfirmed) {
  const auto plan = PlanOf({{"_T", "Y0T17", "_T", 3}});
  EXPECT_THAT(plan.held_back, IsEmpty());
  ASSERT_THAT(plan.needs_confirmation, SizeIs(1));
  EXPECT_EQ(TextOf(plan.needs_confirmation[0].codes), "_T Y0T17 _T");
}

TEST(Disclosure, UnderASmallTotalTheMarksSayNothing) {
  // Of two children one is a girl: a mark "small" on both would tell that.
  const auto plan =
      PlanOf({{"_T", "Y0T17", "_T", 2}, {"F", "Y0T17", "_T", 1}, {"M", "Y0T17", "_T", 1}});
  ASSERT_THAT(plan.held_back, SizeIs(2));
  for (const HeldBack& held : plan.held_back) {
    EXPECT_EQ(held.mark, Confidentiality::kConfidential);
  }
}

TEST(Disclosure, OverlappingBracketsAreSubtracted) {
  // 15-17 is stated by nobody and is 0-17 minus 0-14.
  const auto plan = PlanOf({{"_T", "Y0T17", "_T", 40}, {"_T", "Y0T14", "_T", 38}});
  EXPECT_THAT(HeldOf(plan, HoldReason::kSecondary), ElementsAre("_T Y0T14 _T"));
  EXPECT_EQ(TextOf(plan.held_back[0].protects), "_T Y15T17 _T");
}

TEST(Disclosure, ARestIsSubtractedToo) {
  const auto plan = PlanOf({{"_T", "Y0T17", "_T", 40}, {"_T", "Y0T17", "KH-12", 38}});
  EXPECT_THAT(HeldOf(plan, HoldReason::kSecondary), ElementsAre("_T Y0T17 KH-12"));
  EXPECT_EQ(TextOf(plan.held_back[0].protects), "_T Y0T17 rest");
}

TEST(Disclosure, ACrossedTableLosesARectangle) {
  std::vector<Figure> figures;
  const auto add = [&figures](const std::string& place, int64_t girls, int64_t boys) {
    figures.push_back({"F", "Y0T17", place, girls});
    figures.push_back({"M", "Y0T17", place, boys});
    figures.push_back({"_T", "Y0T17", place, girls + boys});
  };
  add("KH-12", 2, 20);
  add("PH-00", 15, 16);
  add("VN-HN", 30, 40);
  add("_T", 47, 76);
  const auto plan = PlanOf(figures);
  EXPECT_THAT(HeldOf(plan, HoldReason::kPrimary), ElementsAre("F Y0T17 KH-12"));
  EXPECT_THAT(HeldOf(plan, HoldReason::kSecondary),
              UnorderedElementsAre("F Y0T17 PH-00", "M Y0T17 KH-12", "M Y0T17 PH-00"));
}

TEST(Disclosure, WhatWasPublishedBeforeIsKnown) {
  const std::vector<Figure> figures = {{"_T", "Y0T17", "_T", 60},
                                       {"F", "Y0T17", "KH-12", 3},
                                       {"_T", "Y0T17", "KH-12", 23},
                                       {"M", "Y0T17", "KH-12", 20}};
  const auto fresh = PlanOf(figures);
  EXPECT_THAT(HeldOf(fresh, HoldReason::kSecondary), ElementsAre("M Y0T17 KH-12"));
  // The boys were published: the total has to go instead.
  const auto later = PlanOf(figures, {ChildrenOf({{"M", "Y0T17", "KH-12", 20}})});
  EXPECT_THAT(HeldOf(later, HoldReason::kSecondary), ElementsAre("_T Y0T17 KH-12"));
  // With another number they are not known.
  const auto revised = PlanOf(figures, {ChildrenOf({{"M", "Y0T17", "KH-12", 19}})});
  EXPECT_THAT(HeldOf(revised, HoldReason::kSecondary), ElementsAre("M Y0T17 KH-12"));
}

TEST(Disclosure, ACoarseVersionThenAFinerOneIsOneTable) {
  // First 0-17 and 0-14, then 0-17 and 0-11: together they tell 12-14.
  const Block first = ChildrenOf({{"_T", "Y0T17", "_T", 90}, {"_T", "Y0T14", "_T", 60}});
  const auto plan = PlanOf({{"_T", "Y0T17", "_T", 90}, {"_T", "Y0T11", "_T", 57}}, {first});
  EXPECT_THAT(HeldOf(plan, HoldReason::kSecondary), ElementsAre("_T Y0T11 _T"));
}

TEST(Disclosure, WhatWasPublishedSmallIsSaid) {
  const std::vector<Figure> figures = {
      {"_T", "Y0T17", "_T", 40}, {"F", "Y0T17", "_T", 3}, {"M", "Y0T17", "_T", 37}};
  const auto plan = PlanOf(figures, {ChildrenOf(figures)});
  EXPECT_THAT(HeldOf(plan, HoldReason::kPrimary), ElementsAre("F Y0T17 _T"));
  EXPECT_THAT(IdsOf(plan), testing::IsSupersetOf({"PUBLISHED_BEFORE", "STILL_EXPOSED"}));
}

TEST(Disclosure, TheMinimumMayBeRaisedAndNotGoBelowThree) {
  const std::vector<Figure> figures = {{"_T", "Y0T17", "_T", 40}, {"F", "Y0T17", "_T", 7}};
  EXPECT_THAT(PlanOf(figures).held_back, IsEmpty());
  EXPECT_THAT(HeldOf(PlanOf(figures, {}, {.minimum = 10}), HoldReason::kPrimary),
              ElementsAre("F Y0T17 _T"));
  const auto refused = PlanDisclosure(Framework(), Referred(), {}, {.minimum = 2});
  EXPECT_EQ(base::ReasonOf(refused.status()), "DISCLOSURE_MINIMUM");
}

TEST(Disclosure, AnOverrideNeedsAReason) {
  const std::vector<Figure> figures = {{"_T", "Y0T17", "_T", 40}, {"F", "Y0T17", "_T", 3}};
  Override given{.cell = {"number", "2019", {"F", "Y0T17", "_T", "_T", "_T"}},
                 .reason = "published by the court"};
  const auto plan = PlanOf(figures, {}, {.overrides = {given}});
  EXPECT_THAT(plan.held_back, IsEmpty());
  EXPECT_THAT(plan.overridden, SizeIs(1));
  given.reason.clear();
  const auto refused = PlanDisclosure(Framework(), Referred(), {}, {.overrides = {given}});
  EXPECT_EQ(base::ReasonOf(refused.status()), "OVERRIDE_INCOMPLETE");
}

TEST(Disclosure, ApplyingTakesTheNumberOut) {
  std::vector<Block> blocks = {
      ChildrenOf({{"_T", "Y0T17", "_T", 40}, {"F", "Y0T17", "_T", 3}, {"M", "Y0T17", "_T", 37}})};
  const auto plan = PlanDisclosure(Framework(), Referred(), {.blocks = blocks}, {}).value();
  ApplyDisclosure(plan, &blocks);
  EXPECT_EQ(blocks[0].rows[0].value.mantissa, 40);
  EXPECT_EQ(blocks[0].rows[1].status, Status::kSuppressed);
  EXPECT_EQ(blocks[0].rows[1].confidentiality, Confidentiality::kPrimary);
  EXPECT_EQ(blocks[0].rows[1].value.mantissa, 0);
  // Held back already: planned again, they stay so, and nothing else is added.
  const auto again = PlanDisclosure(Framework(), Referred(), {.blocks = blocks}, {}).value();
  EXPECT_THAT(HeldOf(again, HoldReason::kBefore), SizeIs(2));
  EXPECT_THAT(again.held_back, SizeIs(2));
}

TEST(Disclosure, TheOrderOfRowsDoesNotMatter) {
  std::vector<Figure> figures = {{"F", "Y0T17", "KH-12", 2},  {"M", "Y0T17", "KH-12", 20},
                                 {"F", "Y0T17", "PH-00", 15}, {"M", "Y0T17", "PH-00", 15},
                                 {"F", "Y0T17", "_T", 17},    {"M", "Y0T17", "_T", 35},
                                 {"_T", "Y0T17", "_T", 52}};
  const auto plan = PlanOf(figures);
  std::ranges::reverse(figures);
  const auto other = PlanOf(figures);
  ASSERT_EQ(plan.held_back.size(), other.held_back.size());
  for (size_t i = 0; i < plan.held_back.size(); ++i) {
    EXPECT_EQ(plan.held_back[i].cell, other.held_back[i].cell);
    EXPECT_EQ(plan.held_back[i].reason, other.held_back[i].reason);
  }
}

TEST(Disclosure, DisagreeingTotalsHoldBackEverything) {
  const auto plan = PlanOf({{"_T", "Y0T17", "_T", 40},
                            {"F", "Y0T17", "_T", 3},
                            {"M", "Y0T17", "_T", 60},
                            {"_T", "Y0T17", "KH-12", 12}});
  EXPECT_THAT(IdsOf(plan), ElementsAre("TOTALS_DISAGREE"));
  EXPECT_THAT(plan.held_back, SizeIs(3));
}

TEST(Disclosure, NoSentenceHoldsAFigure) {
  const std::vector<Figure> figures = {
      {"_T", "Y0T17", "_T", 4444}, {"F", "Y0T17", "_T", 4}, {"M", "Y0T17", "_T", 4440}};
  const auto plan = PlanOf(figures, {ChildrenOf(figures)});
  ASSERT_THAT(plan.warnings, Not(IsEmpty()));
  for (const Note& note : plan.warnings) {
    EXPECT_THAT(note.sentence, Not(HasSubstr("444")));
    EXPECT_THAT(note.sentence, Not(HasSubstr(" 4 ")));
  }
}

// An indicator of class children that has proportions too; the catalogue has none yet.
class DisclosurePercentages : public testing::Test {
 protected:
  DisclosurePercentages() : indicator_(*Framework().FindIndicator("child-labour-5-17")) {
    indicator_.disclosure = "children";
  }
  static std::vector<std::string> Of(const std::string& sex) {
    return {sex, "Y5T17", "_T", "_T", "_T", "_T", "EA"};
  }
  Block BlockOf(const std::string& measure, const std::vector<std::string>& values) const {
    Block block{.measure = measure, .period = "2019", .dimensions = indicator_.dimensions};
    const std::vector<std::string> sexes = {"_T", "F", "M"};
    for (size_t i = 0; i < values.size(); ++i) {
      block.rows.push_back(catalogue::RowOf(Of(sexes[i]), values[i]));
    }
    return block;
  }
  std::vector<std::string> HeldBy(const Statements& statements,
                                  const DisclosureSettings& settings = {}) const {
    const auto plan = PlanDisclosure(Framework(), indicator_, statements, settings);
    std::vector<std::string> held;
    for (const HeldBack& one : plan.value().held_back) {
      held.push_back(
          absl::StrCat(one.cell.measure, " ", one.cell.codes[0], ": ", NameOf(one.reason)));
    }
    return held;
  }
  catalogue::Indicator indicator_;
};

TEST_F(DisclosurePercentages, GoWithTheirNumber) {
  EXPECT_THAT(HeldBy({.blocks = {BlockOf("number", {"40", "3", "37"}),
                                 BlockOf("proportion", {"4.0", "0.6", "7.4"})}}),
              ElementsAre("number F: small count", "number M: protects a small count",
                          "proportion F: percentage of a number held back",
                          "proportion M: percentage of a number held back"));
}

TEST_F(DisclosurePercentages, WithADenominatorAreCounts) {
  const Statements statements{.blocks = {BlockOf("proportion", {"4.0", "0.6", "7.4"})}};
  DisclosureSettings settings{
      .denominators = {{"2019", Of("_T"), 1000}, {"2019", Of("F"), 500}, {"2019", Of("M"), 500}}};
  EXPECT_THAT(HeldBy(statements, settings),
              ElementsAre("proportion F: small count", "proportion M: protects a small count"));
  // 1 % of 500 may be 3 to 7 children: it is taken as a small count.
  settings.denominators = {{"2019", Of("F"), 500}};
  EXPECT_THAT(HeldBy({.blocks = {BlockOf("proportion", {"4", "1"})}}, settings),
              ElementsAre("proportion F: small count"));
}

TEST_F(DisclosurePercentages, WithoutOneCannotBeJudged) {
  const auto plan = PlanDisclosure(Framework(), indicator_,
                                   {.blocks = {BlockOf("proportion", {"4.0", "0.6"})}}, {});
  EXPECT_THAT(IdsOf(*plan), ElementsAre("DENOMINATOR_ABSENT"));
}

TEST(Disclosure, SurveysAreJudgedByTheirSample) {
  const auto& children = *Framework().FindIndicator("child-labour-5-17");
  const std::vector<std::string> codes = {"F", "Y5T17", "_T", "_T", "_T", "_T", "EA"};
  const Block block{.measure = "number",
                    .period = "2019",
                    .unit_received = "PS",
                    .dimensions = children.dimensions,
                    .rows = {catalogue::RowOf(codes, "3")}};
  const auto plan = PlanDisclosure(Framework(), children, {.blocks = {block}},
                                   {.sample_counts = {{"2019", codes, 24}}})
                        .value();
  EXPECT_THAT(plan.held_back, IsEmpty());
  EXPECT_THAT(plan.low_reliability, SizeIs(1));
}

TEST(Disclosure, RatesAreWarnedOfByTheirDenominator) {
  const auto& enrolment = *Framework().FindIndicator("net-enrolment-primary");
  const std::vector<std::string> codes = {"ED_PRI", "F", "_T", "_T", "_T", "KH-12"};
  const auto plan = PlanDisclosure(Framework(), enrolment, {},
                                   {.denominators = {{"2019", codes, 4}, {"2018", codes, 5}}})
                        .value();
  EXPECT_THAT(IdsOf(plan), ElementsAre("DENOMINATOR_SMALL"));
}

}  // namespace
}  // namespace lontar::disclosure
