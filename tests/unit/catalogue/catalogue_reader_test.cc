// One thing wrong at a time in a small catalogue, and the sentence that says so.

#include "core/catalogue/catalogue_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::catalogue {
namespace {

using testing::HasSubstr;

constexpr absl::string_view kSmall = R"(collection: test
version: "1"
title: A test
units:
  - {code: PS, name: persons, whole: true}
  - {code: PS_THS, name: thousand persons, base: PS, power: 3}
  - {code: PT, name: percent, maximum: 100}
code_lists:
  - id: sex
    codes:
      - {id: _T, name: Both}
      - {id: F, name: Female, parent: _T}
  - id: age
    codes:
      - {id: _T, name: All}
      - {id: Y5T17, name: 5 to 17}
dimensions:
  - {id: sex, name: Sex, code_list: sex, total: _T}
  - {id: age, name: Age, code_list: age, total: _T, is_age: true}
indicators:
  - id: second
    list: A
    number: 10
    name: Second
    short_name: Second
    basis: made up
    measures:
      - {id: rate, unit: PT}
      - {id: assessment}
    disclosure: none
  - id: first
    list: A
    number: 2
    name: First
    short_name: First
    basis: made up
    measures:
      - {id: number, unit: PS}
    dimensions: [sex, age]
    age: Y5T17
    counts_only: {sex: [F]}
    specified: {sex: [F]}
    disclosure: children
framework:
  - area: P
    name: Area
    result_areas:
      - result_area: Result
        rows:
          - {id: P1.1, indicator: first, wording: First of all}
)";

absl::Status LoadAfter(absl::string_view old_text, absl::string_view new_text) {
  const std::string text = absl::StrReplaceAll(kSmall, {{old_text, new_text}});
  EXPECT_NE(text, std::string(kSmall)) << "nothing was replaced: " << old_text;
  return Catalogue::Load({{.name = "small.yaml", .content = text}}).status();
}

std::string ProblemAfter(absl::string_view old_text, absl::string_view new_text) {
  const absl::Status status = LoadAfter(old_text, new_text);
  EXPECT_EQ(base::ReasonOf(status), "CATALOGUE_INVALID") << new_text;
  return std::string(status.message());
}

TEST(CatalogueReader, ReadsOneFileOrMany) {
  const auto catalogue = Catalogue::Load({{.name = "small.yaml", .content = std::string(kSmall)}});
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  ASSERT_EQ(catalogue->indicators().size(), 2u);
  // By number, not by place in the file nor by text.
  EXPECT_EQ(catalogue->indicators()[0].code, "A2");
  EXPECT_EQ(catalogue->indicators()[1].code, "A10");
  EXPECT_EQ(catalogue->indicators()[0].annex2_rows, std::vector<std::string>{"P1.1"});
  EXPECT_EQ(catalogue->indicators()[0].age_range, (observation::AgeInterval{.from = 5, .to = 17}));
  EXPECT_EQ(catalogue->framework()[0].area_name, "Area");
  EXPECT_EQ(catalogue->FindUnit("PT")->maximum, 100);
  EXPECT_TRUE(catalogue->FindUnit("PS")->whole);
}

TEST(CatalogueReader, WantsEverySectionOnce) {
  EXPECT_THAT(ProblemAfter("units:", "unit:"), HasSubstr("section \"unit\" is not known"));
  EXPECT_THAT(ProblemAfter("version: \"1\"\n", ""), HasSubstr("no key \"version\""));
  const auto twice = Catalogue::Load({{.name = "small.yaml", .content = std::string(kSmall)},
                                      {.name = "other.yaml", .content = "title: Another\n"}});
  EXPECT_EQ(twice.status().message(),
            "other.yaml: line 1: section \"title\" stands in small.yaml already");
  EXPECT_EQ(base::ReasonOf(Catalogue::Load({}).status()), "CATALOGUE_INVALID");
}

TEST(CatalogueReader, NamesFilePlaceAndValue) {
  EXPECT_EQ(ProblemAfter("code_list: sex", "code_list: sexes"),
            "small.yaml: line 18: dimension \"sex\" names the code list \"sexes\", which is not "
            "defined");
}

