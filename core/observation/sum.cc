#include "core/observation/sum.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"

namespace lontar::observation {
namespace {

// Mantissas have 63 bits and scales at most 9: aligned, 10^28; two of them fit.
using WideSum = __int128;

constexpr WideSum kSumEnd = 1'000'000'000'000'000'000;  // 18 digits, as ParseDecimal takes

WideSum WithPlaces(int scale, const Decimal& value) {
  WideSum aligned = value.mantissa;
  for (int place = value.scale; place < scale; ++place) aligned *= 10;
  return aligned;
}

absl::StatusOr<Decimal> Added(const Decimal& a, const Decimal& b, int sign) {
  const int scale = std::max(a.scale, b.scale);
  const WideSum sum = WithPlaces(scale, a) + sign * WithPlaces(scale, b);
  if (sum >= kSumEnd || sum <= -kSumEnd) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "DECIMAL_TOO_LONG",
        absl::StrCat(ToText(a), sign > 0 ? " + " : " - ", ToText(b), " has more than 18 digits"));
  }
  return Decimal{static_cast<int64_t>(sum), scale};
}

}  // namespace

absl::StatusOr<Decimal> Sum(const Decimal& a, const Decimal& b) { return Added(a, b, 1); }
absl::StatusOr<Decimal> Difference(const Decimal& a, const Decimal& b) { return Added(a, b, -1); }

}  // namespace lontar::observation
