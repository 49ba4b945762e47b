#include "core/observation/decimal.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"

namespace lontar::observation {
namespace {

// 18 digits: every such number fits int64, and times 10^9 it fits 128 bits.
constexpr int kDigitsMax = 18;
constexpr int64_t kMantissaEnd = 1'000'000'000'000'000'000;

using Wide = __int128;

Wide PowerOfTen(int power) {
  Wide result = 1;
  for (int i = 0; i < power; ++i) result *= 10;
  return result;
}

// What the writer probably meant: a comma for a point, blanks for grouping. Empty if that is no
// decimal either.
std::string Mended(absl::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == ' ') continue;
    result += c == ',' ? '.' : c;
  }
  if (!result.empty() && result[0] == '+') result.erase(0, 1);
  return result != text && ParseDecimal(result).ok() ? result : "";
}

absl::Status NotADecimal(absl::string_view text) {
  const std::string mended = text.size() <= base::kIdBytesMax ? Mended(text) : "";
  const std::string advice = mended.empty() ? "write digits with at most one point, such as -12.50"
                                            : absl::StrCat("write ", mended);
  return base::Problem(absl::StatusCode::kInvalidArgument, "NOT_A_DECIMAL",
                       absl::StrCat(base::Quoted(text), " is not a decimal; ", advice));
}

absl::Status TooLong(absl::string_view text) {
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "DECIMAL_TOO_LONG",
      absl::StrCat(base::Quoted(text), " is too long; write at most ", kDigitsMax, " digits, ",
                   base::kDecimalScaleMax, " of them after the point"));
}

// True if `text` is digits with at most one point that has digits on both sides.
bool HasDecimalShape(absl::string_view text) {
  bool seen_point = false;
  for (const char c : text) {
    if (c == '.' && !seen_point) {
      seen_point = true;
    } else if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      return false;
    }
  }
  return !text.empty() && text.front() != '.' && text.back() != '.';
}

}  // namespace

absl::StatusOr<Decimal> ParseDecimal(absl::string_view text) {
  const bool negative = !text.empty() && text[0] == '-';
  const absl::string_view number = negative ? text.substr(1) : text;
  if (!HasDecimalShape(number)) return NotADecimal(text);
  const size_t point = number.find('.');
  const bool has_point = point != absl::string_view::npos;
  const size_t scale = has_point ? number.size() - point - 1 : 0;
  const size_t digits = number.size() - (has_point ? 1 : 0);
  if (digits > kDigitsMax || scale > base::kDecimalScaleMax) return TooLong(text);
  Decimal value;
  for (const char c : number) {
    if (c != '.') value.mantissa = value.mantissa * 10 + (c - '0');
  }
  if (negative) value.mantissa = -value.mantissa;
  value.scale = static_cast<int>(scale);
  return value;
}

std::string ToText(const Decimal& value) {
  const bool negative = value.mantissa < 0;
  // Unsigned, because the smallest int64 has no positive counterpart.
  const uint64_t magnitude = negative ? uint64_t{0} - static_cast<uint64_t>(value.mantissa)
                                      : static_cast<uint64_t>(value.mantissa);
  std::string digits = absl::StrCat(magnitude);
  const size_t scale = static_cast<size_t>(value.scale);
  if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
  if (scale > 0) digits.insert(digits.size() - scale, ".");
  return negative ? absl::StrCat("-", digits) : digits;
}

int Compare(const Decimal& a, const Decimal& b) {
  const Wide left = Wide{a.mantissa} * PowerOfTen(b.scale);
  const Wide right = Wide{b.mantissa} * PowerOfTen(a.scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

bool SameNumber(const Decimal& a, const Decimal& b) { return Compare(a, b) == 0; }

absl::StatusOr<Decimal> TimesPowerOfTen(const Decimal& value, int power) {
  Decimal result = value;
  for (; power > 0 && result.scale > 0; --power) --result.scale;
  for (; power > 0 && result.mantissa != 0; --power) {
    if (result.mantissa >= kMantissaEnd / 10 || result.mantissa <= -kMantissaEnd / 10) {
      return TooLong(ToText(value));
    }
    result.mantissa *= 10;
  }
  for (; power < 0; ++power) {
    if (result.scale < base::kDecimalScaleMax) {
      ++result.scale;
    } else if (result.mantissa % 10 == 0) {
      result.mantissa /= 10;
    } else {
      return TooLong(ToText(value));
    }
    // Zero stays zero, however small the unit.
    if (result.mantissa == 0 && result.scale == base::kDecimalScaleMax) break;
  }
  return result;
}

}  // namespace lontar::observation
