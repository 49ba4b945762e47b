#include "core/formats/mapping.h"

#include <random>

#include "absl/strings/str_replace.h"
#include "core/base/problem.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/formats/sample.h"

namespace lontar::formats {
namespace {

using observation::Deviation;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

// The sentence with which the small mapping is refused after a change.
std::string Refusal(absl::string_view from, absl::string_view to) {
  const std::string yaml = absl::StrReplaceAll(kSmallMapping, {{from, to}});
  EXPECT_NE(yaml, std::string(kSmallMapping));
  const absl::StatusOr<Mapping> mapping = ReadMapping(yaml);
  if (mapping.ok()) return "read";
  EXPECT_EQ(base::ReasonOf(mapping.status()), "MAPPING_INVALID");
  return std::string(mapping.status().message());
}

TEST(Mapping, ReadsEveryKey) {
  const std::string yaml = absl::StrReplaceAll(
      kSmallMapping, {{"submitted_by:", "deviations: [concept, coverage]\nsubmitted_by:"}});
  const Mapping mapping = Required(ReadMapping(yaml));
  EXPECT_EQ(mapping.name, "small");
  EXPECT_EQ(mapping.file, "small.csv");
  EXPECT_EQ(mapping.source, "labour force survey");
  EXPECT_EQ(mapping.indicator.constant, "child-labour-5-17");
  EXPECT_EQ(mapping.series, "indicator");
  EXPECT_THAT(mapping.take, ElementsAre(Pair("indicator", ElementsAre("A1"))));
  EXPECT_EQ(mapping.member.column, "member");
  EXPECT_EQ(mapping.period.column, "year");
  EXPECT_EQ(mapping.measure.column, "measure");
  EXPECT_THAT(mapping.measure.codes,
              ElementsAre(Pair("NUMBER", "number"), Pair("PERCENT", "proportion")));
  ASSERT_EQ(mapping.values.size(), 1u);
  EXPECT_EQ(mapping.values[0].column, "value");
  EXPECT_EQ(mapping.unit->column, "unit");
  EXPECT_EQ(mapping.status->codes.at("M"), "O");
  EXPECT_FALSE(mapping.confidentiality.has_value());
  EXPECT_EQ(mapping.comment, "note");
  EXPECT_EQ(mapping.dimensions.size(), 7u);
  EXPECT_EQ(mapping.dimensions.at("sex").column, "sex");
  EXPECT_EQ(mapping.dimensions.at("concept").constant, "EA");
  EXPECT_EQ(mapping.definition->constant, "national survey of 2016");
  EXPECT_EQ(mapping.deviations,
            observation::SetOf(Deviation::kConcept) | observation::SetOf(Deviation::kCoverage));
  EXPECT_THAT(mapping.submitted_by, ElementsAre(Pair("KH", "KH.NIS")));
}

TEST(Mapping, OptionalKeysMayBeLeftOut) {
  EXPECT_EQ(Refusal("take: {indicator: [A1]}\n", ""), "read");
  EXPECT_EQ(Refusal("series: indicator\n", ""), "read");
  EXPECT_EQ(Refusal("  comment: note\n", ""), "read");
  EXPECT_EQ(Refusal("  unit: unit\n", ""), "read");
  EXPECT_EQ(Refusal("submitted_by: {KH: KH.NIS}\n", ""), "read");
  EXPECT_EQ(Refusal("definition: {constant: national survey of 2016}\n", ""), "read");
}

TEST(Mapping, MissingKeyIsNamed) {
  EXPECT_THAT(Refusal("indicator: child-labour-5-17\n", ""),
              HasSubstr("the key \"indicator\" is missing"));
  EXPECT_THAT(Refusal("  value: value\n", ""), HasSubstr("the key \"value\" is missing"));
}

TEST(Mapping, UnknownKeyIsRefusedWithItsLine) {
  EXPECT_THAT(Refusal("series:", "serie:"),
              HasSubstr("mapping: line 7: \"mapping file\" has no key \"serie\""));
  EXPECT_THAT(Refusal("  period:", "  time:"), HasSubstr("\"columns\" has no key \"time\""));
  EXPECT_THAT(Refusal("{constant: EA}", "{constant: EA, note: x}"),
              HasSubstr("\"concept\" has no key \"note\"; it has column, map, constant"));
}

TEST(Mapping, KeyTwiceIsRefused) {
  EXPECT_THAT(Refusal("series: indicator", "series: indicator\nseries: note"),
              HasSubstr("mapping: line 8: key \"series\" stands here twice"));
  EXPECT_THAT(Refusal("KH: KH.NIS", "KH: KH.NIS, KH: KH.MOP"),
              HasSubstr("key \"KH\" stands here twice"));
}

TEST(Mapping, RuleIsAColumnOrAConstant) {
  EXPECT_THAT(Refusal("{constant: EA}", "{column: a, constant: EA}"),
              HasSubstr("\"concept\" needs a column, with a map or without, or a constant"));
  EXPECT_THAT(Refusal("{constant: EA}", "{constant: EA, map: {a: b}}"), HasSubstr("\"concept\""));
  EXPECT_THAT(Refusal("{constant: EA}", "{map: {a: b}}"), HasSubstr("\"concept\""));
  EXPECT_THAT(Refusal("{constant: EA}", "{column: a, map: {}}"), HasSubstr("\"map\" is empty"));
  EXPECT_THAT(Refusal("{constant: EA}", "[EA]"), HasSubstr("needs keys with values"));
}

TEST(Mapping, ValuesOfAnotherShapeAreRefused) {
  EXPECT_THAT(Refusal("[A1]", "A1"), HasSubstr("\"indicator\" needs a list"));
  EXPECT_THAT(Refusal("value: value", "value: [value]"),
              HasSubstr("\"value\" needs keys with values"));
  EXPECT_THAT(Refusal("series: indicator", "series:"),
              HasSubstr("a value is missing; give one or leave the key out"));
}

TEST(Mapping, ProviderBelongsToItsMember) {
  EXPECT_THAT(Refusal("KH: KH.NIS", "KH: LA.LSB"), HasSubstr("\"LA.LSB\" is no provider of KH"));
}

TEST(Mapping, UnknownDeviationIsRefused) {
  EXPECT_THAT(Refusal("submitted_by:", "deviations: [other]\nsubmitted_by:"),
              HasSubstr("\"other\" is no deviation"));
}

TEST(Mapping, DeviationOfAgeIsNotForAMapping) {
  EXPECT_THAT(Refusal("submitted_by:", "deviations: [age-part-of-range]\nsubmitted_by:"),
              HasSubstr("\"age-part-of-range\" is not for a mapping"));
}

TEST(Mapping, TextThatIsNoYamlIsRefusedWithoutAnException) {
  for (const std::string& yaml :
       {std::string("a: [b"), std::string("\t- x: ]"), std::string(), std::string("- a\n"),
        std::string("&a [*a]"), std::string(100'000, '['), std::string("\xFF"),
        std::string(base::kConfigurationBytesMax + 1, ' ')}) {
    const absl::StatusOr<Mapping> mapping = ReadMapping(yaml);
    ASSERT_FALSE(mapping.ok());
    EXPECT_EQ(base::ReasonOf(mapping.status()), "MAPPING_INVALID");
  }
}

// Threat T34: a list of n texts that n aliases repeat would be n * n texts.
TEST(Mapping, AliasesAreRefused) {
  EXPECT_THAT(Refusal("take: {indicator: [A1]}", "take: {indicator: &a [A1], year: *a}"),
              HasSubstr("mapping: line 6: an anchor (&) stands here; leave it out"));
}

TEST(Mapping, NestingAndCountsAreBounded) {
  EXPECT_THAT(Refusal("[A1]", std::string(30, '[') + "A1" + std::string(30, ']')),
              HasSubstr("nested deeper than 16"));
  std::string many = "[A1";
  for (int i = 0; i < 10'000; ++i) many += ",A1";
  EXPECT_THAT(Refusal("[A1]", many + "]"), HasSubstr("more than 10000 items"));
}

TEST(Mapping, NamesTheFileThatItWasGivenFor) {
  EXPECT_THAT(std::string(ReadMapping("a: b", "small.yaml").status().message()),
              testing::StartsWith("small.yaml: line 1: "));
}

TEST(Mapping, DamagedTextNeverEndsTheProgram) {
  std::mt19937 random(17);
  static constexpr absl::string_view kMarks = "{}[]:,&*!|>-#\"'\n \t%@x";
  int refused = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string yaml(kSmallMapping);
    for (int i = 0; i < 3; ++i) yaml[random() % yaml.size()] = kMarks[random() % kMarks.size()];
    const absl::StatusOr<Mapping> mapping = ReadMapping(yaml);
    if (mapping.ok()) continue;
    ++refused;
    EXPECT_EQ(base::ReasonOf(mapping.status()), "MAPPING_INVALID");
  }
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace lontar::formats
