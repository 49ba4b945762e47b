#include "core/observation/percent.h"

#include <gtest/gtest.h>

#include <limits>

namespace lontar::observation {
namespace {

std::string Percent(const std::string& before, const std::string& after) {
  return PercentChange(ParseDecimal(before).value(), ParseDecimal(after).value());
}

TEST(Percent, HasOnePlaceAndIsExact) {
  EXPECT_EQ(Percent("12", "14"), "16.7");
  EXPECT_EQ(Percent("3", "2"), "-33.3");
  EXPECT_EQ(Percent("4.20", "4.2"), "0.0");
  EXPECT_EQ(Percent("0.1", "0.3"), "200.0");
  EXPECT_EQ(Percent("5", "0"), "-100.0");
}

TEST(Percent, RoundsHalfAwayFromZero) {
  EXPECT_EQ(Percent("2000", "2001"), "0.1");   // 0.05
  EXPECT_EQ(Percent("2000", "1999"), "-0.1");  // -0.05
  EXPECT_EQ(Percent("10000", "10001"), "0.0");
  EXPECT_EQ(Percent("10000", "9999"), "0.0");  // never "-0.0"
}

TEST(Percent, TheSignIsThatOfTheChange) {
  EXPECT_EQ(Percent("-4", "-2"), "50.0");
  EXPECT_EQ(Percent("-4", "-6"), "-50.0");
}

TEST(Percent, OfNothingThereIsNone) {
  EXPECT_EQ(Percent("0", "5"), "-");
  EXPECT_EQ(Percent("0.00", "0"), "-");
}

TEST(Percent, TheWidestNumbersFit) {
  const Decimal smallest{1, 9};
  const Decimal largest{std::numeric_limits<int64_t>::max(), 0};
  EXPECT_EQ(PercentChange(smallest, largest), "922337203685477580699999999900.0");
  EXPECT_EQ(PercentChange(largest, smallest), "-100.0");
}

}  // namespace
}  // namespace lontar::observation
