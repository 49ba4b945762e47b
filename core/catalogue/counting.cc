#include "core/catalogue/counting.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace lontar::catalogue {
namespace {

using observation::AgeInterval;
using observation::AgeRelation;
using observation::Block;
using observation::Deviation;
using observation::DeviationSet;
using observation::Row;

constexpr DeviationSet kAgeDeviations = observation::SetOf(Deviation::kAgeOtherBrackets) |
                                        observation::SetOf(Deviation::kAgePartOfRange) |
                                        observation::SetOf(Deviation::kAgeWiderRange);
constexpr DeviationSet kNotAsSpecified = kAgeDeviations | observation::SetOf(Deviation::kConcept) |
                                         observation::SetOf(Deviation::kCoverage);

// The row's code in the block's i-th dimension; empty if the row is too short.
absl::string_view CodeAt(const Row& row, size_t i) {
  return i < row.codes.size() ? absl::string_view(row.codes[i]) : absl::string_view();
}

bool IsAmong(const std::vector<std::string>& codes, absl::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool HasFigure(const Row& row) {
  return observation::HasNumber(row.status) || row.status == observation::Status::kSuppressed;
}

// True if `code` is what the indicator asks for in this dimension: no breakdown, or what
// `specified` says instead.
bool IsAtTotal(const Catalogue& catalogue, const Indicator& indicator,
               const std::string& dimension_id, absl::string_view code) {
  const auto rule = indicator.specified.find(dimension_id);
  if (rule != indicator.specified.end()) {
    return rule->second.empty() || IsAmong(rule->second, code);
  }
  const Dimension* dimension = catalogue.FindDimension(dimension_id);
  if (dimension == nullptr) return false;
  if (dimension->is_age && indicator.age_range) {
    return observation::AgeOf(code) == indicator.age_range;
  }
  return code == dimension->total;
}

// The place of the age dimension among the block's; nothing if it has none or the indicator no age
// range.
std::optional<size_t> AgePlace(const Catalogue& catalogue, const Indicator& indicator,
                               const Block& block) {
  if (!indicator.age_range) return std::nullopt;
  for (size_t i = 0; i < block.dimensions.size(); ++i) {
    const Dimension* dimension = catalogue.FindDimension(block.dimensions[i]);
    if (dimension != nullptr && dimension->is_age) return i;
  }
  return std::nullopt;
}

// First and one past the last year; an open interval has no end.
std::pair<int64_t, int64_t> BoundsOf(const AgeInterval& age) {
  return {age.from, age.to ? int64_t{*age.to} + 1 : std::numeric_limits<int64_t>::max()};
}

// The ages for which a block has figures, with otherwise the same codes.
struct AgeGroup {
  bool has_whole_range = false;
  std::vector<AgeInterval> parts;
};

// True if some of the parts, laid end to end, make up the range.
bool CoverExactly(std::vector<AgeInterval> parts, const AgeInterval& range) {
  std::ranges::sort(parts, {}, BoundsOf);
  std::set<int64_t> reached = {BoundsOf(range).first};
  for (const AgeInterval& part : parts) {
    const auto [from, end] = BoundsOf(part);
    if (reached.contains(from)) reached.insert(end);
  }
  return reached.contains(BoundsOf(range).second);
}

DeviationSet AgeDeviationOf(const AgeInterval& age, const AgeInterval& range,
                            const AgeGroup& group) {
  switch (observation::Relate(age, range)) {
    case AgeRelation::kSame:
      return 0;
    case AgeRelation::kPart:
      if (group.has_whole_range) return 0;
      return observation::SetOf(CoverExactly(group.parts, range) ? Deviation::kAgeOtherBrackets
                                                                 : Deviation::kAgePartOfRange);
    case AgeRelation::kWider:
    case AgeRelation::kOverlapping:
    case AgeRelation::kDisjoint:
      return observation::SetOf(Deviation::kAgeWiderRange);
  }
  return 0;
}

std::vector<std::string> CodesWithout(const Row& row, size_t place) {
  std::vector<std::string> codes = row.codes;
  if (place < codes.size()) codes.erase(codes.begin() + static_cast<std::ptrdiff_t>(place));
  return codes;
}

// How well a row stands for its block: more is better, compared from left to right.
std::tuple<bool, int, int64_t> RankOf(const Catalogue& catalogue, const Indicator& indicator,
                                      const Block& block, const Row& row) {
  int totals = 0;
  int64_t years = 0;
  for (size_t i = 0; i < block.dimensions.size(); ++i) {
    if (IsAtTotal(catalogue, indicator, block.dimensions[i], CodeAt(row, i))) ++totals;
    const Dimension* dimension = catalogue.FindDimension(block.dimensions[i]);
    const auto age = observation::AgeOf(CodeAt(row, i));
    if (dimension != nullptr && dimension->is_age && age) {
      years = BoundsOf(*age).second - BoundsOf(*age).first;
    }
  }
  return {IsAsSpecified(catalogue, indicator, block, row), totals, years};
}

}  // namespace

bool Counts(const Indicator& indicator, const Block& block, const Row& row) {
  for (const auto& [dimension, codes] : indicator.counts_only) {
    const auto place = std::ranges::find(block.dimensions, dimension);
    // A block without the dimension cannot show that its rows are of the kind that counts.
    if (place == block.dimensions.end()) return false;
    const size_t i = static_cast<size_t>(place - block.dimensions.begin());
    if (!IsAmong(codes, CodeAt(row, i))) return false;
  }
  return true;
}

bool IsAsSpecified(const Catalogue& catalogue, const Indicator& indicator, const Block& block,
                   const Row& row) {
  if (!observation::HasNumber(row.status) || !Counts(indicator, block, row)) return false;
  if ((row.deviations & kNotAsSpecified) != 0) return false;
  for (const std::string& dimension : indicator.dimensions) {
    const auto place = std::ranges::find(block.dimensions, dimension);
    if (place == block.dimensions.end()) return false;
    const size_t i = static_cast<size_t>(place - block.dimensions.begin());
    if (!IsAtTotal(catalogue, indicator, dimension, CodeAt(row, i))) return false;
  }
  return true;
}

observation::BlockCount CountBlock(const Catalogue& catalogue, const Indicator& indicator,
                                   const Block& block) {
  observation::BlockCount count;
  count.measure = block.measure;
  count.period = block.period;
  for (const Row& row : block.rows) {
    if (!Counts(indicator, block, row)) continue;
    if (observation::HasNumber(row.status)) {
      ++count.with_number;
      if (IsAsSpecified(catalogue, indicator, block, row)) ++count.as_specified;
    } else if (row.status == observation::Status::kSuppressed) {
      ++count.held_back;
    } else {
      ++count.missing;
    }
  }
  return count;
}

void StateAgeDeviations(const Catalogue& catalogue, const Indicator& indicator, Block* block) {
  const std::optional<size_t> place = AgePlace(catalogue, indicator, *block);
  if (!place) return;
  const AgeInterval& range = *indicator.age_range;
  std::map<std::vector<std::string>, AgeGroup> groups;
  for (const Row& row : block->rows) {
    const auto age = observation::AgeOf(CodeAt(row, *place));
    // A row without a figure covers nothing.
    if (!age || !HasFigure(row)) continue;
    AgeGroup& group = groups[CodesWithout(row, *place)];
    const AgeRelation relation = observation::Relate(*age, range);
    if (relation == AgeRelation::kSame) group.has_whole_range = true;
    if (relation == AgeRelation::kPart) group.parts.push_back(*age);
  }
  for (Row& row : block->rows) {
    row.deviations &= ~kAgeDeviations;
    const auto age = observation::AgeOf(CodeAt(row, *place));
    if (age) row.deviations |= AgeDeviationOf(*age, range, groups[CodesWithout(row, *place)]);
  }
}

const Row* HeadlineRow(const Catalogue& catalogue, const Indicator& indicator, const Block& block) {
  const Row* best = nullptr;
  for (const Row& row : block.rows) {
    if (!Counts(indicator, block, row) || !HasFigure(row)) continue;
    if (best == nullptr ||
        RankOf(catalogue, indicator, block, row) > RankOf(catalogue, indicator, block, *best)) {
      best = &row;
    }
  }
  return best;
}

}  // namespace lontar::catalogue
