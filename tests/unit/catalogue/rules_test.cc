#include "core/catalogue/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/catalogue/published_catalogue.h"

namespace lontar::catalogue {
namespace {

using testing::HasSubstr;

// The published catalogue with another section of rules, or none.
absl::StatusOr<Catalogue> WithRules(absl::string_view text) {
  const std::string folder = "catalogues/child-labour-2025";
  const auto names = base::ListFolder(absl::StrCat(LONTAR_SOURCE_DIR, "/", folder)).value();
  std::vector<SourceFile> files;
  for (const std::string& name : names) {
    if (name == "rules.yaml") continue;
    files.push_back({.name = name, .content = ReadSource(absl::StrCat(folder, "/", name))});
  }
  if (!text.empty()) files.push_back({.name = "rules.yaml", .content = std::string(text)});
  return Catalogue::Load(files);
}

std::string Refusal(absl::string_view line) {
  const auto loaded = WithRules(absl::StrCat("rules:\n  - ", line, "\n"));
  return loaded.ok() ? "" : std::string(loaded.status().message());
}

TEST(Rules, ACatalogueMayHaveNone) {
  const auto catalogue = WithRules("");
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  EXPECT_TRUE(catalogue->rules().empty());
}

TEST(Rules, ThePublishedOnesAreRead) {
  const auto catalogue = LoadPublished();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  EXPECT_EQ(catalogue->rules().size(), 11u);
}

TEST(Rules, WhatIsLeftOutHasItsUsualValue) {
  const auto catalogue = WithRules("rules:\n  - {rule: outlier}\n  - {rule: entitlement}\n");
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  const Rule& outlier = catalogue->rules()[0];
  EXPECT_EQ(outlier.severity, Severity::kWarning);
  EXPECT_EQ(outlier.years, 5);
  EXPECT_EQ(observation::ToText(outlier.factor), "3.5");
  EXPECT_TRUE(AppliesTo(outlier, "cases-in-courts", "number"));
  EXPECT_EQ(catalogue->rules()[1].severity, Severity::kError);
}

TEST(Rules, IndicatorsAndMeasuresNarrowIt) {
  const auto catalogue = WithRules(
      "rules:\n  - {rule: year-jump, indicators: [cases-in-courts], measures: [number]}\n");
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  const Rule& rule = catalogue->rules()[0];
  EXPECT_TRUE(AppliesTo(rule, "cases-in-courts", "number"));
  EXPECT_FALSE(AppliesTo(rule, "cases-in-courts", "proportion"));
  EXPECT_FALSE(AppliesTo(rule, "children-referred", "number"));
}

TEST(Rules, MistakesAreNamedWithTheirLine) {
  EXPECT_THAT(Refusal("{rule: guess}"),
              HasSubstr("rules.yaml: line 2: rule \"guess\" is not known"));
  EXPECT_THAT(Refusal("{rule: brackets, factor: 2}"), HasSubstr("key \"factor\""));
  EXPECT_THAT(Refusal("{rule: outlier, factor: 0.5}"), HasSubstr("a decimal from 1"));
  EXPECT_THAT(Refusal("{rule: outlier, factor: \"1,5\"}"), HasSubstr("a decimal from 1"));
  EXPECT_THAT(Refusal("{rule: outlier, years: 0}"), HasSubstr("a whole number from 1"));
  EXPECT_THAT(Refusal("{rule: outlier, severity: fatal}"), HasSubstr("severity \"fatal\""));
  EXPECT_THAT(Refusal("{rule: outlier, indicators: [A1]}"), HasSubstr("the indicator \"A1\""));
  EXPECT_THAT(Refusal("{rule: outlier, measures: [ratio]}"), HasSubstr("the measure \"ratio\""));
  EXPECT_THAT(Refusal("{rule: completeness, dimensions: [height]}"),
              HasSubstr("the dimension \"height\""));
}

TEST(Rules, NamesAreReadBack) {
  for (int i = 0; i <= static_cast<int>(RuleKind::kSeveralSources); ++i) {
    const RuleKind kind = static_cast<RuleKind>(i);
    EXPECT_EQ(RuleKindOf(NameOf(kind)), kind);
  }
}

}  // namespace
}  // namespace lontar::catalogue
