#pragma once
// Which age bracket follows exactly from brackets that were sent.
//
// Counts up to an age are the points of a graph, brackets its edges: a wanted bracket follows if,
// and only if, there is a path from its first to its last cut. Nothing is ever interpolated: 14-17
// does not follow from 5-11, 12-14 and 15-17, for none of them begins at 14. Pure, any thread.

#include <string>
#include <vector>

#include "core/observation/age.h"

namespace lontar::catalogue {

struct BracketTerm {
  observation::AgeInterval bracket;
  bool is_added = true;  // false: taken away
};

struct BracketAnswer {
  bool is_derivable = false;
  std::vector<BracketTerm> terms;  // in the order of the path, as few as possible
  // "5-17 = 5-14 + 15-17"; or the cut that is missing.
  std::string sentence;
};

// Of several ways of the same length the one whose brackets begin first. Brackets may come in any
// order and more than once.
BracketAnswer DerivableBrackets(const std::vector<observation::AgeInterval>& sent,
                                const observation::AgeInterval& wanted);

// "5-17", "14", "15+".
std::string AgeText(const observation::AgeInterval& age);

}  // namespace lontar::catalogue
