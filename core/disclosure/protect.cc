#include "core/disclosure/protect.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "core/disclosure/prover.h"

namespace lontar::disclosure {
namespace {

// Of Prover::work; some seconds on the slowest machine we plan for.
constexpr int64_t kWorkMax = 50'000'000;
// With more small counts than these in one table nearly every cell would protect one of them.
constexpr size_t kAmountsMax = 1000;
// What moves where a question is too large: with five dimensions one partner makes 32 cells and two
// make 243.
constexpr int kPartnersMax = 3;
constexpr size_t kNearbyMax = 100;

Space SpaceOf(const TableQuestion& question) {
  std::vector<Axis> axes;
  for (size_t i = 0; i < question.indicator->dimensions.size(); ++i) {
    std::set<std::string> codes;
    for (const Cell& cell : question.cells) codes.insert(cell.codes[i]);
    axes.push_back(MakeAxis(*question.catalogue, *question.indicator,
                            question.indicator->dimensions[i],
                            std::vector<std::string>(codes.begin(), codes.end())));
  }
  return Space(std::move(axes));
}

// One table that is small enough to be proved.
class TableProtector {
 public:
  TableProtector(const TableQuestion& question, const Space& space)
      : question_(question), space_(space) {}

  // False if the work ran out or something that could be protected was not proved.
  bool Run(TableOutcome* outcome);

 private:
  void PlaceCells();
  void MakeProver(const TrueFigures& figures);
  std::vector<Amount> AmountsToProtect(const TrueFigures& figures) const;
  bool IsHeadline(const Cell& cell) const;
  int64_t TargetOf(const Amount& amount) const;
  std::vector<int> AtomsNear(const Amount& amount) const;
  bool IsProtected(const Amount& amount);
  std::vector<int> AnchorOf(const Amount& amount) const;
  std::vector<std::vector<int>> PartnerRanks(const Amount& amount) const;
  // How near a cell is to what it would protect; the last is its index.
  using Nearness = std::tuple<int, int, size_t, bool, int64_t, size_t>;
  std::vector<Nearness> CandidatesFor(const Amount& amount);
  bool ProtectOne(const Amount& amount);
  bool MayDependOn(const Amount& amount, size_t cell) const;
  void PublishNeedless(const std::vector<Amount>& amounts);
  bool MarksTell();
  std::vector<std::string> CodesAt(int64_t place) const;
  bool HasTime() const { return prover_->work() + extra_work_ < kWorkMax; }

