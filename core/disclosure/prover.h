#pragma once
// How far a hidden count may lie from what is published: proved by whole tables.
//
// A relation says that the counts of its atoms sum to a value; those that are shown are what a
// reader knows. A reach is proved: for both of its ends there is a table of whole numbers that
// agrees with everything shown. A range that is only thought possible is never returned, so a
// reader who solves the same relations cannot find a narrower one. One thread.

#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <vector>

namespace lontar::disclosure {

struct Relation {
  std::vector<int> atoms;  // ascending
  int64_t value = 0;
};

struct Reach {
  int64_t least = 0;
  int64_t most = 0;
};
inline constexpr int64_t kWithoutEnd = std::numeric_limits<int64_t>::max();

// What a reader knows of a relation that is not shown.
struct Bound {
  int relation = 0;
  int64_t least = 0;
  int64_t most = kWithoutEnd;
};

class Prover {
 public:
  // Nothing is shown yet.
  Prover(int64_t atoms, std::vector<Relation> relations);

  void Show(int relation);
  void Hide(int relation);
  bool IsShown(int relation) const { return is_shown_[static_cast<size_t>(relation)]; }

  // The reach of the sum over `atoms`. Nothing where it could not be proved: the relations
  // contradict each other, or the question is too large (kSideMax).
  std::optional<Reach> ReachOf(const std::vector<int>& atoms, const std::vector<Bound>& bounds);

  // Steps that all questions took until now, the same on every machine.
  int64_t work() const { return work_; }

 private:
  struct Question;
  // Atoms that stand in the same relations are one column: these relations, then whether it is
  // asked for.
  using Column = std::vector<int>;
  struct Choice {
    std::vector<Column> columns;
    std::set<int> relations;  // in which they stand
  };

  void Fix(int atom, int zeros, int singles, int64_t single_value);
  // What hangs together with what is asked for.
  Choice Choose(const std::vector<int>& atoms, const std::vector<Bound>& bounds);
  Question Ask(const std::vector<int>& atoms, const std::vector<Bound>& bounds);

  std::vector<Relation> relations_;
  std::vector<bool> is_shown_;
  std::vector<std::vector<int>> relations_of_;  // by atom
  std::vector<int> zeros_;                      // by atom: shown relations with the value 0
  std::vector<int> singles_;                    // by atom: shown relations of this atom alone
  std::vector<int64_t> fixed_value_;            // by atom
  std::vector<int64_t> fixed_sum_;              // by relation
  std::set<int> free_;
  int64_t work_ = 0;
};

}  // namespace lontar::disclosure
