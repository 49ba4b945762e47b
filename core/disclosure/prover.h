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

  // True while so many atoms are open that questions are answered from nearby first.
  bool IsWide() const;

  // The reach of the sum over `atoms`. Where the question is too large (kSideMax, IsWide), only
  // what is `nearby` moves and all other atoms stay as they truly are: a narrower reach, but a
  // proved one. For that every atom moved must be stated alone in some relation, shown or not.
  // Nothing where no reach could be proved: also where the relations contradict each other.
  std::optional<Reach> ReachOf(const std::vector<int>& atoms, const std::vector<Bound>& bounds,
                               const std::vector<int>& nearby = {});

  // Steps that all questions took until now, the same on every machine.
  int64_t work() const { return work_; }

 private:
  struct Question;
  // Atoms that stand in the same relations are one column: these relations, then whether it is
  // asked for.
  using Column = std::vector<int>;
  struct Choice {
    std::vector<Column> columns;
    std::vector<int64_t> truths;  // of each column where only some move; else empty
    std::set<int> relations;      // in which they stand
  };

  void Fix(int atom, int zeros, int singles, int64_t single_value);
  Column ColumnOf(int atom, const std::vector<int>& atoms) const;
  // What hangs together with what is asked for.
  Choice Choose(const std::vector<int>& atoms);
  // Of it only what is nearby. Without columns if the truth of one is not known.
  Choice ChooseNearby(const std::vector<int>& atoms, const std::vector<int>& nearby);
  Question Ask(const Choice& choice, const std::vector<Bound>& bounds) const;
  std::optional<Reach> Answer(Question question);

  std::vector<Relation> relations_;
  std::vector<bool> is_shown_;
  std::vector<std::vector<int>> relations_of_;  // by atom
  std::vector<int> zeros_;                      // by atom: shown relations with the value 0
  std::vector<int> singles_;                    // by atom: shown relations of this atom alone
  std::vector<int64_t> fixed_value_;            // by atom
  std::vector<int64_t> fixed_sum_;              // by relation
  std::vector<int64_t> truth_;                  // by atom; -1 where no relation states it alone
  std::vector<bool> is_bounded_;                // by relation, in the question under way
  std::set<int> free_;
  int64_t work_ = 0;
};

}  // namespace lontar::disclosure
