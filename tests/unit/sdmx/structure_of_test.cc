#include "core/sdmx/structure_of.h"

#include <algorithm>

#include "absl/strings/str_replace.h"
#include "core/formats/sdmx_csv.h"
#include "tests/unit/sdmx/examples.h"

namespace lontar::sdmx {
namespace {

Structure Published() {
  const auto catalogue = catalogue::Catalogue::Load(support::PublishedCatalogueFiles());
  return StructureOf(catalogue.value(), SmallOptions());
}

const Constraint& ConstraintOf(const Structure& structure, const std::string& code) {
  for (const Constraint& constraint : structure.constraints) {
    const auto& codes = constraint.key_values.front().values;
    if (std::ranges::find(codes, code) != codes.end()) return constraint;
  }
  throw std::runtime_error("no constraint for " + code);
}

std::vector<std::string> Allowed(const Structure& structure, const std::string& code,
                                 const std::string& component) {
  for (const KeyValues& values : ConstraintOf(structure, code).key_values) {
    if (values.component == component) return values.values;
  }
  return {};
}

TEST(StructureOf, TheRoadmapHasTheKeyOfTheReference) {
  const Structure structure = Published();
  std::string ids;
  for (const Component& dimension : structure.dimensions) ids += dimension.id + " ";
  EXPECT_EQ(ids,
            "FREQ REF_AREA INDICATOR SEX AGE CITIZENSHIP URBANISATION GEO ACTIVITY CONCEPT "
            "COMP_BREAKDOWN COUNTRY ");
  EXPECT_EQ(structure.reference.Text(), "ASEC:ASEAN_CHILD_LABOUR(2025.1.0)");
}

// A version with a zero before it ("2025.01.0") is none in SDMX 3: no URN could hold it.
TEST(StructureOf, AVersionHasThreeNumbersWithoutZerosBeforeThem) {
  const auto text = base::ReadWholeFile(
      absl::StrCat(LONTAR_SOURCE_DIR, "/tests/golden/sdmx/catalogue.yaml"), base::kImportBytesMax);
  ASSERT_TRUE(text.ok()) << text.status();
  const std::pair<std::string, std::string> versions[] = {
      {"2025.01", "2025.1.0"}, {"0", "0.0.0"}, {"2025.00.010", "2025.0.10"}, {"3-b.1", "0.1.0"}};
  for (const auto& [version, expected] : versions) {
    const auto catalogue = catalogue::Catalogue::Load(
        {{"catalogue.yaml",
          absl::StrReplaceAll(
              *text, {{"version: \"1.2\"", absl::StrCat("version: \"", version, "\"")}})}});
    ASSERT_TRUE(catalogue.ok()) << catalogue.status();
    EXPECT_EQ(StructureOf(*catalogue, SmallOptions()).reference.version, expected);
  }
}

// Fatality rate and injury rate were one code, and so one series with two figures of a year.
TEST(StructureOf, TwoRatesOfOneIndicatorAreTwoCodes) {
  const catalogue::Measure fatality{.id = "fatality-rate", .kind = catalogue::MeasureKind::kRate};
  const catalogue::Measure injury{.id = "injury-rate", .kind = catalogue::MeasureKind::kRate};
  const catalogue::Measure number{.id = "number", .kind = catalogue::MeasureKind::kNumber};
  catalogue::Indicator indicator;
  indicator.id = "injury-rates";
  indicator.measures = {fatality, injury, number};
  EXPECT_EQ(formats::SdmxIndicatorCode(indicator, fatality), "INJURY_RATES_FATALITY_RATE_PT");
  EXPECT_EQ(formats::SdmxIndicatorCode(indicator, injury), "INJURY_RATES_INJURY_RATE_PT");
  EXPECT_EQ(formats::SdmxIndicatorCode(indicator, number), "INJURY_RATES_NB");
}

TEST(StructureOf, EveryDimensionHasItsOwnListAndEveryCodeAName) {
  const Structure structure = Published();
  for (const Component& dimension : structure.dimensions) {
    ASSERT_NE(structure.ListOf(dimension), nullptr) << dimension.id;
  }
  for (const ItemScheme& list : structure.code_lists) {
    for (const Item& item : list.items) EXPECT_FALSE(item.name.empty()) << item.id;
  }
}

// A decision of the senior officials changes numbers, never a key.
TEST(StructureOf, ListNumbersStandInTheCategorySchemeOnly) {
  const Structure structure = Published();
  const Component& indicator = structure.dimensions[structure.DimensionAt("INDICATOR")];
  for (const Item& item : structure.ListOf(indicator)->items) {
    EXPECT_TRUE(item.id.ends_with("_NB") || item.id.ends_with("_PT")) << item.id;
  }
  ASSERT_FALSE(structure.categories.empty());
  EXPECT_EQ(structure.categories[0].id, "LIST_A");
  EXPECT_EQ(structure.categories[0].children[0].id, "A1");
  EXPECT_EQ(structure.categories[0].children[0].annotations[0].second, "CHILD_LABOUR_5_17");
}

TEST(StructureOf, NetEnrolmentHasItsLevelInTheOtherBreakdownAndNoAgeRange) {
  const Structure structure = Published();
  const auto levels = Allowed(structure, "NET_ENROLMENT_PRIMARY_PT", "COMP_BREAKDOWN");
  EXPECT_NE(std::ranges::find(levels, "ED_PRI"), levels.end());
  EXPECT_EQ(std::ranges::find(levels, "AG_POLICE"), levels.end());
  const auto ages = Allowed(structure, "NET_ENROLMENT_PRIMARY_PT", "AGE");
  EXPECT_NE(std::ranges::find(ages, "_T"), ages.end());
}

TEST(StructureOf, WhatAnIndicatorDoesNotHaveDoesNotApply) {
  const Structure structure = Published();
  EXPECT_EQ(Allowed(structure, "NET_ENROLMENT_PRIMARY_PT", "CONCEPT"),
            std::vector<std::string>{"_Z"});
  EXPECT_EQ(Allowed(structure, "CHILD_LABOUR_5_17_PT", "COMP_BREAKDOWN"),
            std::vector<std::string>{"_T"});
}

// A list with a code that its standard has not is no list of that standard.
TEST(StructureOf, ListsBearTheirStandardsNameOnlyWhereEveryCodeIsTheirs) {
  const Structure structure = Published();
  const auto list = [&](const char* id) {
    return structure.ListOf(structure.dimensions[structure.DimensionAt(id)])->reference.Text();
  };
  EXPECT_EQ(list("SEX"), "SDMX:CL_SEX(2.1)");
  EXPECT_EQ(list("URBANISATION"), "ASEC:CL_URBANISATION(2025.1.0)");
}

TEST(StructureOf, AgesAreIntervalsInAnnotations) {
  const Structure structure = Published();
  const Item* age =
      structure.ListOf(structure.dimensions[structure.DimensionAt("AGE")])->Find("Y5T17");
  ASSERT_NE(age, nullptr);
  EXPECT_EQ(age->annotations, (std::vector<Annotation>{{"AGE_FROM", "5"}, {"AGE_TO", "17"}}));
}

TEST(StructureOf, MandatoryAttributesAreThoseOfTheReference) {
  std::string mandatory;
  for (const Component& attribute : Published().attributes) {
    if (attribute.is_mandatory) mandatory += attribute.id + " ";
  }
  EXPECT_EQ(mandatory, "UNIT_MEASURE UNIT_MULT OBS_STATUS CONF_STATUS DATA_PROVIDER DEFINITION ");
}

}  // namespace
}  // namespace lontar::sdmx
