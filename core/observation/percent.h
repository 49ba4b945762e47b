#pragma once
// By how much a figure changed, exactly. Pure, any thread.

#include <string>

#include "core/observation/decimal.h"

namespace lontar::observation {

// 100 * (after - before) / |before| with one place, half away from zero: "16.7", "-3.0", "0.0".
// "-" where `before` is 0: of nothing there is no percentage.
std::string PercentChange(const Decimal& before, const Decimal& after);

// factor * numerator / denominator with one place, half away from zero: "12.5". The denominator is
// not 0 and the factor at most 1000; the process ends otherwise.
std::string Quotient(const Decimal& numerator, const Decimal& denominator, int factor);

}  // namespace lontar::observation
