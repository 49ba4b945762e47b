#include "core/formats/fit.h"

#include "absl/strings/str_replace.h"
#include "core/base/problem.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/formats/sample.h"

namespace lontar::formats {
namespace {

using testing::HasSubstr;

std::string Mismatch(absl::string_view from, absl::string_view to) {
  const Mapping mapping = Required(ReadMapping(absl::StrReplaceAll(kSmallMapping, {{from, to}})));
  const catalogue::Catalogue catalogue = Catalogue2025();
  const absl::Status status = FitCatalogue(mapping, catalogue);
  if (status.ok()) return "fits";
  EXPECT_EQ(base::ReasonOf(status), "MAPPING_MISMATCH");
  return std::string(status.message());
}

TEST(Fit, SmallMappingFitsTheCatalogue) { EXPECT_EQ(Mismatch("small.csv", "other.csv"), "fits"); }

TEST(Fit, WhatTheCatalogueDoesNotHaveIsNamed) {
  EXPECT_THAT(Mismatch("indicator: child-labour-5-17", "indicator: A1"),
              HasSubstr("has no indicator \"A1\""));
  EXPECT_THAT(Mismatch("PERCENT: proportion", "PERCENT: percent"),
              HasSubstr("has no measure \"percent\""));
  EXPECT_THAT(Mismatch("{column: measure, map: {NUMBER: number, PERCENT: proportion}}",
                       "{constant: percent}"),
              HasSubstr("has no measure \"percent\""));
  EXPECT_THAT(Mismatch("  sex: sex\n", "  sex: sex\n  gender: sex\n"),
              HasSubstr("has no dimension \"gender\""));
}

TEST(Fit, DimensionLeftOutIsNamed) {
  EXPECT_THAT(Mismatch("  sex: sex\n", ""),
              HasSubstr("mapping small: dimension \"sex\" of indicator child-labour-5-17 is "
                        "missing; give its column or a constant"));
}

TEST(Fit, MissingColumnsAreNamedTogether) {
  const Mapping mapping = Required(ReadMapping(kSmallMapping));
  const absl::Status status =
      FitTable(mapping, Required(ReadCsv("member,indicator,year,measure,age,Value,unit,status,"
                                         "note\n")));
  EXPECT_EQ(base::ReasonOf(status), "COLUMN_MISSING");
  EXPECT_EQ(status.message(),
            "the table lacks the columns \"sex\", \"value\" that mapping small names; it has "
            "\"member\", \"indicator\", \"year\", \"measure\", \"age\", \"Value\", \"unit\", "
            "\"status\", \"note\"");
}

}  // namespace
}  // namespace lontar::formats