TEST(CatalogueReader, RefusesAnIdTwice) {
  EXPECT_THAT(ProblemAfter("id: second", "id: first"), HasSubstr("indicator \"first\" is defined"));
  EXPECT_THAT(ProblemAfter("number: 10", "number: 2"), HasSubstr("list and number \"A2\""));
  EXPECT_THAT(ProblemAfter("code: PT", "code: PS"), HasSubstr("unit \"PS\" is defined twice"));
  EXPECT_THAT(ProblemAfter("id: F,", "id: _T,"), HasSubstr("code of list sex \"_T\""));
  EXPECT_THAT(ProblemAfter("[sex, age]", "[sex, age, sex]"),
              HasSubstr("dimension of first \"sex\""));
  EXPECT_THAT(ProblemAfter("{id: assessment}", "{id: rate, unit: PT}"),
              HasSubstr("measure of second \"rate\""));
}

TEST(CatalogueReader, RefusesReferencesToNothing) {
  EXPECT_THAT(ProblemAfter("base: PS,", "base: CASES,"), HasSubstr("has the base \"CASES\""));
  EXPECT_THAT(ProblemAfter("base: PS,", "base: PT,"), HasSubstr("has the base \"PT\""));
  EXPECT_THAT(ProblemAfter("parent: _T", "parent: M"), HasSubstr("has the parent \"M\""));
  EXPECT_THAT(ProblemAfter("list: sex, total: _T", "list: sex, total: ALL"),
              HasSubstr("has the total \"ALL\""));
  EXPECT_THAT(ProblemAfter("number, unit: PS", "number, unit: XX"), HasSubstr("the unit \"XX\""));
  EXPECT_THAT(ProblemAfter("number, unit: PS", "number, unit: PS_THS"),
              HasSubstr("a unit without a base"));
  EXPECT_THAT(ProblemAfter("[sex, age]", "[sex, age, geo]"), HasSubstr("dimension \"geo\""));
  EXPECT_THAT(ProblemAfter("counts_only: {sex: [F]}", "counts_only: {sex: [M]}"),
              HasSubstr("code \"M\" is not in the code list \"sex\""));
  EXPECT_THAT(ProblemAfter("specified: {sex: [F]}", "specified: {geo: []}"),
              HasSubstr("\"geo\" is no dimension of indicator \"first\""));
  EXPECT_THAT(ProblemAfter("indicator: first", "indicator: third"),
              HasSubstr("names the indicator \"third\""));
}

TEST(CatalogueReader, RefusesValuesOfAWrongForm) {
  EXPECT_THAT(ProblemAfter("collection: test", "collection: Test"), HasSubstr("\"Test\""));
  EXPECT_THAT(ProblemAfter("list: A\n    number: 2", "list: AB\n    number: 2"),
              HasSubstr("one letter"));
  EXPECT_THAT(ProblemAfter("number: 10", "number: 0"), HasSubstr("from 1 to"));
  EXPECT_THAT(ProblemAfter("{id: rate, unit: PT}", "{id: ratio, unit: PT}"),
              HasSubstr("the kind \"ratio\""));
  EXPECT_THAT(ProblemAfter("{id: assessment}", "{id: assessment, unit: PT}"),
              HasSubstr("an assessment has none"));
  EXPECT_THAT(ProblemAfter("age: Y5T17", "age: Y5T11"), HasSubstr("the age \"Y5T11\""));
  EXPECT_THAT(ProblemAfter("age: Y5T17", "age: _T"), HasSubstr("the age \"_T\""));
  EXPECT_THAT(ProblemAfter("[sex, age]", "[sex]"), HasSubstr("its age dimension"));
  EXPECT_THAT(ProblemAfter("whole: true", "power: 2"), HasSubstr("a power but no base"));
  EXPECT_THAT(ProblemAfter("basis: made up", "basis: \"\""), HasSubstr("is empty"));
  EXPECT_THAT(ProblemAfter("name: Second\n", "name: Second\n    color: red\n"),
              HasSubstr("key \"color\""));
}

TEST(CatalogueReader, TakesAMeasureWithAnIdOfItsOwn) {
  EXPECT_TRUE(LoadAfter("{id: rate, unit: PT}", "{id: gross-rate, kind: rate, unit: PT}").ok());
}

TEST(CatalogueReader, NeedsNoFramework) {
  const size_t end = kSmall.find("framework:");
  EXPECT_TRUE(
      Catalogue::Load({{.name = "a.yaml", .content = std::string(kSmall.substr(0, end))}}).ok());
}

TEST(CatalogueReader, BoundsAllFilesTogether) {
  const std::string half(base::kActBytesMax / 2 + 1, '#');
  const auto catalogue = Catalogue::Load({{.name = "a.yaml", .content = std::string(kSmall) + half},
                                          {.name = "b.yaml", .content = half}});
  EXPECT_THAT(std::string(catalogue.status().message()), HasSubstr("bytes together"));
}

}  // namespace
}  // namespace lontar::catalogue
