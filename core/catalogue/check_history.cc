// Rules on a row's own history.

#include <algorithm>
#include <map>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/catalogue/report_rules.h"
#include "core/observation/period.h"

namespace lontar::catalogue {
namespace {

using observation::Decimal;
using observation::Row;
using Wide = __int128;

// MAD times this is the standard deviation of a normal distribution: Rousseeuw and Croux 1993.
constexpr int64_t kMadTenThousandths = 14826;
// About a thousandfold: a unit was left out or put in.
constexpr int kThousandLeast = 500;
constexpr int kThousandMost = 2000;

std::optional<int> YearOf(const observation::Block& block) {
  const auto period = observation::Period::Parse(block.period);
  if (!period.ok() || period->text().size() != 4) return std::nullopt;
  return period->year();
}

// Values of the cells of a block by year, whole years only.
class Series {
 public:
  Series(const CheckContext& context, const RuleOnBlock::Place& place) {
    for (const IndicatorBlock& earlier : context.history) {
      const bool belongs = earlier.indicator == place.indicator->id &&
                           earlier.block.measure == place.block->measure &&
                           earlier.block.dimensions == place.block->dimensions;
      const std::optional<int> year = belongs ? YearOf(earlier.block) : std::nullopt;
      if (year) years_.insert_or_assign(*year, NumberIndex(earlier.block));
    }
  }

  std::map<int, Decimal> Of(const Row& row) const {
    std::map<int, Decimal> values;
    for (const auto& [year, index] : years_) {
      const Row* found = index.Find(row.codes);
      if (found != nullptr) values.emplace(year, found->value);
    }
    return values;
  }

  // Of a year that Of has named.
  const Row* At(int year, const Row& row) const { return years_.at(year).Find(row.codes); }

 private:
  std::map<int, NumberIndex> years_;
};

Wide MedianTwice(std::vector<Wide> values) {
  std::ranges::sort(values);
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? 2 * values[middle] : values[middle - 1] + values[middle];
}

// a >= factor * b, exactly.
bool IsTimes(const Decimal& a, const Decimal& factor, const Decimal& b) {
  Wide left = Scaled(a);
  for (int i = 0; i < factor.scale; ++i) left *= 10;
  return left >= Scaled(b) * factor.mantissa;
}

}  // namespace

void RuleOnBlock::CheckYearJump() {
  const std::optional<int> year = YearOf(*place_.block);
  const Series history(context_, place_);
  if (!year) return;
  for (const Row& row : place_.block->rows) {
    if (!observation::HasNumber(row.status) || row.value.mantissa == 0) continue;
    const std::map<int, Decimal> series = history.Of(row);
    const auto next = series.lower_bound(*year);
    if (next == series.begin()) continue;
    const auto& [earlier_year, earlier] = *std::prev(next);
    if (earlier.mantissa == 0) continue;
    const bool rises = observation::Compare(row.value, earlier) > 0;
    const Decimal& greater = rises ? row.value : earlier;
    const Decimal& lesser = rises ? earlier : row.value;
    if (!IsTimes(greater, rule_->factor, lesser) || observation::SameNumber(greater, lesser)) {
      continue;
    }
    const bool is_thousand = IsTimes(greater, {.mantissa = kThousandLeast}, lesser) &&
                             !IsTimes(greater, {.mantissa = kThousandMost}, lesser);
    Add(is_thousand ? "UNIT_JUMP" : "YEAR_JUMP", &row, "value",
        absl::StrCat(
            Shown(row), " for ", absl::StrJoin(row.codes, ", "), " is ", rises ? "more" : "less",
            " than ", Shown(*history.At(earlier_year, row)), " of ", earlier_year,
            is_thousand
                ? " about a thousandfold; is the number in thousands? Look at the "
                  "unit"
                : absl::StrCat(" by a factor of at least ", observation::ToText(rule_->factor),
                               "; correct it, or say what changed")));
  }
}

void RuleOnBlock::CheckOutlier() {
  const std::optional<int> year = YearOf(*place_.block);
  const Series history(context_, place_);
  if (!year) return;
  for (const Row& row : place_.block->rows) {
    if (!observation::HasNumber(row.status)) continue;
    std::map<int, Decimal> series = history.Of(row);
    series.erase(*year);
    if (series.size() < static_cast<size_t>(rule_->years)) continue;
    std::vector<Wide> values;
    for (const auto& [of, value] : series) values.push_back(Scaled(value));
    const Wide median = MedianTwice(values);
    for (Wide& value : values) value = value * 2 > median ? value * 2 - median : median - value * 2;
    const Wide spread = MedianTwice(values);  // four times the MAD
    const Wide twice = Scaled(row.value) * 2;
    const Wide away = twice > median ? twice - median : median - twice;  // twice the distance
    // Without any spread there is no measure of what is far.
    if (spread == 0) continue;
    // away / 2 > factor * 1.4826 * spread / 4; values up to 10^18 leave room in 128 bits only after
    // the nine digits behind the point are cut to three.
    const Wide least = spread / 1'000'000 * kMadTenThousandths / 10'000 * rule_->factor.mantissa;
    Wide far = away / 1'000'000 * 2;
    for (int i = 0; i < rule_->factor.scale; ++i) far *= 10;
    if (far <= least) continue;
    Add("OUTLIER_OF_HISTORY", &row, "value",
        absl::StrCat(Shown(row), " for ", absl::StrJoin(row.codes, ", "),
                     " lies far from the median of ", series.size(),
                     " earlier years; correct it, or say what changed"));
  }
}

void RuleOnBlock::CheckStockAndFlow() {
  if (place_.measure->kind != MeasureKind::kNumber) return;
  const std::optional<int> year = YearOf(*place_.block);
  const Series history(context_, place_);
  for (const Row& row : place_.block->rows) {
    const std::string text = absl::AsciiStrToLower(absl::StrCat(row.definition, " ", row.comment));
    const auto word = std::ranges::find_if(rule_->words, [&text](const std::string& wanted) {
      return absl::StrContains(text, absl::AsciiStrToLower(wanted));
    });
    if (word != rule_->words.end()) {
      Add("LOOKS_CUMULATIVE", &row, "value",
          absl::StrCat(
              "the definition of ", absl::StrJoin(row.codes, ", "), " says \"", *word,
              "\"; give the count of the period alone, or state the deviation of concept"));
      continue;
    }
    if (!year || !observation::HasNumber(row.status)) continue;
    std::map<int, Decimal> series = history.Of(row);
    series[*year] = row.value;
    if (series.size() < static_cast<size_t>(rule_->years)) continue;
    const auto falls =
        std::adjacent_find(series.begin(), series.end(), [](const auto& before, const auto& after) {
          return observation::Compare(before.second, after.second) >= 0;
        });
    if (falls != series.end()) continue;
    Add("LOOKS_CUMULATIVE", &row, "value",
        absl::StrCat("the figures for ", absl::StrJoin(row.codes, ", "), " rose in each of ",
                     series.size(),
                     " years; if they are running totals, give the count of the period alone"));
  }
}

}  // namespace lontar::catalogue
