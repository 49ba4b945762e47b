#include "core/observation/age.h"

#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"

namespace lontar::observation {
namespace {

constexpr int kAgeMax = 150;

// A number of years without leading zeros.
std::optional<int> YearsOf(absl::string_view text) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  int years = 0;
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return std::nullopt;
    years = years * 10 + (c - '0');
  }
  if (years > kAgeMax) return std::nullopt;
  return years;
}

int UpperOf(const AgeInterval& age) { return age.to.value_or(std::numeric_limits<int>::max()); }

}  // namespace

std::optional<AgeInterval> AgeOf(absl::string_view code) {
  if (absl::ConsumePrefix(&code, "Y_GE")) {
    const std::optional<int> from = YearsOf(code);
    if (!from) return std::nullopt;
    return AgeInterval{.from = *from, .to = std::nullopt};
  }
  if (absl::ConsumePrefix(&code, "Y_LT")) {
    const std::optional<int> end = YearsOf(code);
    if (!end || *end == 0) return std::nullopt;
    return AgeInterval{.from = 0, .to = *end - 1};
  }
  if (!absl::ConsumePrefix(&code, "Y")) return std::nullopt;
  const size_t split = code.find('T');
  const std::optional<int> from = YearsOf(code.substr(0, split));
  const std::optional<int> to =
      split == absl::string_view::npos ? from : YearsOf(code.substr(split + 1));
  if (!from || !to || *to < *from) return std::nullopt;
  return AgeInterval{.from = *from, .to = to};
}

AgeRelation Relate(const AgeInterval& age, const AgeInterval& range) {
  if (age == range) return AgeRelation::kSame;
  const bool starts_inside = age.from >= range.from;
  const bool ends_inside = UpperOf(age) <= UpperOf(range);
  if (starts_inside && ends_inside) return AgeRelation::kPart;
  if (age.from <= range.from && UpperOf(age) >= UpperOf(range)) return AgeRelation::kWider;
  if (age.from > UpperOf(range) || UpperOf(age) < range.from) return AgeRelation::kDisjoint;
  return AgeRelation::kOverlapping;
}

}  // namespace lontar::observation
