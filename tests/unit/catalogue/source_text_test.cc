#include "core/catalogue/source_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_replace.h"
#include "core/base/problem.h"
#include "tests/unit/catalogue/published_catalogue.h"

namespace lontar::catalogue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr absl::string_view kSources = R"(member: KH
sources:
  - id: labour-survey
    name: {en: "Labour Force Survey; round two", km: "ការស្ទង់មតិ"}
    kind: survey
    office: Institute of Statistics
    years: ["2012", 2015-2016]
    method: stratified sample of households
    collection_method: interviews face to face
    url: https://example.org/lfs
    coverage: private households
    deviations: [age-part-of-range, concept]
    notes: made up
    basis: made up
  - id: case-register
    name: {en: Register of cases}
    kind: administrative register
    office: Ministry
    years: [2010-]
)";

SourceRegister SampleSources() {
  auto read = SourceRegister::Read("sources.yaml", kSources);
  EXPECT_TRUE(read.ok()) << read.status();
  return *std::move(read);
}

std::vector<std::string> Named(absl::string_view text) {
  const SourceRegister sources = SampleSources();
  std::vector<std::string> ids;
  for (const SourceText* source : sources.NamedBy(text)) ids.push_back(source->id);
  return ids;
}

std::string SourcesProblem(absl::string_view old_text, absl::string_view new_text) {
  const std::string text = absl::StrReplaceAll(kSources, {{old_text, new_text}});
  EXPECT_NE(text, std::string(kSources)) << "nothing was replaced: " << old_text;
  const auto read = SourceRegister::Read("sources.yaml", text);
  EXPECT_EQ(base::ReasonOf(read.status()), "SOURCES_INVALID") << new_text;
  return std::string(read.status().message());
}

TEST(SourceRegister, EveryKeyIsRead) {
  const SourceRegister sources = SampleSources();
  EXPECT_EQ(sources.member(), "KH");
  ASSERT_EQ(sources.sources().size(), 2u);
  const SourceText& survey = *sources.Find("labour-survey");
  EXPECT_EQ(survey.kind, SourceKind::kSurvey);
  EXPECT_EQ(survey.office, "Institute of Statistics");
  EXPECT_EQ(survey.method, "stratified sample of households");
  EXPECT_EQ(survey.collection_method, "interviews face to face");
  EXPECT_EQ(survey.url, "https://example.org/lfs");
  EXPECT_EQ(survey.coverage, "private households");
  EXPECT_EQ(survey.notes, "made up");
  EXPECT_THAT(survey.deviations, ElementsAre(observation::Deviation::kAgePartOfRange,
                                             observation::Deviation::kConcept));
  EXPECT_EQ(survey.NameIn("km"), "ការស្ទង់មតិ");
  EXPECT_EQ(survey.NameIn("vi"), "Labour Force Survey; round two");
  EXPECT_EQ(sources.Find("case-register")->kind, SourceKind::kAdministrative);
  EXPECT_EQ(sources.Find("other"), nullptr);
}

TEST(SourceRegister, YearsAreSingleSpansOrOpen) {
  const SourceRegister sources = SampleSources();
  const SourceText& survey = *sources.Find("labour-survey");
  EXPECT_EQ(TextOf(survey.years[0]), "2012");
  EXPECT_EQ(TextOf(survey.years[1]), "2015-2016");
  EXPECT_TRUE(survey.HasYear(2012));
  EXPECT_FALSE(survey.HasYear(2013));
  EXPECT_TRUE(survey.HasYear(2016));
  EXPECT_FALSE(survey.HasYear(2017));
  EXPECT_EQ(TextOf(sources.Find("case-register")->years[0]), "2010-");
  EXPECT_TRUE(sources.Find("case-register")->HasYear(2099));
  EXPECT_FALSE(sources.Find("case-register")->HasYear(2009));
}

TEST(SourceRegister, ATextNamesASourceByIdOrByName) {
  EXPECT_THAT(Named("labour-survey"), ElementsAre("labour-survey"));
  EXPECT_THAT(Named("  LABOUR force  survey; Round two "), ElementsAre("labour-survey"));
  EXPECT_THAT(Named("ការស្ទង់មតិ"), ElementsAre("labour-survey"));
  EXPECT_THAT(Named("Table 3 [labour-survey], p. 4"), ElementsAre("labour-survey"));
  EXPECT_THAT(Named("labour-survey; case-register; method: survey"),
              ElementsAre("case-register", "labour-survey"));
  EXPECT_THAT(Named("register of cases; labour-survey; labour-survey"),
              ElementsAre("case-register", "labour-survey"));
}

TEST(SourceRegister, AWordInASentenceNamesNothing) {
  EXPECT_THAT(Named(""), IsEmpty());
  EXPECT_THAT(Named("our labour-survey of long ago"), IsEmpty());
  EXPECT_THAT(Named("method: labour-survey"), IsEmpty());
  EXPECT_THAT(Named("other; method: x; labour-survey"), IsEmpty());
  EXPECT_THAT(Named("[Register of cases] [open"), IsEmpty());
}

TEST(SourceRegister, WhatIsWrongIsNamedWithItsLine) {
  EXPECT_THAT(SourcesProblem("id: labour-survey", "id: Labour_survey"),
              HasSubstr("sources.yaml: line 3"));
  EXPECT_THAT(SourcesProblem("id: case-register", "id: labour-survey"), HasSubstr("stands twice"));
  EXPECT_THAT(SourcesProblem("Register of cases", "labour force survey;  round two"),
              HasSubstr("have one name"));
  EXPECT_THAT(SourcesProblem("kind: survey", "kind: poll"), HasSubstr("administrative register"));
  EXPECT_THAT(SourcesProblem("2015-2016", "2016-2015"), HasSubstr("\"2016-2015\""));
  EXPECT_THAT(SourcesProblem("\"2012\"", "\"12\""), HasSubstr("write 2012"));
  EXPECT_THAT(SourcesProblem("[age-part-of-range, concept]", "[age]"), HasSubstr("known are"));
  EXPECT_THAT(SourcesProblem("name: {en: Register of cases}", "name: {english: x}"),
              HasSubstr("language"));
  EXPECT_THAT(SourcesProblem("    name: {en: Register of cases}\n", ""), HasSubstr("has no name"));
  EXPECT_THAT(SourcesProblem("notes: made up", "note: made up"), HasSubstr("not known"));
  EXPECT_THAT(SourcesProblem("member: KH\n", ""), HasSubstr("\"member\""));
}

// The texts of the mappings beside it, up to what says which copy was read.
TEST(SourceRegister, TheDemonstrationsRegisterHasTheSourcesOfItsFigures) {
  const auto read = SourceRegister::Read("KH.yaml", ReadSource("data/demo/sources/KH.yaml"));
  ASSERT_TRUE(read.ok()) << read.status();
  for (const auto& [text, id] :
       {std::pair("ILOSTAT, International Labour Organization; copy of x", "ilostat"),
        {"UNESCO Institute for Statistics; copy of x", "uis"},
        {"SDG database, United Nations Statistics Division; copy of x", "sdg-database"}}) {
    ASSERT_EQ(read->NamedBy(text).size(), 1u) << text;
    EXPECT_EQ(read->NamedBy(text).front()->id, id);
  }
}

}  // namespace
}  // namespace lontar::catalogue
