#include "core/catalogue/indicator_notes_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/catalogue/small_catalogue.h"

namespace lontar::catalogue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(IndicatorNotes, SayWhatAnIndicatorMeansAndWhatIsAGuess) {
  const auto catalogue = LoadEveryKey();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  const Indicator& first = *catalogue->FindIndicator("first");
  EXPECT_EQ(first.definition, "What it is");
  EXPECT_EQ(first.universe, "All of them");
  EXPECT_EQ(first.stock_or_flow, "stock");
  EXPECT_THAT(first.guesses, ElementsAre("definition", "universe"));
}

TEST(IndicatorNotes, NameTheSeriesOfOtherSystems) {
  const auto catalogue = LoadEveryKey();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  const auto& references = catalogue->FindIndicator("first")->cross_references;
  ASSERT_EQ(references.size(), 2u);
  EXPECT_EQ(references[0].series, "SL_X");
  EXPECT_EQ(references[0].sdg, "8.7.1");
  EXPECT_EQ(references[0].codes, (std::map<std::string, std::string>{{"sex", "F"}}));
  EXPECT_TRUE(references[0].is_same);
  EXPECT_FALSE(references[1].is_same);
  EXPECT_EQ(references[1].notes, "Other ages");
}

TEST(IndicatorNotes, AreReadStrictly) {
  EXPECT_THAT(RefusalOf("stock_or_flow: stock", "stock_or_flow: both"),
              HasSubstr("\"both\"; it must be stock (on a day) or flow (over a period)"));
  EXPECT_THAT(RefusalOf("guesses: [definition, universe]", "guesses: [name]"),
              HasSubstr("key \"guesses\" names \"name\"; it may name age, cross_references"));
  EXPECT_THAT(RefusalOf("relation: same", "relation: equal"),
              HasSubstr("\"equal\"; it must be same or near"));
  EXPECT_THAT(RefusalOf("measure: number, codes", "measure: rate, codes"),
              HasSubstr("indicator \"first\" has no measure \"rate\""));
  EXPECT_THAT(RefusalOf("codes: {sex: F}", "codes: {sex: M}"),
              HasSubstr("code \"M\" is no code of a dimension \"sex\""));
  EXPECT_THAT(RefusalOf("codes: {sex: F}", "codes: {age: F}"), HasSubstr("dimension \"age\""));
  EXPECT_THAT(RefusalOf("dimensions: [sex, geo]", "dimensions: [geo]"),
              HasSubstr("\"sex\" is no dimension of indicator \"first\""));
  EXPECT_THAT(RefusalOf("system: ILO, series: DF_X", "system: IAEG-SDGs, series: SL_X"),
              HasSubstr("\"IAEG-SDGs SL_X number\" is defined twice"));
  EXPECT_THAT(RefusalOf("definition: What it is", "defintion: What it is"),
              HasSubstr("key \"defintion\" of an indicator is not known"));
}

TEST(IndicatorNotes, SayWhatMayBeAddedOverMembers) {
  const absl::string_view number = "- {id: number, unit: PS}";
  const std::string both =
      "- {id: rate, unit: PS, numerator: number, denominator: whole}\n"
      "      - {id: number, unit: PS, regional_sum: true}\n"
      "      - {id: whole, kind: number, unit: PS, regional_sum: true}";
  const auto catalogue = LoadEveryKeyWith(number, both);
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  const std::vector<Measure>& measures = catalogue->FindIndicator("first")->measures;
  ASSERT_EQ(measures.size(), 3u);
  EXPECT_FALSE(measures[0].is_summed);
  EXPECT_EQ(measures[0].regional_numerator, "number");
  EXPECT_EQ(measures[0].regional_denominator, "whole");
  EXPECT_TRUE(measures[1].is_summed);
  EXPECT_EQ(measures[1].regional_numerator, "");
  EXPECT_FALSE(LoadEveryKey()->FindIndicator("first")->measures[0].is_summed);
  EXPECT_THAT(RefusalOf(number, "- {id: rate, unit: PS, regional_sum: true}"),
              HasSubstr("measure \"rate\" says regional_sum; only numbers can be added"));
  EXPECT_THAT(RefusalOf(number, "- {id: number, unit: PS, numerator: x, denominator: y}"),
              HasSubstr("a proportion, rate or share names both"));
  EXPECT_THAT(RefusalOf(number, "- {id: rate, unit: PS, numerator: x}"),
              HasSubstr("a proportion, rate or share names both"));
  EXPECT_THAT(RefusalOf(number, "- {id: rate, unit: PS, numerator: x, denominator: y}"),
              HasSubstr("it must be a measure of the same indicator with regional_sum"));
}

TEST(ResultAreas, KeepWhatTheDocumentSaysOfThem) {
  const auto catalogue = LoadEveryKey();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  ASSERT_EQ(catalogue->result_areas().size(), 1u);
  const ResultArea& area = catalogue->result_areas()[0];
  EXPECT_EQ(area.id, "P1");
  EXPECT_EQ(area.name, "Inspection");
  EXPECT_EQ(area.area_name, "Prohibition");
  EXPECT_EQ(area.timeframe, "2020-2025");
  EXPECT_THAT(area.bodies, ElementsAre("SLOM"));
  EXPECT_THAT(area.data_sources, ElementsAre("surveys", "LMIS"));
  EXPECT_THAT(RefusalOf("id: P1\n", "id: P 1\n"), HasSubstr("result area \"P 1\" must be"));
}

TEST(Sources, HaveAnIdAndATitle) {
  const auto catalogue = LoadEveryKey();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  ASSERT_EQ(catalogue->sources().size(), 1u);
  EXPECT_EQ(catalogue->sources()[0].title, "A paper");
  EXPECT_THAT(RefusalOf("{id: paper, title: A paper, notes: Not published}", "{id: paper}"),
              HasSubstr("a source has no key \"title\""));
}

// A text of the first version has none of the newer keys.
TEST(Catalogue, TheNewerKeysMayAllBeLeftOut) {
  const auto catalogue = Catalogue::Load({{.name = "old.yaml", .content = R"(collection: test
version: "1"
title: A test
units:
  - {code: PS, name: persons, whole: true}
indicators:
  - id: first
    list: A
    number: 1
    name: First of all
    short_name: First
    basis: made up
    measures:
      - {id: number, unit: PS}
    disclosure: none
)"}});
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  EXPECT_EQ(catalogue->FindIndicator("first")->definition, "");
  EXPECT_TRUE(catalogue->code_lists().empty());
  EXPECT_TRUE(catalogue->translations().empty());
}

}  // namespace
}  // namespace lontar::catalogue
