// Ids that SDMX does not take, one at a time; and what is refused against what the schemas refuse.

#include "core/sdmx/catalogue_ids.h"

#include <map>

#include "absl/strings/str_replace.h"
#include "core/base/problem.h"
#include "core/catalogue/catalogue.h"
#include "core/sdmx/structure_ml.h"
#include "tests/unit/sdmx/examples.h"
#include "tests/unit/sdmx/ml_violations.h"

namespace lontar::sdmx {
namespace {

constexpr absl::string_view kText = R"(collection: <collection>
version: "1"
title: A test
units:
  - {code: <unit>, name: percent}
code_lists:
  - id: sex
    source: <source>
    codes:
      - {id: _T, name: Both}
      - {id: <code>, name: Female}
dimensions:
  - {id: <dimension>, name: Sex, code_list: sex, total: _T}
indicators:
  - {id: work, list: A, number: 1, name: Work, short_name: Work, basis: made up, disclosure: none,
     measures: [{id: night, kind: rate, unit: <unit>}, {id: day, kind: rate, unit: <unit>}],
     dimensions: [<dimension>]}
  - {id: <indicator>, list: A, number: 2, name: School, short_name: School, basis: made up,
     disclosure: none, measures: [{id: rate, unit: <unit>}], dimensions: [<dimension>]}
framework:
  - area: <area>
    name: Area
    result_areas:
      - result_area: Result
        rows:
          - {id: <row>, indicator: work, wording: Work}
)";

// What stands in one place of the text.
using Change = std::pair<const char*, const char*>;

std::vector<catalogue::SourceFile> FilesWith(const Change& change) {
  std::map<std::string, std::string> places = {
      {"<collection>", "test"}, {"<unit>", "PT"},       {"<source>", "SDMX:CL_SEX(2.1)"},
      {"<code>", "F"},          {"<dimension>", "sex"}, {"<indicator>", "school"},
      {"<area>", "P"},          {"<row>", "P1.1"}};
  EXPECT_TRUE(places.contains(change.first)) << change.first;
  places[change.first] = change.second;
  return {{"small.yaml", absl::StrReplaceAll(kText, places)}};
}

catalogue::Catalogue LoadedWith(const Change& change) {
  return catalogue::Catalogue::Load(FilesWith(change)).value();
}

absl::Status CheckWith(const Change& change) {
  return CheckCatalogueIds(LoadedWith(change), FilesWith(change));
}

std::string RefusedWith(const Change& change) {
  const absl::Status status = CheckWith(change);
  EXPECT_EQ(base::ReasonOf(status), "CATALOGUE_INVALID") << change.second;
  return std::string(status.message());
}

constexpr Change kRefused[] = {
    {"<collection>", "2035-roadmap"},
    {"<collection>", "-test"},
    {"<dimension>", "2-sexes"},
    {"<dimension>", "dispute"},
    {"<dimension>", "ref-area"},
    {"<dimension>", "time-period"},
    {"<dimension>", "obs-value"},
    {"<indicator>", "work-night"},
    {"<row>", "P1/1"},
    {"<row>", "P(1).1"},
    {"<row>", ".1"},
    {"<source>", "SDMX:2-SEXES(2.1)"},
    {"<source>", "3DMX:CL_SEX(2.1)"},
    {"<source>", "SDMX:CL_SEX(latest)"},
    {"<source>", "SDMX:CL_SEX(02.1)"},
};
constexpr Change kTaken[] = {
    {"<collection>", "a"},
    {"<collection>", "test-2035-"},
    {"<dimension>", "sex-2"},
    {"<indicator>", "2-schools"},
    {"<indicator>", "-"},
    {"<indicator>", "work-evening"},
    {"<row>", "1-a_b@$.1"},
    {"<row>", "P1.1/2"},
    {"<row>", "P1"},
    {"<area>", "1-_"},
    {"<source>", "IAEG.SDG:CL_SEX(0.10)"},
    {"<source>", "ISO 3166-2"},
    {"<code>", "-1_"},
    {"<unit>", "1PT"},
};

TEST(CatalogueIds, SayFileLineValueAndWhatIsRight) {
  EXPECT_EQ(RefusedWith({"<collection>", "2035-roadmap"}),
            "small.yaml: line 1: collection \"2035-roadmap\" would be \"2035_ROADMAP\" in SDMX, "
            "where its id begins with a letter; write one that begins with a to z");
  EXPECT_EQ(RefusedWith({"<dimension>", "dispute"}),
            "small.yaml: line 13: dimension \"dispute\" would be \"DISPUTE\" in SDMX, which every "
            "structure has already; write another id");
  EXPECT_EQ(RefusedWith({"<indicator>", "work-night"}),
            "small.yaml: line 18: indicator \"work-night\" has in its measure \"rate\" the code "
            "\"WORK_NIGHT_PT\" in SDMX, which one of \"work\" has already; write another id");
  EXPECT_EQ(RefusedWith({"<row>", "P1/1.2"}),
            "small.yaml: line 26: framework row \"P1/1.2\" would be in category \"P1/1\" in SDMX, "
            "which is no id; before the first point write letters, digits, _, -, @ or $");
  EXPECT_EQ(RefusedWith({"<source>", "SDMX:CL_SEX(latest)"}),
            "small.yaml: line 8: source \"SDMX:CL_SEX(latest)\" is written as the id of a list in "
            "SDMX and is none; write one such as SDMX:CL_SEX(2.1), or the name in words");
}

TEST(CatalogueIds, WhatIsRefusedTheSchemasRefuseAndWhatIsTakenTheyTake) {
  const auto violations = [](const Change& change) {
    const Structure structure = StructureOf(LoadedWith(change), SmallOptions());
    return MlViolations(StructureMl(structure, SmallHead(), MlStructure::k30)).size();
  };
  for (const Change& change : kRefused) {
    EXPECT_FALSE(CheckWith(change).ok()) << change.second;
    EXPECT_GT(violations(change), 0u) << change.second;
  }
  for (const Change& change : kTaken) {
    EXPECT_TRUE(CheckWith(change).ok()) << CheckWith(change);
    EXPECT_EQ(violations(change), 0u) << change.second;
  }
}

TEST(CatalogueIds, ThePublishedCataloguesAreTaken) {
  for (const char* name : kPublishedCatalogues) {
    const std::vector<catalogue::SourceFile> files = FilesOfPublished(name);
    const auto loaded = catalogue::Catalogue::Load(files);
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    EXPECT_TRUE(CheckCatalogueIds(*loaded, files).ok()) << CheckCatalogueIds(*loaded, files);
  }
}

}  // namespace
}  // namespace lontar::sdmx
