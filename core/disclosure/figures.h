#pragma once
// What is true of a table: the counts that are stated, and those that follow from them.
//
// A cell that nobody states can be as small as one that is held back: 5-17 minus 5-14 is 15-17.
// Pure, any thread.

#include <cstdint>
#include <vector>

#include "core/disclosure/space.h"

namespace lontar::disclosure {

inline constexpr int64_t kUnknown = -1;

// A set of atoms and the count in it.
struct Amount {
  std::vector<int> atoms;  // ascending
  int64_t value = 0;       // kUnknown: held back before it came here
  int64_t place = -1;      // the place that it is; -1 for several together
  int64_t near = 0;        // the place, or the total of which it is a part
};

class TrueFigures {
 public:
  // `values` by place; kUnknown where nothing is stated. Fills in what follows.
  TrueFigures(const Space& space, std::vector<int64_t> values);

  int64_t At(int64_t place) const { return values_[static_cast<size_t>(place)]; }
  // True if a whole is less than its parts, or a longer span of years than a shorter one in it.
  bool contradicts_itself() const { return contradicts_itself_; }
  // Counts from 1 to `most` in places with a breakdown, and in what a whole holds beside the parts
  // that are known. By place; none twice.
  std::vector<Amount> SmallAmounts(int64_t most) const;
  // Places that hold nothing because the parts make up their whole: a reader takes that for
  // granted where at least two parts are stated.
  const std::vector<int64_t>& empty_rests() const { return empty_rests_; }

 private:
  // For each line of places along an axis: its first place.
  template <class Function>
  void ForEachLine(size_t axis, Function function) const;
  bool FillSplits(size_t axis, int64_t first);
  bool FillSpans(size_t axis, int64_t first);
  bool Set(int64_t place, int64_t value);
  void FindEmptyRests();
  void AddComplements(int64_t most, std::vector<Amount>* amounts) const;

  const Space& space_;
  std::vector<int64_t> values_;
  std::vector<int64_t> empty_rests_;
  bool contradicts_itself_ = false;
};

}  // namespace lontar::disclosure
