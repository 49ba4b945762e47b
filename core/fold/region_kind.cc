#include "core/fold/region_kind.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <tuple>

#include "core/fold/region_rule.h"
#include "core/observation/period.h"

namespace lontar::fold {
namespace {

using observation::Row;
using observation::Status;

// A cell as it stands to the question.
struct Placed {
  const Cell* cell = nullptr;
  Kind kind;
  bool is_at_total = true;
  bool is_whole_year = true;
  bool is_inside_rule = true;
  int year = 0;
};

const Row* SettledRow(const Cell& cell) {
  return cell.current ? &cell.candidates[*cell.current].row : nullptr;
}

// A number, one that is held back, or a dispute.
bool SaysAFigure(const Cell& cell) {
  const Row* row = SettledRow(cell);
  return row == nullptr || observation::HasNumber(row->status) ||
         row->status == Status::kSuppressed;
}

// Whether it may be added; why not, otherwise.
std::optional<LeftOut> WhyNot(const Cell& cell) {
  const Row* row = SettledRow(cell);
  if (row == nullptr) return LeftOut::kDisputed;
  if (row->status == Status::kSuppressed) return LeftOut::kHeldBack;
  if (row->confidentiality != observation::Confidentiality::kFree) return LeftOut::kNotPublic;
  return std::nullopt;
}

class Placer {
 public:
  explicit Placer(const KindQuestion& question) : question_(question) {}

  std::vector<Placed> Place(const std::vector<Cell>& cells) const {
    std::vector<Placed> placed;
    for (const Cell& cell : cells) {
      if (cell.measure == question_.measure && SaysAFigure(cell)) placed.push_back(PlaceOne(cell));
    }
    return placed;
  }

  bool IsNearer(const Placed& a, const Placed& b) const {
    const int distance_a = std::abs(a.year - question_.rule.target);
    const int distance_b = std::abs(b.year - question_.rule.target);
    if (distance_a != distance_b) return distance_a < distance_b;
    return question_.rule.tie == catalogue::Tie::kEarlier ? a.year < b.year : a.year > b.year;
  }

  bool IsOwnAge(const Kind& kind) const {
    if (!question_.indicator.age_range) return true;
    return std::ranges::any_of(kind, [this](const auto& code) {
      return observation::AgeOf(code.second) == question_.indicator.age_range;
    });
  }

 private:
  Placed PlaceOne(const Cell& cell) const {
    constexpr size_t kYearDigits = 4;
    Placed placed{&cell};
    for (size_t i = 0; i < cell.dimensions.size(); ++i) {
      PlaceCode(cell.dimensions[i], cell.codes[i], &placed);
    }
    placed.is_whole_year = cell.period.size() == kYearDigits;
    placed.is_inside_rule = InsideYearRule(question_.rule, cell.period);
    const auto period = observation::Period::Parse(cell.period);
    placed.year = period.ok() ? period->year() : 0;
    return placed;
  }

  void PlaceCode(const std::string& dimension, const std::string& code, Placed* placed) const {
    const auto rule = question_.indicator.specified.find(dimension);
    const catalogue::Dimension* known = question_.catalogue.FindDimension(dimension);
    if (rule != question_.indicator.specified.end()) {
      placed->kind[dimension] = code;
      const auto& codes = rule->second;
      placed->is_at_total &= codes.empty() || std::ranges::count(codes, code) > 0;
    } else if (known != nullptr && known->is_age && question_.indicator.age_range) {
      placed->kind[dimension] = code;
    } else {
      placed->is_at_total &= known != nullptr && code == known->total;
    }
  }

  const KindQuestion& question_;
};

// Of its kind it could be added, if it is settled and free.
bool IsOfKind(const Placed& placed) {
  return placed.is_at_total && placed.is_whole_year && placed.is_inside_rule;
}

bool CanBeAdded(const Placed& placed) { return IsOfKind(placed) && !WhyNot(*placed.cell); }

// The members that have something of a kind.
struct Sharers {
  std::set<std::string> all;
  std::set<std::string> added;  // of these, those whose figure can be added
};

// In what a member's kind is another.
std::vector<std::string> CodesBeside(const Kind& theirs, const Kind& kind) {
  std::vector<std::string> codes;
  for (const auto& [dimension, code] : theirs) {
    const auto wanted = kind.find(dimension);
    if (wanted == kind.end() || wanted->second != code) codes.push_back(code);
  }
  return codes;
}

// Why nothing of these can be added, by what comes nearest.
void SayWhyNot(const std::vector<Placed>& all, const Kind& kind, KindMember* member) {
  const auto first = [&all](const auto& fits) {
    const auto found = std::ranges::find_if(all, fits);
    return found == all.end() ? nullptr : &*found;
  };
  const auto is_alike = [&kind](const Placed& one) { return one.is_at_total && one.kind == kind; };
  const auto is_of_kind = [](const Placed& one) { return IsOfKind(one); };
  const auto is_there = [&](const Placed& one) { return is_alike(one) && IsOfKind(one); };
  if (const Placed* there = first(is_there)) {
    member->left_out = *WhyNot(*there->cell);
  } else if (const Placed* other = first(is_of_kind)) {
    member->left_out = LeftOut::kOtherKind;
    member->other_codes = CodesBeside(other->kind, kind);
  } else if (first([](const Placed& one) { return one.is_at_total && one.is_whole_year; })) {
    member->left_out = LeftOut::kOtherYears;
  } else if (first([](const Placed& one) { return one.is_at_total; })) {
    member->left_out = LeftOut::kPartOfYear;
  } else if (!all.empty()) {
    member->left_out = LeftOut::kBrokenDown;
  }
}

}  // namespace

KindChoice ChooseKind(const KindQuestion& question,
                      const std::vector<std::pair<std::string, std::vector<Cell>>>& members) {
  const Placer placer(question);
  std::vector<std::vector<Placed>> placed;
  std::map<Kind, Sharers> sharers;
  for (const auto& [member, cells] : members) {
    placed.push_back(placer.Place(cells));
    for (const Placed& one : placed.back()) {
      if (!IsOfKind(one)) continue;
      sharers[one.kind].all.insert(member);
      if (CanBeAdded(one)) sharers[one.kind].added.insert(member);
    }
  }
  KindChoice choice;
  const auto rank = [&placer](const auto& candidate) {
    const size_t count = candidate.second.added.size();
    const bool is_enough = count >= static_cast<size_t>(kRegionalMembersMin);
    return std::tuple(is_enough, is_enough && placer.IsOwnAge(candidate.first), count,
                      candidate.second.all.size());
  };
  const auto best = std::ranges::max_element(
      sharers, [&rank](const auto& a, const auto& b) { return rank(a) < rank(b); });
  if (best != sharers.end()) choice.kind = best->first;
  choice.is_own_age = best == sharers.end() || placer.IsOwnAge(choice.kind);
  for (size_t i = 0; i < members.size(); ++i) {
    KindMember& member = choice.members.emplace_back();
    member.member = members[i].first;
    const Placed* nearest = nullptr;
    for (const Placed& one : placed[i]) {
      if (!CanBeAdded(one) || one.kind != choice.kind) continue;
      if (nearest == nullptr || placer.IsNearer(one, *nearest)) nearest = &one;
    }
    if (nearest != nullptr) {
      member.cell = *nearest->cell;
    } else {
      SayWhyNot(placed[i], choice.kind, &member);
    }
  }
  return choice;
}

}  // namespace lontar::fold
