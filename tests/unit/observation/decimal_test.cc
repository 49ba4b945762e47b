#include "core/observation/decimal.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

#include "core/base/problem.h"

namespace lontar::observation {
namespace {

Decimal Number(absl::string_view text) { return ParseDecimal(text).value(); }

std::string ReasonFor(absl::string_view text) {
  return base::ReasonOf(ParseDecimal(text).status());
}

TEST(Decimal, IsKeptAsSent) {
  for (const absl::string_view text : {"0", "5", "4.20", "4.2", "-12.50", "0.156", "-0.000000001",
                                       "999999999999999999", "123456789.123456789"}) {
    EXPECT_EQ(ToText(Number(text)), std::string(text));
  }
}

TEST(Decimal, KeepsTrailingZerosApartAndEqual) {
  EXPECT_EQ(Number("4.20").mantissa, 420);
  EXPECT_EQ(Number("4.20").scale, 2);
  EXPECT_TRUE(SameNumber(Number("4.20"), Number("4.2")));
  EXPECT_FALSE(SameNumber(Number("4.20"), Number("4.21")));
}

TEST(Decimal, RefusesWhatIsNoDecimal) {
  for (const absl::string_view text : {"", "-", ".5", "5.", "1.2.3", "1e3", "+5", " 5", "5 ", "0x1",
                                       "--5", "1,5", "nan", "٤", "5\n"}) {
    EXPECT_EQ(ReasonFor(text), "NOT_A_DECIMAL") << text;
  }
}

TEST(Decimal, SaysWhatWouldBeRight) {
  EXPECT_EQ(ParseDecimal("12,5").status().message(), "\"12,5\" is not a decimal; write 12.5");
  EXPECT_EQ(ParseDecimal("1 204").status().message(), "\"1 204\" is not a decimal; write 1204");
  EXPECT_EQ(ParseDecimal("many").status().message(),
            "\"many\" is not a decimal; write digits with at most one point, such as -12.50");
}

TEST(Decimal, HasAtMost18DigitsAnd9AfterThePoint) {
  EXPECT_EQ(ReasonFor("1000000000000000000"), "DECIMAL_TOO_LONG");
  EXPECT_EQ(ReasonFor("0.0000000001"), "DECIMAL_TOO_LONG");
  EXPECT_EQ(ReasonFor("1234567890.123456789"), "DECIMAL_TOO_LONG");
}

TEST(Decimal, ComparesExactlyWhereBinaryFloatingPointWouldNot) {
  EXPECT_EQ(Compare(Number("0.1"), Number("0.100000001")), -1);
  EXPECT_EQ(Compare(Number("999999999999999999"), Number("999999999.999999999")), 1);
  EXPECT_EQ(Compare(Number("-0.5"), Number("-0.50")), 0);
  EXPECT_EQ(Compare(Number("-1"), Number("0.000000001")), -1);
}

TEST(Decimal, ComparesTheWholeRangeOfTheWireWithoutOverflow) {
  const Decimal least{.mantissa = std::numeric_limits<int64_t>::min(), .scale = 0};
  const Decimal greatest{.mantissa = std::numeric_limits<int64_t>::max(), .scale = 9};
  EXPECT_EQ(Compare(least, greatest), -1);
  EXPECT_EQ(Compare(greatest, least), 1);
  EXPECT_EQ(ToText(least), "-9223372036854775808");
}

TEST(Decimal, ScalesThousandsExactly) {
  EXPECT_EQ(ToText(TimesPowerOfTen(Number("0.156"), 3).value()), "156");
  EXPECT_EQ(ToText(TimesPowerOfTen(Number("4.20"), 1).value()), "42.0");
  EXPECT_EQ(ToText(TimesPowerOfTen(Number("12"), 3).value()), "12000");
  EXPECT_EQ(ToText(TimesPowerOfTen(Number("156"), -3).value()), "0.156");
  EXPECT_EQ(ToText(TimesPowerOfTen(Number("-1.5"), 0).value()), "-1.5");
}

TEST(Decimal, RefusesAScalingThatLosesDigits) {
  EXPECT_EQ(base::ReasonOf(TimesPowerOfTen(Number("100000000000000000"), 1).status()),
            "DECIMAL_TOO_LONG");
  EXPECT_EQ(base::ReasonOf(TimesPowerOfTen(Number("0.000000001"), -1).status()),
            "DECIMAL_TOO_LONG");
  EXPECT_EQ(ToText(TimesPowerOfTen(Number("0.000000010"), -1).value()), "0.000000001");
}

TEST(Decimal, LeavesZeroZeroUnderAnyPower) {
  EXPECT_TRUE(SameNumber(TimesPowerOfTen(Number("0"), 1'000'000).value(), Number("0")));
  EXPECT_TRUE(SameNumber(TimesPowerOfTen(Number("0"), -1'000'000).value(), Number("0")));
}

}  // namespace
}  // namespace lontar::observation