  const TableQuestion& question_;
  const Space& space_;
  TableOutcome* outcome_ = nullptr;
  std::vector<int64_t> places_;          // by cell
  std::vector<std::vector<int>> atoms_;  // by cell
  std::map<int64_t, size_t> cell_at_;    // by place
  std::vector<bool> can_be_held_;        // by cell
  std::vector<size_t> ceilings_;         // cells under the minimum that are published anyway
  std::map<std::vector<int>, std::vector<int>> nearby_;  // by the atoms of an amount
  int64_t extra_work_ = 0;
  std::vector<size_t> added_;  // secondaries in the order in which they were held back
  std::unique_ptr<Prover> prover_;
};

bool TableProtector::IsHeadline(const Cell& cell) const {
  for (size_t i = 0; i < cell.codes.size(); ++i) {
    const auto* dimension = question_.catalogue->FindDimension(question_.indicator->dimensions[i]);
    if (!IsSpecifiedCode(*question_.indicator, *dimension, cell.codes[i])) return false;
  }
  return true;
}

void TableProtector::PlaceCells() {
  for (const Cell& cell : question_.cells) {
    std::vector<int> nodes;
    for (size_t i = 0; i < cell.codes.size(); ++i) {
      nodes.push_back(space_.axes()[i].NodeOf(cell.codes[i]));
    }
    places_.push_back(space_.PlaceOf(nodes));
    atoms_.push_back(space_.AtomsAt(places_.back()));
    cell_at_.emplace(places_.back(), places_.size() - 1);
    can_be_held_.push_back(!cell.is_locked && !IsHeadline(cell));
    const bool is_low = cell.value != kUnknown && cell.value < question_.minimum;
    if (!can_be_held_.back() && is_low) ceilings_.push_back(places_.size() - 1);
  }
}

// One relation for each cell, in their order, then one for each rest that is known to be empty.
void TableProtector::MakeProver(const TrueFigures& figures) {
  std::vector<Relation> relations;
  for (size_t i = 0; i < atoms_.size(); ++i) {
    relations.push_back({.atoms = atoms_[i], .value = question_.cells[i].value});
  }
  for (const int64_t place : figures.empty_rests()) {
    relations.push_back({.atoms = space_.AtomsAt(place), .value = 0});
  }
  const int count = static_cast<int>(relations.size());
  prover_ = std::make_unique<Prover>(space_.atoms(), std::move(relations));
  for (int i = static_cast<int>(atoms_.size()); i < count; ++i) prover_->Show(i);
  for (size_t i = 0; i < atoms_.size(); ++i) {
    if (outcome_->cells[i].treatment == Treatment::kShown) prover_->Show(static_cast<int>(i));
  }
}

std::vector<Amount> TableProtector::AmountsToProtect(const TrueFigures& figures) const {
  std::vector<Amount> amounts = figures.SmallAmounts(question_.minimum - 1);
  std::set<std::vector<int>> known;
  for (const Amount& amount : amounts) known.insert(amount.atoms);
  for (size_t i = 0; i < question_.cells.size(); ++i) {
    if (question_.cells[i].value != kUnknown || !known.insert(atoms_[i]).second) continue;
    amounts.push_back(
        {.atoms = atoms_[i], .value = kUnknown, .place = places_[i], .near = places_[i]});
  }
  return amounts;
}

// What a reader must allow for: the minimum, or all that what is known allows anyway.
int64_t TableProtector::TargetOf(const Amount& amount) const {
  int64_t target = question_.minimum;
  for (const size_t i : ceilings_) {
    if (!std::ranges::includes(atoms_[i], amount.atoms)) continue;
    target = std::min(target, question_.cells[i].value);
  }
  return target;
}

// Single atoms that could be held back, made of the amount's own codes and the first partners.
std::vector<int> TableProtector::AtomsNear(const Amount& amount) const {
  const std::vector<std::vector<int>> ranks = PartnerRanks(amount);
  std::vector<int> atoms;
  // As many partners as give not too many cells.
  for (int most = 1; most <= kPartnersMax; ++most) {
    std::vector<int64_t> places = {0};
    for (size_t axis = 0; axis < ranks.size(); ++axis) {
      std::vector<int64_t> wider;
      for (const int64_t above : places) {
        for (size_t node = 0; node < ranks[axis].size(); ++node) {
          if (ranks[axis][node] > most) continue;
          wider.push_back(above + space_.StrideOf(axis) * static_cast<int64_t>(node));
        }
      }
      places = std::move(wider);
    }
    if (places.size() > kNearbyMax && most > 1) break;
    atoms.clear();
    for (const int64_t place : places) {
      const auto found = cell_at_.find(place);
      if (found == cell_at_.end() || !can_be_held_[found->second]) continue;
      if (atoms_[found->second].size() == 1) atoms.push_back(atoms_[found->second][0]);
    }
  }
  return atoms;
}

bool TableProtector::IsProtected(const Amount& amount) {
  std::vector<int>& nearby = nearby_[amount.atoms];
  if (nearby.empty()) nearby = AtomsNear(amount);
  const std::optional<Reach> reach = prover_->ReachOf(amount.atoms, {}, nearby);
  if (!reach) return false;
  const int64_t target = TargetOf(amount);
  if (amount.value == kUnknown) {
    return reach->most == kWithoutEnd || reach->most - reach->least >= target;
  }
  return reach->least <= std::min<int64_t>(1, target - 1) && reach->most >= target;
}

// A place of codes in use: where nothing is stated of the amount itself, a part or neighbour of it.
std::vector<int> TableProtector::AnchorOf(const Amount& amount) const {
  std::vector<int> nodes = space_.NodesAt(amount.near);
  for (size_t axis = 0; axis < nodes.size(); ++axis) {
    const std::vector<Node>& all = space_.axes()[axis].nodes;
    const Node& own = all[static_cast<size_t>(nodes[axis])];
    if (!own.code.empty()) continue;
    const auto part = std::ranges::find_if(all, [&own](const Node& node) {
      return !node.code.empty() && std::ranges::includes(own.atoms, node.atoms);
    });
    const auto any = std::ranges::find_if(
        all, [](const Node& node) { return !node.code.empty() && !node.is_whole; });
    const auto chosen = part != all.end() ? part : any;
    if (chosen != all.end()) nodes[axis] = static_cast<int>(chosen - all.begin());
  }
  return nodes;
}

// The codes of each axis in the order in which they are taken to protect `here`: its own, then
// those whose cell differs in nothing else: of few atoms, able to give enough away, small. Others
// last.
std::vector<std::vector<int>> TableProtector::PartnerRanks(const Amount& amount) const {
  const std::vector<int> own = space_.NodesAt(amount.near);
  const std::vector<int> here = AnchorOf(amount);
  using Rank = std::tuple<size_t, bool, int64_t, int>;
  std::vector<std::vector<int>> ranks;
  for (size_t axis = 0; axis < here.size(); ++axis) {
    const std::vector<Node>& nodes = space_.axes()[axis].nodes;
    std::vector<Rank> partners;
    std::vector<int> there = here;
    for (size_t node = 0; node < nodes.size(); ++node) {
      there[axis] = static_cast<int>(node);
      const auto found = cell_at_.find(space_.PlaceOf(there));
      if (there[axis] == here[axis] || found == cell_at_.end()) continue;
      const int64_t value = question_.cells[found->second].value;
      partners.emplace_back(nodes[node].atoms.size(), value < question_.minimum, value,
                            there[axis]);
    }
    std::ranges::sort(partners);
    // A sum moves with two of its parts.
    const bool is_sum = nodes[static_cast<size_t>(own[axis])].atoms.size() > 1;
    std::vector<int>& of = ranks.emplace_back(nodes.size(), static_cast<int>(nodes.size()));
    of[static_cast<size_t>(here[axis])] = 0;
    for (size_t i = 0; i < partners.size(); ++i) {
      const int rank = static_cast<int>(is_sum ? i / 2 : i) + 1;
      of[static_cast<size_t>(std::get<3>(partners[i]))] = rank;
    }
  }
  return ranks;
}

// Published cells as a heap, the nearest on top: first those made of the amount's own codes and one
// partner in each dimension, a small cube; then two partners, and so on. Seldom more than some are
// taken, so that a large table is not sorted whole.
std::vector<TableProtector::Nearness> TableProtector::CandidatesFor(const Amount& amount) {
  const std::vector<int> here = AnchorOf(amount);
  const std::vector<std::vector<int>> partner_ranks = PartnerRanks(amount);
  std::vector<Nearness> candidates;
  for (size_t i = 0; i < question_.cells.size(); ++i) {
    const Cell& cell = question_.cells[i];
    if (!can_be_held_[i] || outcome_->cells[i].treatment != Treatment::kShown) continue;
    const std::vector<int> there = space_.NodesAt(places_[i]);
    int farthest = 0;
    int distance = 0;
    for (size_t axis = 0; axis < here.size(); ++axis) {
      farthest = std::max(farthest, partner_ranks[axis][static_cast<size_t>(there[axis])]);
      distance += here[axis] != there[axis];
    }
    candidates.emplace_back(farthest, distance, atoms_[i].size(), cell.value < question_.minimum,
                            cell.value, i);
  }
  extra_work_ += static_cast<int64_t>(question_.cells.size());
  // Equal ones in the order of their codes: the order of the cells is that of the codes.
  std::ranges::make_heap(candidates, std::ranges::greater());
  return candidates;
}

std::vector<std::string> TableProtector::CodesAt(int64_t place) const {
  std::vector<std::string> codes;
  const std::vector<int> nodes = space_.NodesAt(place);
  for (size_t i = 0; i < nodes.size(); ++i) {
    codes.push_back(space_.axes()[i].nodes[static_cast<size_t>(nodes[i])].label);
  }
  return codes;
}

bool TableProtector::ProtectOne(const Amount& amount) {
  if (IsProtected(amount)) return true;
  std::vector<Nearness> candidates = CandidatesFor(amount);
  // Each batch is as large as all before it.
  for (size_t batch = 1, taken = 0; !candidates.empty() && HasTime(); batch = taken) {
    for (const size_t end = taken + batch; taken < end && !candidates.empty(); ++taken) {
      std::ranges::pop_heap(candidates, std::ranges::greater());
      const size_t i = std::get<5>(candidates.back());
      candidates.pop_back();
      outcome_->cells[i] = {.treatment = Treatment::kSecondary, .protects = CodesAt(amount.near)};
      prover_->Hide(static_cast<int>(i));
      added_.push_back(i);
    }
    if (IsProtected(amount)) return true;
  }
  return false;
}

// False if the amount was proved by moving atoms that are not in this cell.
bool TableProtector::MayDependOn(const Amount& amount, size_t cell) const {
  const auto found = nearby_.find(amount.atoms);
  if (!prover_->IsWide() || found == nearby_.end() || found->second.empty()) return true;
  return std::ranges::any_of(found->second, [this, cell](int atom) {
    return std::ranges::binary_search(atoms_[cell], atom);
  });
}

void TableProtector::PublishNeedless(const std::vector<Amount>& amounts) {
  while (!added_.empty() && HasTime()) {
    const size_t i = added_.back();
    added_.pop_back();
    prover_->Show(static_cast<int>(i));
    const bool is_needed = std::ranges::any_of(amounts, [this, i](const Amount& amount) {
      return MayDependOn(amount, i) && (!HasTime() || !IsProtected(amount));
    });
    if (is_needed) {
      prover_->Hide(static_cast<int>(i));
    } else {
      outcome_->cells[i] = {};
    }
  }
}

// True if a reader who sees which cells are small ones, and which only protect them, finds a count.
bool TableProtector::MarksTell() {
  std::vector<Bound> bounds;
  for (size_t i = 0; i < question_.cells.size(); ++i) {
    const int relation = static_cast<int>(i);
    if (outcome_->cells[i].treatment == Treatment::kPrimary) {
      bounds.push_back({.relation = relation, .least = 1, .most = question_.minimum - 1});
    } else if (outcome_->cells[i].treatment == Treatment::kSecondary) {
      // 0 or from the minimum on: the half in which the truth lies proves enough.
      const bool is_zero = question_.cells[i].value == 0;
      bounds.push_back({.relation = relation,
                        .least = is_zero ? 0 : question_.minimum,
                        .most = is_zero ? 0 : kWithoutEnd});
    }
  }
  for (size_t i = 0; i < question_.cells.size(); ++i) {
    if (outcome_->cells[i].treatment != Treatment::kPrimary) continue;
    if (!HasTime()) return true;
    const std::optional<Reach> reach = prover_->ReachOf(atoms_[i], bounds, nearby_[atoms_[i]]);
    if (!reach || reach->least == reach->most) return true;
  }
  return false;
}

bool TableProtector::Run(TableOutcome* outcome) {
  outcome_ = outcome;
  PlaceCells();
  std::vector<int64_t> values(static_cast<size_t>(space_.places()), kUnknown);
  for (size_t i = 0; i < places_.size(); ++i) {
    values[static_cast<size_t>(places_[i])] = question_.cells[i].value;
  }
  const TrueFigures figures(space_, std::move(values));
  outcome->contradicts_itself = figures.contradicts_itself();
  if (outcome->contradicts_itself) return true;
  for (size_t i = 0; i < question_.cells.size(); ++i) {
    const Cell& cell = question_.cells[i];
    const bool is_small = cell.value >= 1 && cell.value < question_.minimum;
    if (cell.value == kUnknown || (is_small && !cell.is_locked && space_.IsBreakdown(places_[i]))) {
      outcome->cells[i].treatment = Treatment::kPrimary;
    }
  }
  MakeProver(figures);
  const std::vector<Amount> amounts = AmountsToProtect(figures);
  if (amounts.size() > kAmountsMax) return false;
  const bool has_locked = std::ranges::any_of(question_.cells, &Cell::is_locked);
  std::vector<Amount> protected_ones;
  for (const Amount& amount : amounts) {
    if (ProtectOne(amount)) {
      protected_ones.push_back(amount);
    } else if (!has_locked || !HasTime()) {
      return false;
    } else {
      outcome->exposed.push_back(CodesAt(amount.near));
    }
  }
  PublishNeedless(protected_ones);
  outcome->marks_tell = MarksTell();
  return true;
}

// The divisible dimension with the most codes; -1 if none divides anything.
int WidestDimension(const Space& space) {
  int widest = -1;
  size_t most = 0;
  for (size_t i = 0; i < space.axes().size(); ++i) {
    const Axis& axis = space.axes()[i];
    const bool divides = std::ranges::any_of(
        axis.nodes, [](const Node& node) { return !node.code.empty() && !node.is_whole; });
    if (!axis.is_divisible || !divides || axis.nodes.size() <= most) continue;
    widest = static_cast<int>(i);
    most = axis.nodes.size();
  }
  return widest;
}

// Where nothing can be proved. Without a small count there is nothing to protect.
void HoldBackAll(const TableQuestion& question, TableOutcome* outcome) {
  const bool has_small = std::ranges::any_of(question.cells, [&question](const Cell& cell) {
    return cell.value == kUnknown || (cell.value >= 1 && cell.value < question.minimum);
  });
  if (!has_small) return;
  for (size_t i = 0; i < question.cells.size(); ++i) {
    const Cell& cell = question.cells[i];
    if (cell.is_locked || !HasBreakdown(*question.catalogue, *question.indicator, cell.codes)) {
      continue;
    }
    const bool is_small =
        cell.value == kUnknown || (cell.value >= 1 && cell.value < question.minimum);
    outcome->cells[i].treatment = is_small ? Treatment::kPrimary : Treatment::kSecondary;
  }
}

TableOutcome Blank(const TableQuestion& question) {
  TableOutcome outcome;
  outcome.cells.resize(question.cells.size());
  return outcome;
}

}  // namespace

bool HasBreakdown(const catalogue::Catalogue& catalogue, const catalogue::Indicator& indicator,
                  const std::vector<std::string>& codes) {
  for (size_t i = 0; i < codes.size(); ++i) {
    if (!IsWholeCode(indicator, *catalogue.FindDimension(indicator.dimensions[i]), codes[i])) {
      return true;
    }
  }
  return false;
}

TableOutcome ProtectTable(const TableQuestion& question) {
  const Space space = SpaceOf(question);
  TableOutcome outcome = Blank(question);
  if (!space.IsTooLarge() && TableProtector(question, space).Run(&outcome)) {
    if (outcome.contradicts_itself) HoldBackAll(question, &outcome);
    return outcome;
  }
  const int widest = WidestDimension(space);
  outcome = Blank(question);
  if (widest < 0) {
    HoldBackAll(question, &outcome);
    return outcome;
  }
  // Cells broken down by this dimension are held back; the others are a smaller table.
  const Axis& axis = space.axes()[static_cast<size_t>(widest)];
  TableQuestion coarser = question;
  coarser.cells.clear();
  std::vector<size_t> kept;
  for (size_t i = 0; i < question.cells.size(); ++i) {
    const Cell& cell = question.cells[i];
    const std::string& code = cell.codes[static_cast<size_t>(widest)];
    if (axis.nodes[static_cast<size_t>(axis.NodeOf(code))].is_whole) {
      coarser.cells.push_back(cell);
      kept.push_back(i);
      continue;
    }
    const bool is_small = cell.value >= 1 && cell.value < question.minimum;
    if (cell.is_locked) {
      outcome.exposed.push_back(cell.codes);
    } else {
      outcome.cells[i].treatment =
          is_small || cell.value == kUnknown ? Treatment::kPrimary : Treatment::kSecondary;
    }
  }
  TableOutcome rest = ProtectTable(coarser);
  for (size_t i = 0; i < kept.size(); ++i) outcome.cells[kept[i]] = rest.cells[i];
  outcome.exposed.insert(outcome.exposed.end(), rest.exposed.begin(), rest.exposed.end());
  outcome.dropped_dimensions = {axis.dimension};
  outcome.dropped_dimensions.insert(outcome.dropped_dimensions.end(),
                                    rest.dropped_dimensions.begin(), rest.dropped_dimensions.end());
  outcome.contradicts_itself = rest.contradicts_itself;
  outcome.marks_tell = true;
  return outcome;
}

}  // namespace lontar::disclosure
