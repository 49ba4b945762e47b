#pragma once
// Exact decimals: what a ministry reports is never binary floating point.
//
// value = mantissa / 10^scale. 4.20 and 4.2 are equal numbers, and both are kept as sent. See
// docs/formats/decimal.md. Values, any thread.

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::observation {

struct Decimal {
  int64_t mantissa = 0;
  int scale = 0;  // 0 .. 9
};

// Reads "-12.50": digits, at most one point with digits on both sides, no sign but "-", no
// exponent, no spaces, no grouping. InvalidArgument with NOT_A_DECIMAL, saying what would be right
// ("12,5" is not a decimal; write 12.5); DECIMAL_TOO_LONG above 18 digits or 9 after the point.
absl::StatusOr<Decimal> ParseDecimal(absl::string_view text);

// As sent: "12.50".
std::string ToText(const Decimal& value);

// By value: 4.20 == 4.2. Exact for all values.
bool SameNumber(const Decimal& a, const Decimal& b);
// -1, 0, 1 by value.
int Compare(const Decimal& a, const Decimal& b);

// value * 10^power, exactly; 0.156 * 10^3 = 156. Trailing digits stay as far as the scale allows.
// InvalidArgument with DECIMAL_TOO_LONG where it does not fit.
absl::StatusOr<Decimal> TimesPowerOfTen(const Decimal& value, int power);

}  // namespace lontar::observation
