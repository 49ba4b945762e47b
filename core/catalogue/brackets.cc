#include "core/catalogue/brackets.h"

#include <algorithm>
#include <deque>
#include <map>
#include <tuple>

#include "absl/strings/str_cat.h"

namespace lontar::catalogue {
namespace {

using observation::AgeInterval;

constexpr int kWithoutEnd = 1000;  // past every age

int CutAfter(const AgeInterval& age) { return age.to ? *age.to + 1 : kWithoutEnd; }

struct Step {
  int from = 0;
  BracketTerm term;
};

// The step by which each cut was first reached from `start`.
std::map<int, Step> Reach(const std::vector<AgeInterval>& brackets, int start) {
  std::map<int, Step> reached;
  reached[start] = {};
  std::deque<int> open = {start};
  while (!open.empty()) {
    const int cut = open.front();
    open.pop_front();
    for (const AgeInterval& bracket : brackets) {
      const bool forward = bracket.from == cut;
      if (!forward && CutAfter(bracket) != cut) continue;
      const int next = forward ? CutAfter(bracket) : bracket.from;
      const bool is_new =
          reached.emplace(next, Step{cut, {.bracket = bracket, .is_added = forward}}).second;
      if (is_new) open.push_back(next);
    }
  }
  return reached;
}

// What is added first, so that no sum begins with a minus.
std::string SumText(const AgeInterval& wanted, const std::vector<BracketTerm>& terms) {
  std::string text = absl::StrCat(AgeText(wanted), " =");
  for (const bool is_added : {true, false}) {
    for (const BracketTerm& term : terms) {
      if (term.is_added != is_added) continue;
      const bool is_first = text.back() == '=';
      absl::StrAppend(&text, is_first ? " " : is_added ? " + " : " - ", AgeText(term.bracket));
    }
  }
  return text;
}

bool IsCut(const std::vector<AgeInterval>& brackets, int cut) {
  return std::ranges::any_of(brackets, [cut](const AgeInterval& bracket) {
    return bracket.from == cut || CutAfter(bracket) == cut;
  });
}

std::string WhyNot(const std::vector<AgeInterval>& brackets, const AgeInterval& wanted) {
  const std::string begin = absl::StrCat(AgeText(wanted), " does not follow: ");
  if (!IsCut(brackets, wanted.from)) {
    return absl::StrCat(begin, "no bracket begins at ", wanted.from, " or ends before it");
  }
  if (!IsCut(brackets, CutAfter(wanted))) {
    if (!wanted.to) return absl::StrCat(begin, "no bracket is open at its end");
    return absl::StrCat(begin, "no bracket ends with ", *wanted.to, " or begins after it");
  }
  return absl::StrCat(begin, "no brackets lead from one end to the other");
}

}  // namespace

std::string AgeText(const AgeInterval& age) {
  if (!age.to) return absl::StrCat(age.from, "+");
  if (*age.to == age.from) return absl::StrCat(age.from);
  return absl::StrCat(age.from, "-", *age.to);
}

BracketAnswer DerivableBrackets(const std::vector<AgeInterval>& sent, const AgeInterval& wanted) {
  std::vector<AgeInterval> brackets = sent;
  std::ranges::sort(brackets, {},
                    [](const AgeInterval& age) { return std::pair(age.from, CutAfter(age)); });
  const std::map<int, Step> reached = Reach(brackets, wanted.from);
  BracketAnswer answer;
  const int end = CutAfter(wanted);
  answer.is_derivable = reached.contains(end);
  if (!answer.is_derivable) {
    answer.sentence = WhyNot(brackets, wanted);
    return answer;
  }
  for (int cut = end; cut != wanted.from; cut = reached.at(cut).from) {
    answer.terms.push_back(reached.at(cut).term);
  }
  std::ranges::reverse(answer.terms);
  answer.sentence = SumText(wanted, answer.terms);
  return answer;
}

}  // namespace lontar::catalogue
