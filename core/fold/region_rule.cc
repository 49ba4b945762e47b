#include "core/fold/region_rule.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/limits.h"

namespace lontar::fold {
namespace {

// Aligned to the most places that a decimal has: 10^18 * 10^9 fits, and a hundred times the sum of
// all members too.
using WideValue = __int128;

WideValue AlignedValue(const observation::Decimal& value) {
  WideValue aligned = value.mantissa;
  for (int place = value.scale; place < base::kDecimalScaleMax; ++place) aligned *= 10;
  return aligned;
}

// Sizes of what several members give: enough of them, and none stands out.
bool HidesEach(std::vector<WideValue> sizes) {
  if (sizes.size() < static_cast<size_t>(kRegionalMembersMin)) return false;
  std::ranges::sort(sizes, std::ranges::greater());
  WideValue rest = 0;
  for (size_t i = 2; i < sizes.size(); ++i) rest += sizes[i];
  constexpr int kWholePercent = 100;
  return sizes.front() > 0 && kWholePercent * rest >= kRegionalRestPercent * sizes.front();
}

WideValue SizeOf(WideValue value) { return value < 0 ? -value : value; }

bool HidesEachIn(const RegionalSum& sum) {
  std::vector<WideValue> sizes;
  for (const Contribution& part : sum.parts) sizes.push_back(SizeOf(AlignedValue(part.value)));
  return HidesEach(std::move(sizes));
}

// True if the difference of two sums shows nobody: none has changed, or enough have.
bool HidesEachBetween(const RegionalSum& a, const RegionalSum& b) {
  std::map<std::string, WideValue> changes;
  std::set<std::string> in_one;
  for (const Contribution& part : a.parts) {
    changes[part.member] += AlignedValue(part.value);
    in_one.insert(part.member);
  }
  for (const Contribution& part : b.parts) {
    changes[part.member] -= AlignedValue(part.value);
    // A member that came or went has changed, if only by a zero.
    if (!in_one.erase(part.member)) in_one.insert(part.member);
  }
  std::vector<WideValue> sizes;
  for (const auto& [member, change] : changes) {
    if (change != 0 || in_one.contains(member)) sizes.push_back(SizeOf(change));
  }
  return sizes.empty() || HidesEach(std::move(sizes));
}

// A figure that a reader does not know.
using Unknown = std::tuple<std::string, std::string, WideValue>;  // member, unit, value

std::set<Unknown> UnknownsOf(const RegionalSum& sum) {
  std::set<Unknown> unknowns;
  for (const Contribution& part : sum.parts) {
    unknowns.emplace(part.member, part.unit, AlignedValue(part.value));
  }
  return unknowns;
}

bool ShareAny(const std::set<Unknown>& a, const std::set<Unknown>& b) {
  return std::ranges::any_of(a, [&b](const Unknown& unknown) { return b.contains(unknown); });
}

// The sum, and all that hang together with it by figures in common.
std::vector<std::set<Unknown>> Together(const RegionalSum& sum,
                                        const std::vector<RegionalSum>& given) {
  std::vector<std::set<Unknown>> rest;
  for (const RegionalSum& other : given) rest.push_back(UnknownsOf(other));
  std::vector<std::set<Unknown>> together = {UnknownsOf(sum)};
  for (size_t i = 0; i < together.size(); ++i) {
    const std::set<Unknown> of_this = together[i];
    const auto apart = std::partition(rest.begin(), rest.end(), [&of_this](const auto& other) {
      return !ShareAny(of_this, other);
    });
    std::move(apart, rest.end(), std::back_inserter(together));
    rest.erase(apart, rest.end());
  }
  return together;
}

// Equations of zeros and ones, counted modulo a prime: a minor of n of them is below
// (n + 1)^((n + 1) / 2) / 2^n (Hadamard), so up to 36 equations none but 0 is a multiple of it, and
// of more the chance is as good as none.
constexpr uint64_t kPrime = (uint64_t{1} << 61) - 1;

uint64_t Times(uint64_t a, uint64_t b) {
  return static_cast<uint64_t>(static_cast<unsigned __int128>(a) * b % kPrime);
}

uint64_t Inverse(uint64_t value) {
  uint64_t result = 1;
  for (uint64_t power = kPrime - 2; power > 0; power >>= 1) {
    if ((power & 1) != 0) result = Times(result, value);
    value = Times(value, value);
  }
  return result;
}

using Equations = std::vector<std::vector<uint64_t>>;

int RankOf(Equations rows) {
  size_t rank = 0;
  const size_t columns = rows.empty() ? 0 : rows.front().size();
  for (size_t column = 0; column < columns && rank < rows.size(); ++column) {
    size_t pivot = rank;
    while (pivot < rows.size() && rows[pivot][column] == 0) ++pivot;
    if (pivot == rows.size()) continue;
    std::swap(rows[rank], rows[pivot]);
    const uint64_t inverse = Inverse(rows[rank][column]);
    for (size_t below = rank + 1; below < rows.size(); ++below) {
      const uint64_t factor = Times(rows[below][column], inverse);
      for (size_t at = column; factor != 0 && at < columns; ++at) {
        rows[below][at] = (rows[below][at] + kPrime - Times(factor, rows[rank][at])) % kPrime;
      }
    }
    ++rank;
  }
  return static_cast<int>(rank);
}

// The equations without the figures of these members.
Equations Without(const std::vector<std::set<Unknown>>& sums, const std::string& one,
                  const std::string& other) {
  std::map<Unknown, size_t> columns;
  for (const auto& sum : sums) {
    for (const Unknown& unknown : sum) {
      const std::string& member = std::get<0>(unknown);
      if (member != one && member != other) columns.emplace(unknown, columns.size());
    }
  }
  Equations rows(sums.size(), std::vector<uint64_t>(columns.size(), 0));
  for (size_t i = 0; i < sums.size(); ++i) {
    for (const Unknown& unknown : sums[i]) {
      const auto column = columns.find(unknown);
      if (column != columns.end()) rows[i][column->second] = 1;
    }
  }
  return rows;
}

// True if some combination is left with the figures of one or two members: their columns alone then
// hold one more independent equation than the others do.
bool CombinationShows(const std::vector<std::set<Unknown>>& sums) {
  static_assert(kRegionalMembersMin == 3, "pairs are looked at");
  std::set<std::string> members;
  for (const auto& sum : sums) {
    for (const Unknown& unknown : sum) members.insert(std::get<0>(unknown));
  }
  const int whole = RankOf(Without(sums, "", ""));
  for (auto one = members.begin(); one != members.end(); ++one) {
    for (auto other = std::next(one); other != members.end(); ++other) {
      if (RankOf(Without(sums, *one, *other)) < whole) return true;
    }
  }
  return false;
}

}  // namespace

RegionVerdict JudgeSum(const RegionalSum& sum, const std::vector<RegionalSum>& given) {
  std::set<std::string> members;
  for (const Contribution& part : sum.parts) members.insert(part.member);
  if (members.size() < static_cast<size_t>(kRegionalMembersMin)) return RegionVerdict::kTooFew;
  const bool hides_each =
      HidesEachIn(sum) && std::ranges::all_of(given, [&sum](const RegionalSum& other) {
        return other.series != sum.series || HidesEachBetween(sum, other);
      });
  if (!hides_each || CombinationShows(Together(sum, given))) return RegionVerdict::kShowsAMember;
  return RegionVerdict::kMayBeGiven;
}

}  // namespace lontar::fold
