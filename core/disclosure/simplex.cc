#include "core/disclosure/simplex.h"

#include <limits>

namespace lontar::disclosure {
namespace {

using Wide = __int128;

// Schemes here have at most some hundred columns; Bland's rule needs a few steps for each.
constexpr int kPivotsMax = 5000;

bool Fits(Wide value) {
  return value <= std::numeric_limits<int64_t>::max() / 2 &&
         value >= std::numeric_limits<int64_t>::min() / 2;
}

}  // namespace

Simplex::Simplex(int columns, const std::vector<Equation>& equations)
    : columns_(static_cast<size_t>(columns)) {
  // One more column for each line: what is missing to its right side at the start.
  const size_t width = columns_ + equations.size() + 1;
  for (size_t row = 0; row < equations.size(); ++row) {
    const int sign = equations[row].right < 0 ? -1 : 1;
    Line line(width, 0);
    for (size_t j = 0; j < columns_; ++j) line[j] = sign * equations[row].coefficients[j];
    line[columns_ + row] = 1;
    line.back() = sign * equations[row].right;
    lines_.push_back(std::move(line));
    basis_.push_back(columns_ + row);
  }
  is_startable_ = FindStart();
}

// line - pivot_line scaled so that `column` becomes 0, over the new denominator.
bool Simplex::Reduce(Line* line, const Line& pivot_line, size_t column) const {
  const int64_t factor = (*line)[column];
  const int64_t pivot = pivot_line[column];
  if (factor == 0 && pivot == denominator_) return true;
  for (size_t j = 0; j < line->size(); ++j) {
    const Wide value =
        (Wide{(*line)[j]} * pivot - Wide{factor} * pivot_line[j]) / denominator_;  // no remainder
    if (!Fits(value)) return false;
    (*line)[j] = static_cast<int64_t>(value);
  }
  return true;
}

bool Simplex::Pivot(size_t row, size_t column, Line* goal) {
  ++steps_;
  if (++pivots_ > kPivotsMax) return false;
  const Line& pivot_line = lines_[row];
  for (size_t i = 0; i < lines_.size(); ++i) {
    if (i != row && !Reduce(&lines_[i], pivot_line, column)) return false;
  }
  if (goal != nullptr && !Reduce(goal, pivot_line, column)) return false;
  denominator_ = pivot_line[column];
  basis_[row] = column;
  return true;
}

bool Simplex::Climb(Line* goal, int columns_allowed, bool* is_unbounded) {
  *is_unbounded = false;
  while (true) {
    size_t column = 0;
    const size_t end = static_cast<size_t>(columns_allowed);
    while (column < end && (*goal)[column] >= 0) ++column;
    if (column == end) return true;
    std::optional<size_t> best;
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i][column] <= 0) continue;
      if (!best) {
        best = i;
        continue;
      }
      const Wide here = Wide{lines_[i].back()} * lines_[*best][column];
      const Wide there = Wide{lines_[*best].back()} * lines_[i][column];
      if (here < there || (here == there && basis_[i] < basis_[*best])) best = i;
    }
    if (!best) {
      *is_unbounded = true;
      return true;
    }
    if (!Pivot(*best, column, goal)) return false;
  }
}

// Lines that still stand on what was missing are 0 on the right: they take another column, or say
// nothing.
void Simplex::DropIdleRows() {
  for (size_t i = lines_.size(); i-- > 0;) {
    if (basis_[i] < columns_) continue;
    size_t column = 0;
    while (column < columns_ && lines_[i][column] == 0) ++column;
    if (column == columns_) {
      lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(i));
      basis_.erase(basis_.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    if (lines_[i][column] < 0) {
      for (int64_t& value : lines_[i]) value = -value;
    }
    if (!Pivot(i, column, nullptr)) {
      pivots_ = kPivotsMax + 1;
      return;
    }
  }
}

bool Simplex::FindStart() {
  if (lines_.empty()) return true;
  Line goal(lines_[0].size(), 0);
  for (const Line& line : lines_) {
    for (size_t j = 0; j < columns_; ++j) goal[j] -= line[j];
    goal.back() -= line.back();
  }
  bool is_unbounded = false;
  if (!Climb(&goal, static_cast<int>(columns_), &is_unbounded)) return false;
  if (goal.back() != 0) return false;
  DropIdleRows();
  return pivots_ <= kPivotsMax;
}

bool Simplex::AllWhole() const {
  for (const Line& line : lines_) {
    if (line.back() % denominator_ != 0) return false;
  }
  return true;
}

std::optional<Extreme> Simplex::Greatest(const std::vector<int>& objective) {
  if (!is_startable_) return std::nullopt;
  pivots_ = 0;
  // The goal in terms of the columns that stand in no line, over the common denominator.
  Line goal(columns_ + 1, 0);
  if (!lines_.empty()) goal.resize(lines_[0].size(), 0);
  for (size_t j = 0; j < columns_; ++j) goal[j] = -int64_t{objective[j]} * denominator_;
  for (size_t i = 0; i < lines_.size(); ++i) {
    const int64_t weight = objective[basis_[i]];
    for (size_t j = 0; j < goal.size(); ++j) {
      const Wide value = Wide{goal[j]} + Wide{weight} * lines_[i][j];
      if (!Fits(value)) return std::nullopt;
      goal[j] = static_cast<int64_t>(value);
    }
  }
  Extreme extreme;
  if (!Climb(&goal, static_cast<int>(columns_), &extreme.is_unbounded)) {
    is_startable_ = false;  // the scheme is half changed
    return std::nullopt;
  }
  if (!AllWhole()) return std::nullopt;
  extreme.value = goal.back() / denominator_;
  return extreme;
}

}  // namespace lontar::disclosure
