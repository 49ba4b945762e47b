#pragma once
// The cells of one table as sets of atoms.
//
// Each dimension is cut into atoms: the leaves of the codes in use, what a code holds beside the
// parts that are stated ("rest"), and the years between any two cuts of the age brackets. An atom
// of the table is one atom of each dimension. Every cell, stated or not, is a set of atoms, and
// every count the sum of theirs: so totals, parents, overlapping brackets and crossings of
// breakdowns are all said in one way. Values; pure, any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "core/catalogue/catalogue.h"

namespace lontar::disclosure {

// More than these and a table is made coarser first (see protect.h).
inline constexpr int64_t kAtomsMax = 1 << 17;
inline constexpr int64_t kPlacesMax = 1 << 19;

// A code of one dimension, a rest, or the years between two cuts.
struct Node {
  std::string code;        // empty where no code in use means it
  std::string label;       // for people: the code, Y15T17, "rest"
  std::vector<int> atoms;  // ascending
  bool is_whole = false;   // at this code there is no breakdown
};

// whole = the sum of parts and of the rest, all of them nodes.
struct Split {
  int whole = 0;
  std::vector<int> parts;
  int rest = 0;
};

// A node that is the years from one cut to another.
struct Span {
  int node = 0;
  int from = 0;
  int to = 0;
};

struct Axis {
  std::string dimension;
  int atoms = 0;
  std::vector<Node> nodes;
  std::vector<Split> splits;
  std::vector<Span> spans;
  int cuts = 0;
  bool is_divisible = true;  // false: its codes stand side by side and are parts of nothing
  // -1 if the code is not in use.
  int NodeOf(const std::string& code) const;
};

// True if there is no breakdown at this code: the dimension's total, or a code that the indicator
// specifies.
bool IsWholeCode(const catalogue::Indicator& indicator, const catalogue::Dimension& dimension,
                 const std::string& code);
// True if the indicator specifies just this code, or it is the total and nothing is specified.
bool IsSpecifiedCode(const catalogue::Indicator& indicator, const catalogue::Dimension& dimension,
                     const std::string& code);

// The axis of `dimension` for a table in which these codes stand, ascending, none twice.
Axis MakeAxis(const catalogue::Catalogue& catalogue, const catalogue::Indicator& indicator,
              const std::string& dimension, const std::vector<std::string>& codes);

// Places are numbered by one node of each axis, atoms by one atom of each.
class Space {
 public:
  explicit Space(std::vector<Axis> axes);

  const std::vector<Axis>& axes() const { return axes_; }
  // Also above the bounds; then nothing else may be asked.
  int64_t atoms() const { return atoms_; }
  int64_t places() const { return places_; }
  bool IsTooLarge() const { return atoms_ > kAtomsMax || places_ > kPlacesMax; }

  int64_t PlaceOf(const std::vector<int>& nodes) const;
  std::vector<int> NodesAt(int64_t place) const;
  // How far apart two places are that differ by one in the node of this axis.
  int64_t StrideOf(size_t axis) const { return strides_[axis]; }
  // Ascending.
  std::vector<int> AtomsAt(int64_t place) const;
  bool IsBreakdown(int64_t place) const;

 private:
  std::vector<Axis> axes_;
  std::vector<int64_t> strides_;
  int64_t atoms_ = 1;
  int64_t places_ = 1;
};

}  // namespace lontar::disclosure
