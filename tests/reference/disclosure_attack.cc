#include "tests/reference/disclosure_attack.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace lontar::reference {
namespace {

constexpr int64_t kLeafMost = 60;
constexpr double kTiny = 1e-7;

class Trial {
 public:
  Trial(int leaves, const std::vector<Knowledge>& known) : leaves_(leaves), left_(known) {
    holds_.assign(static_cast<size_t>(leaves), {});
    last_.assign(known.size(), -1);
    for (size_t i = 0; i < known.size(); ++i) {
      for (const int leaf : known[i].leaves) {
        holds_[static_cast<size_t>(leaf)].push_back(i);
        last_[i] = std::max(last_[i], leaf);
      }
    }
  }

  // Tries every value of this leaf and of those after it.
  bool From(int leaf) {
    if (leaf == leaves_) return true;
    int64_t most = kLeafMost;
    int64_t least = 0;
    for (const size_t i : holds_[static_cast<size_t>(leaf)]) {
      most = std::min(most, left_[i].most);
      if (last_[i] == leaf) least = std::max(least, left_[i].least);
    }
    for (int64_t value = least; value <= most; ++value) {
      Take(leaf, value);
      const bool is_found = From(leaf + 1);
      Take(leaf, -value);
      if (is_found) return true;
    }
    return false;
  }

 private:
  void Take(int leaf, int64_t value) {
    for (const size_t i : holds_[static_cast<size_t>(leaf)]) {
      left_[i].least -= value;
      left_[i].most -= value;
    }
  }

  int leaves_;
  std::vector<Knowledge> left_;
  std::vector<std::vector<size_t>> holds_;
  std::vector<int> last_;
};

using Scheme = std::vector<std::vector<double>>;

void PivotOn(Scheme* scheme, size_t row, size_t column) {
  std::vector<double>& of = (*scheme)[row];
  const double pivot = of[column];
  for (double& value : of) value /= pivot;
  for (size_t i = 0; i < scheme->size(); ++i) {
    const double factor = (*scheme)[i][column];
    if (i == row || std::abs(factor) < kTiny) continue;
    for (size_t j = 0; j < of.size(); ++j) (*scheme)[i][j] -= factor * of[j];
  }
}

// Bland's rule; the goal is the last row, to be made as great as possible.
void ClimbUp(Scheme* scheme, std::vector<size_t>* basis, size_t columns) {
  while (true) {
    size_t column = 0;
    while (column < columns && scheme->back()[column] > -kTiny) ++column;
    if (column == columns) return;
    size_t best = basis->size();
    for (size_t i = 0; i < basis->size(); ++i) {
      if ((*scheme)[i][column] < kTiny) continue;
      if (best == basis->size()) {
        best = i;
        continue;
      }
      const double here = (*scheme)[i].back() / (*scheme)[i][column];
      const double there = (*scheme)[best].back() / (*scheme)[best][column];
      if (here < there - kTiny || (here < there + kTiny && (*basis)[i] < (*basis)[best])) best = i;
    }
    if (best == basis->size()) return;
    PivotOn(scheme, best, column);
    (*basis)[best] = column;
  }
}

// The greatest weighted sum; the weight of what is missing in a row at the start is a great loss.
double GreatestSum(int leaves, const std::vector<Knowledge>& known, const std::vector<int>& target,
                   double weight) {
  const size_t columns = static_cast<size_t>(leaves);
  const size_t width = columns + known.size() + 1;
  Scheme scheme;
  std::vector<size_t> basis;
  std::vector<double> goal(width, 0);
  constexpr double kLoss = 1e4;
  for (size_t i = 0; i < known.size(); ++i) {
    std::vector<double> row(width, 0);
    for (const int leaf : known[i].leaves) row[static_cast<size_t>(leaf)] = 1;
    row[columns + i] = 1;
    row.back() = static_cast<double>(known[i].least);
    for (size_t j = 0; j < width; ++j) goal[j] -= kLoss * row[j];
    goal[columns + i] = 0;
    scheme.push_back(row);
    basis.push_back(columns + i);
  }
  for (const int leaf : target) goal[static_cast<size_t>(leaf)] -= weight;
  scheme.push_back(goal);
  ClimbUp(&scheme, &basis, columns);
  double sum = 0;
  for (size_t i = 0; i < basis.size(); ++i) {
    const bool is_target =
        std::find(target.begin(), target.end(), static_cast<int>(basis[i])) != target.end();
    if (is_target) sum += scheme[i].back();
  }
  return sum;
}

}  // namespace

bool IsPossible(int leaves, std::vector<Knowledge> known, const std::vector<int>& target,
                int64_t value) {
  known.push_back({.leaves = target, .least = value, .most = value});
  return Trial(leaves, known).From(0);
}

LinearRange LinearRangeOf(int leaves, const std::vector<Knowledge>& known,
                          const std::vector<int>& target) {
  return {.least = GreatestSum(leaves, known, target, -1),
          .most = GreatestSum(leaves, known, target, 1)};
}

}  // namespace lontar::reference
