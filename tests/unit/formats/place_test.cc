#include "core/formats/place.h"

#include <gtest/gtest.h>

#include "core/formats/grid.h"

namespace lontar::formats {
namespace {

TEST(Place, IsWhatAGridWrites) {
  for (const char* name : {"A1", "A 6", "it's", "Additional information", "x!y"}) {
    const Grid grid(name, false);
    for (const auto& [row, column] : {std::pair(0, 0), {13, 3}, {1'048'575, 16'383}, {99, 27}}) {
      const auto place = ParsePlace(grid.PlaceOf(row, column));
      ASSERT_TRUE(place.has_value()) << grid.PlaceOf(row, column);
      EXPECT_EQ(*place, (Place{.sheet = name, .row = row, .column = column}));
    }
  }
  const Grid csv;
  EXPECT_EQ(ParsePlace(csv.PlaceOf(13, 3)), (Place{.sheet = "", .row = 13, .column = 3}));
}

TEST(Place, NothingElseIsOne) {
  for (const char* text :
       {"", "A1", "A1!", "!A1", "A1!1A", "A1!a1", "A1!A0", "A1!A1048577", "A1!XFE1", "A1!AAAA1",
        "'A1!A1", "14:", ":D", "0:D", "14:d", "x:D", "A1!A+1", "A1!A1 "}) {
    EXPECT_FALSE(ParsePlace(text).has_value()) << text;
  }
}

TEST(Place, LettersAreTheColumnsNames) {
  for (const int column : {0, 25, 26, 51, 52, 701, 702, 16'383}) {
    EXPECT_EQ(ColumnOfLetters(ColumnLetters(column)), column);
  }
  EXPECT_FALSE(ColumnOfLetters(ColumnLetters(16'384)).has_value());
}

}  // namespace
}  // namespace lontar::formats
