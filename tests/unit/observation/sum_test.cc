#include "core/observation/sum.h"

#include <gtest/gtest.h>

#include <random>

#include "core/base/problem.h"

namespace lontar::observation {
namespace {

Decimal Of(const std::string& text) { return ParseDecimal(text).value(); }

TEST(Sum, IsExactAndKeepsTheLongerScale) {
  EXPECT_EQ(ToText(Sum(Of("0.1"), Of("0.2")).value()), "0.3");
  EXPECT_EQ(ToText(Sum(Of("12.50"), Of("1")).value()), "13.50");
  EXPECT_EQ(ToText(Difference(Of("9.8"), Of("12.20")).value()), "-2.40");
  EXPECT_EQ(ToText(Difference(Of("7"), Of("7.0")).value()), "0.0");
}

TEST(Sum, SaysWhereItIsTooLong) {
  const Decimal large = Of("999999999999999999");
  EXPECT_EQ(base::ReasonOf(Sum(large, Of("1")).status()), "DECIMAL_TOO_LONG");
  EXPECT_EQ(base::ReasonOf(Sum(large, Of("0.1")).status()), "DECIMAL_TOO_LONG");
  EXPECT_EQ(base::ReasonOf(Difference(Of("-999999999999999999"), Of("1")).status()),
            "DECIMAL_TOO_LONG");
  EXPECT_EQ(ToText(Difference(large, large).value()), "0");
}

// Against whole numbers of one unit.
TEST(Sum, AgreesWithIntegers) {
  std::mt19937 random(20210831);
  for (int i = 0; i < 2000; ++i) {
    const auto one = [&random] { return static_cast<int64_t>(random() % 2'000'000) - 1'000'000; };
    const Decimal a{one(), static_cast<int>(random() % 4)};
    const Decimal b{one(), static_cast<int>(random() % 4)};
    const auto thousandths = [](const Decimal& value) {
      int64_t scaled = value.mantissa;
      for (int place = value.scale; place < 3; ++place) scaled *= 10;
      return scaled;
    };
    EXPECT_EQ(thousandths(Sum(a, b).value()), thousandths(a) + thousandths(b));
    EXPECT_EQ(thousandths(Difference(a, b).value()), thousandths(a) - thousandths(b));
  }
}

}  // namespace
}  // namespace lontar::observation
