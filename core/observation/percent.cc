#include "core/observation/percent.h"

#include <algorithm>

#include "core/base/invariant.h"

namespace lontar::observation {
namespace {

// Mantissas have 63 bits and scales at most 9: aligned, 10^28; times 2000, below 2 * 10^32.
using WidePercent = __int128;

WidePercent AlignedTo(int scale, const Decimal& value) {
  WidePercent aligned = value.mantissa;
  for (int place = value.scale; place < scale; ++place) aligned *= 10;
  return aligned;
}

std::string DigitsOf(WidePercent value) {
  std::string digits;
  do {
    digits.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value > 0);
  std::ranges::reverse(digits);
  return digits;
}

}  // namespace

std::string PercentChange(const Decimal& before, const Decimal& after) {
  const int scale = std::max(before.scale, after.scale);
  const WidePercent from = AlignedTo(scale, before);
  const WidePercent change = AlignedTo(scale, after) - from;
  if (from == 0) return "-";
  const WidePercent base = from < 0 ? -from : from;
  const WidePercent size = change < 0 ? -change : change;
  const WidePercent tenths = (size * 2000 + base) / (2 * base);
  const bool is_negative = change < 0 && tenths > 0;
  return (is_negative ? "-" : "") + DigitsOf(tenths / 10) + "." + DigitsOf(tenths % 10);
}

std::string Quotient(const Decimal& numerator, const Decimal& denominator, int factor) {
  constexpr int kFactorMax = 1000;
  base::CheckInvariant(denominator.mantissa != 0 && factor > 0 && factor <= kFactorMax,
                       "a quotient has a denominator and a factor in bounds");
  const int scale = std::max(numerator.scale, denominator.scale);
  const WidePercent above = AlignedTo(scale, numerator) * factor;
  const WidePercent below = AlignedTo(scale, denominator);
  const WidePercent size = above < 0 ? -above : above;
  const WidePercent base = below < 0 ? -below : below;
  const WidePercent tenths = (size * 20 + base) / (2 * base);
  const bool is_negative = ((above < 0) != (below < 0)) && tenths > 0;
  return (is_negative ? "-" : "") + DigitsOf(tenths / 10) + "." + DigitsOf(tenths % 10);
}

}  // namespace lontar::observation
