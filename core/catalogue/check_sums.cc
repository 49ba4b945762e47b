// Rules on sums: parts against totals, numbers against proportions.

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/catalogue/brackets.h"
#include "core/catalogue/report_rules.h"

namespace lontar::catalogue {
namespace {

using observation::Block;
using observation::Decimal;
using observation::Row;
using Wide = __int128;

// Products of two such numbers and a parameter fit 128 bits.
constexpr int64_t kComparableMost = 1'000'000'000'000'000;

Wide PowerOf(int exponent) {
  Wide power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

// One in the last digit that the numbers of the block have, times 10^9. Numbers that came in
// thousands end with zeros that nobody counted.
Wide LastDigitOf(const Catalogue& catalogue, const Block& block) {
  const Unit* unit = catalogue.FindUnit(block.unit_received);
  const int most = unit == nullptr ? 0 : std::max(unit->power, 0);
  int scale = 9;
  Wide digit = kScaledUnit;
  for (const Row& row : block.rows) {
    if (observation::HasNumber(row.status)) scale = std::min(scale, row.value.scale);
  }
  digit = PowerOf(9 - scale);
  for (int i = 0; i < most && scale == 0; ++i) {
    const bool all_end_so = std::ranges::all_of(block.rows, [&digit](const Row& row) {
      return !observation::HasNumber(row.status) || Scaled(row.value) % (digit * 10) == 0;
    });
    if (!all_end_so) break;
    digit *= 10;
  }
  return digit;
}

bool IsComparable(const Decimal& value) {
  return value.mantissa >= 0 && value.mantissa <= kComparableMost;
}

}  // namespace

void RuleOnBlock::CompareSum(size_t dimension, const Row& total, const PartSum& sum) {
  const Wide digit = LastDigitOf(catalogue_, *place_.block);
  const Wide allowed =
      digit * rule_->tolerance.mantissa * (sum.numbers + 1) / PowerOf(rule_->tolerance.scale);
  const Wide over = sum.value - Scaled(total.value);
  if (over > allowed) {
    Add("PARTS_NOT_TOTAL", &total, DimensionAt(dimension).id,
        absl::StrCat("the parts by ", DimensionAt(dimension).id, " make more than the total ",
                     Shown(total), " of ", absl::StrJoin(total.codes, ", "),
                     "; correct one of them"));
  } else if (sum.is_complete && -over > allowed) {
    Add("PARTS_NOT_TOTAL", &total, DimensionAt(dimension).id,
        absl::StrCat("all parts by ", DimensionAt(dimension).id, " make less than the total ",
                     Shown(total), " of ", absl::StrJoin(total.codes, ", "),
                     "; correct one of them, or state what is not known as _U"));
  }
}

std::vector<RuleOnBlock::Siblings> RuleOnBlock::SiblingsAlong(size_t dimension) const {
  std::map<std::vector<std::string>, Siblings> groups;
  for (const Row& row : place_.block->rows) {
    if (!observation::HasNumber(row.status)) continue;
    std::vector<std::string> others = row.codes;
    others[dimension].clear();
    groups[others].emplace(row.codes[dimension], &row);
  }
  std::vector<Siblings> all;
  for (auto& [others, siblings] : groups) all.push_back(std::move(siblings));
  return all;
}

void RuleOnBlock::CheckPartsOf(size_t dimension, const Siblings& siblings) {
  const CodeList& list = *catalogue_.FindCodeList(DimensionAt(dimension).code_list);
  const Row& total = *siblings.at(WholeOf(dimension));
  Siblings parts = siblings;
  parts.erase(WholeOf(dimension));
  PartSum sum;
  for (const auto& [code, row] : parts) {
    // A code below another one that is stated is in that one already.
    const auto of = std::ranges::find(list.codes, code, &Code::id);
    std::string above = of == list.codes.end() ? "" : of->parent;
    bool is_counted = false;
    while (!above.empty() && !is_counted) {
      is_counted = parts.contains(above);
      above = std::ranges::find(list.codes, above, &Code::id)->parent;
    }
    if (is_counted) continue;
    sum.value += Scaled(row->value);
    ++sum.numbers;
  }
  const std::vector<std::string> tops = TopCodes(dimension);
  sum.is_complete = !tops.empty() && std::ranges::all_of(tops, [&parts](const auto& code) {
    return parts.contains(code);
  });
  if (sum.numbers > 0) CompareSum(dimension, total, sum);
}

void RuleOnBlock::CheckAgesOf(size_t dimension, const Siblings& siblings) {
  const Row& total = *siblings.at(WholeOf(dimension));
  const auto wanted = observation::AgeOf(WholeOf(dimension));
  std::vector<observation::AgeInterval> brackets;
  std::map<std::pair<int, int>, const Row*> by_bracket;
  const auto key_of = [](const observation::AgeInterval& age) {
    return std::pair(age.from, age.to.value_or(-1));
  };
  for (const auto& [code, row] : siblings) {
    const auto age = code == WholeOf(dimension) ? std::nullopt : observation::AgeOf(code);
    if (!age) continue;
    brackets.push_back(*age);
    by_bracket.emplace(key_of(*age), row);
  }
  const BracketAnswer answer = DerivableBrackets(brackets, *wanted);
  if (!answer.is_derivable) return;
  PartSum sum{.numbers = static_cast<int>(answer.terms.size()), .is_complete = true};
  for (const BracketTerm& term : answer.terms) {
    const Wide value = Scaled(by_bracket.at(key_of(term.bracket))->value);
    sum.value += term.is_added ? value : -value;
  }
  CompareSum(dimension, total, sum);
}

void RuleOnBlock::CheckPartsAndTotal() {
  if (place_.measure->kind != MeasureKind::kNumber) return;
  last_digit_ = LastDigitOf(catalogue_, *place_.block);
  for (size_t i = 0; i < place_.block->dimensions.size(); ++i) {
    if (!IsWanted(i)) continue;
    const bool by_range = DimensionAt(i).is_age && place_.indicator->age_range.has_value();
    if (DimensionAt(i).is_age && !by_range) continue;
    for (const Siblings& siblings : SiblingsAlong(i)) {
      if (!siblings.contains(WholeOf(i))) continue;
      if (by_range) {
        CheckAgesOf(i, siblings);
      } else {
        CheckPartsOf(i, siblings);
      }
    }
  }
}

// Number and proportion of a part and of its total: the part's group cannot be the larger one.
void RuleOnBlock::CheckAgainstTotal(const Row& number, const NumberIndex& numbers,
                                    const NumberIndex& proportions) {
  const Row& proportion = *proportions.Find(number.codes);
  for (size_t i = 0; i < number.codes.size(); ++i) {
    if (!Divides(i) || number.codes[i] == WholeOf(i)) continue;
    std::vector<std::string> codes = number.codes;
    codes[i] = WholeOf(i);
    const Row* total = numbers.Find(codes);
    const Row* total_share = proportions.Find(codes);
    if (total == nullptr || total_share == nullptr) continue;
    const bool fits = IsComparable(number.value) && IsComparable(total->value) &&
                      number.value.scale == 0 && total->value.scale == 0;
    if (!fits) continue;
    // number / (p + half a digit) > total / (q - half a digit), without dividing.
    const Wide least_total = Scaled(total_share->value) * 2 - PowerOf(9 - total_share->value.scale);
    const Wide most_part = Scaled(proportion.value) * 2 + PowerOf(9 - proportion.value.scale);
    const Wide percent = 100 * PowerOf(rule_->tolerance.scale);
    // Both sides have the factor 10^9; a thousandth of a percent is fine enough.
    const Wide left = Wide{number.value.mantissa} * (least_total / 1'000'000);
    const Wide right = Wide{total->value.mantissa} * (most_part / 1'000'000 + 1);
    if (left * percent <= right * (percent + rule_->tolerance.mantissa)) {
      continue;
    }
    Add("NUMBER_NOT_PROPORTION", &number, DimensionAt(i).id,
        absl::StrCat("by number and proportion the group behind ", number.codes[i],
                     " is larger than that behind ", codes[i],
                     "; correct the number or the proportion of one of them"));
  }
}

void RuleOnBlock::CheckAgainstDenominator(const Row& number, const Row& proportion,
                                          int64_t denominator) {
  if (!IsComparable(number.value)) return;
  // In hundredths of a person: what the proportion allows, half a digit either way.
  const Wide count = std::min(denominator, kComparableMost);
  const Wide half = PowerOf(9 - proportion.value.scale) / 2;
  const Wide told = Scaled(proportion.value) * count / kScaledUnit;
  const Wide slack = half * count / kScaledUnit + 100 +
                     told * rule_->tolerance.mantissa / PowerOf(rule_->tolerance.scale) / 100;
  const Wide stated = Scaled(number.value) / (kScaledUnit / 100);
  if (stated <= told + slack && stated + slack >= told) return;
  Add("NUMBER_NOT_PROPORTION", &number, "value",
      absl::StrCat(Shown(number), " for ", absl::StrJoin(number.codes, ", "),
                   " is not the stated proportion of the stated denominator; correct one of the "
                   "three"));
}

void RuleOnBlock::CheckNumberAndProportion() {
  if (place_.measure->kind != MeasureKind::kNumber) return;
  std::map<std::vector<std::string>, int64_t> denominators;
  for (const Denominator& given : context_.denominators) {
    const bool belongs =
        given.indicator == place_.indicator->id && given.period == place_.block->period;
    if (belongs) denominators.emplace(given.codes, given.count);
  }
  const NumberIndex numbers(*place_.block);
  for (const IndicatorBlock& other : blocks_) {
    const Measure* measure = Catalogue::FindMeasure(*place_.indicator, other.block.measure);
    const bool belongs = other.indicator == place_.indicator->id && measure != nullptr &&
                         measure->kind == MeasureKind::kProportion &&
                         other.block.period == place_.block->period;
    if (!belongs) continue;
    const NumberIndex proportions(other.block);
    for (const Row& row : place_.block->rows) {
      const Row* share = proportions.Find(row.codes);
      if (share == nullptr || !observation::HasNumber(row.status)) continue;
      CheckAgainstTotal(row, numbers, proportions);
      const auto denominator = denominators.find(row.codes);
      if (denominator != denominators.end()) {
        CheckAgainstDenominator(row, *share, denominator->second);
      }
    }
  }
}

}  // namespace lontar::catalogue
