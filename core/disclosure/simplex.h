#pragma once
// The greatest value of a sum over tables of non-negative numbers that fit given sums, exactly.
//
// Source: Dantzig's simplex method in two phases with Bland's rule (1977), which ends always, and
// Edmonds' integer pivoting: all numbers of the scheme are whole and have one common denominator,
// so nothing is rounded. Pure, any thread.

#include <cstdint>
#include <optional>
#include <vector>

namespace lontar::disclosure {

// coefficients[j] * x[j] summed = right. Coefficients are small whole numbers.
struct Equation {
  std::vector<int> coefficients;
  int64_t right = 0;
};

// A value that some x of whole numbers attains; absent bound: it may grow without end.
struct Extreme {
  bool is_unbounded = false;
  int64_t value = 0;
};

class Simplex {
 public:
  // x has `columns` numbers, all at least 0.
  Simplex(int columns, const std::vector<Equation>& equations);

  // The greatest value of the sum of objective[j] * x[j]. Nothing if no x fits, if the x found is
  // not of whole numbers, or if the numbers or steps grow past their bounds (2^63, kPivotsMax): the
  // caller then knows nothing.
  std::optional<Extreme> Greatest(const std::vector<int>& objective);

  // Taken until now.
  int64_t steps() const { return steps_; }

 private:
  using Line = std::vector<int64_t>;  // columns, then the right side

  bool FindStart();
  void DropIdleRows();
  // Steps until no column improves. False past the bounds.
  bool Climb(Line* goal, int columns_allowed, bool* is_unbounded);
  bool Pivot(size_t row, size_t column, Line* goal);
  bool Reduce(Line* line, const Line& pivot_line, size_t column) const;
  bool AllWhole() const;

  size_t columns_;
  std::vector<Line> lines_;
  std::vector<size_t> basis_;  // the column of each line
  int64_t denominator_ = 1;
  int pivots_ = 0;  // of this answer
  int64_t steps_ = 0;
  bool is_startable_ = false;
};

}  // namespace lontar::disclosure
