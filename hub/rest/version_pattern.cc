#include "hub/rest/version_pattern.h"

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace lontar::hub::rest {
namespace {

constexpr size_t kPartsMax = 3;

using Numbers = std::array<int, kPartsMax>;

Numbers NumbersOf(absl::string_view version) {
  Numbers numbers = {0, 0, 0};
  size_t at = 0;
  for (const absl::string_view piece : absl::StrSplit(version, '.')) {
    if (at == kPartsMax || !absl::SimpleAtoi(piece, &numbers[at])) break;
    ++at;
  }
  return numbers;
}

// "12", "12+", "12~" or "*".
std::optional<VersionPattern::Part> PartOf(absl::string_view text) {
  VersionPattern::Part part;
  if (text == "*") {
    part.mark = '*';
    return part;
  }
  // "2*" is written for "2+" too.
  if (!text.empty() && (text.back() == '+' || text.back() == '~' || text.back() == '*')) {
    part.mark = text.back();
    text.remove_suffix(1);
  }
  int number = 0;
  constexpr size_t kDigitsMax = 8;
  if (text.empty() || text.size() > kDigitsMax) return std::nullopt;
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  part.number = number;
  return part;
}

}  // namespace

bool VersionPattern::Fits(absl::string_view version) const {
  const Numbers numbers = NumbersOf(version);
  if (is_stable && numbers[0] == 0) return false;
  for (size_t i = 0; i < parts.size(); ++i) {
    const Part& part = parts[i];
    if (!part.number) continue;
    if (part.mark == 0 && numbers[i] != *part.number) return false;
    if (part.mark == 0) continue;
    if (numbers[i] < *part.number) return false;
    // Of a later one here, what stands behind is another count.
    if (numbers[i] > *part.number) return true;
    for (size_t j = i + 1; j < parts.size(); ++j) {
      const int least = parts[j].number.value_or(0);
      if (numbers[j] != least) return numbers[j] > least;
    }
    return true;
  }
  for (size_t i = parts.size(); i < kPartsMax && !parts.empty(); ++i) {
    if (numbers[i] != 0) return false;
  }
  return true;
}

std::optional<VersionPattern> VersionPatternOf(absl::string_view text) {
  VersionPattern pattern;
  if (text == "*" || absl::EqualsIgnoreCase(text, "all")) return pattern;
  if (text == "~" || text == "+" || absl::EqualsIgnoreCase(text, "latest")) {
    pattern.is_latest = true;
    pattern.is_stable = text == "+";
    return pattern;
  }
  for (const absl::string_view piece : absl::StrSplit(text, '.')) {
    const auto part = PartOf(piece);
    if (!part || pattern.parts.size() == kPartsMax) return std::nullopt;
    pattern.parts.push_back(*part);
    if (part->mark == '+' || part->mark == '~') pattern.is_latest = true;
    if (part->mark == '+') pattern.is_stable = true;
  }
  return pattern;
}

bool IsEarlierVersion(absl::string_view a, absl::string_view b) {
  return NumbersOf(a) < NumbersOf(b);
}

}  // namespace lontar::hub::rest
