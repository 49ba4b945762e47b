#include "core/observation/age.h"

#include <gtest/gtest.h>

namespace lontar::observation {
namespace {

AgeInterval Age(absl::string_view code) { return AgeOf(code).value(); }

TEST(Age, ReadsIntervals) {
  EXPECT_EQ(Age("Y5T17"), (AgeInterval{.from = 5, .to = 17}));
  EXPECT_EQ(Age("Y14"), (AgeInterval{.from = 14, .to = 14}));
  EXPECT_EQ(Age("Y_GE15"), (AgeInterval{.from = 15, .to = std::nullopt}));
  EXPECT_EQ(Age("Y_LT18"), (AgeInterval{.from = 0, .to = 17}));
  EXPECT_EQ(Age("Y0T4"), (AgeInterval{.from = 0, .to = 4}));
}

TEST(Age, TakesNothingElseForAnInterval) {
  for (const absl::string_view code : {"_T", "_U", "_Z", "SCH_PRIM", "", "Y", "YT5", "Y5T", "Y17T5",
                                       "Y05T17", "Y_LT0", "Y_GE", "Y5T17 ", "Y-5", "Y5T999"}) {
    EXPECT_FALSE(AgeOf(code).has_value()) << code;
  }
}

TEST(Age, StandsToTheRange) {
  const AgeInterval range = Age("Y5T17");
  EXPECT_EQ(Relate(Age("Y5T17"), range), AgeRelation::kSame);
  EXPECT_EQ(Relate(Age("Y15T17"), range), AgeRelation::kPart);
  EXPECT_EQ(Relate(Age("Y_LT18"), range), AgeRelation::kWider);
  EXPECT_EQ(Relate(Age("Y_GE5"), range), AgeRelation::kWider);
  EXPECT_EQ(Relate(Age("Y_GE15"), range), AgeRelation::kOverlapping);
  EXPECT_EQ(Relate(Age("Y18T24"), range), AgeRelation::kDisjoint);
}

TEST(Age, StandsToAnOpenRange) {
  const AgeInterval range = Age("Y_GE15");
  EXPECT_EQ(Relate(Age("Y_GE15"), range), AgeRelation::kSame);
  EXPECT_EQ(Relate(Age("Y15T24"), range), AgeRelation::kPart);
  EXPECT_EQ(Relate(Age("Y_GE5"), range), AgeRelation::kWider);
  EXPECT_EQ(Relate(Age("Y5T14"), range), AgeRelation::kDisjoint);
}

}  // namespace
}  // namespace lontar::observation
