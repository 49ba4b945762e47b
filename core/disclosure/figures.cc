#include "core/disclosure/figures.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace lontar::disclosure {
namespace {

// What follows along one axis may let something follow along another; each round goes over all.
constexpr int kRoundsMax = 4;

}  // namespace

template <class Function>
void TrueFigures::ForEachLine(size_t axis, Function function) const {
  const int64_t stride = space_.StrideOf(axis);
  const int64_t length = stride * static_cast<int64_t>(space_.axes()[axis].nodes.size());
  for (int64_t block = 0; block < space_.places(); block += length) {
    for (int64_t first = block; first < block + stride; ++first) function(first);
  }
}

TrueFigures::TrueFigures(const Space& space, std::vector<int64_t> values)
    : space_(space), values_(std::move(values)) {
  bool has_changed = true;
  for (int round = 0; round < kRoundsMax && has_changed; ++round) {
    has_changed = false;
    for (size_t axis = 0; axis < space_.axes().size(); ++axis) {
      ForEachLine(axis, [this, axis, &has_changed](int64_t first) {
        if (FillSplits(axis, first)) has_changed = true;
        if (FillSpans(axis, first)) has_changed = true;
      });
    }
  }
  FindEmptyRests();
}

// True if something new is known.
bool TrueFigures::Set(int64_t place, int64_t value) {
  if (value < 0) {
    contradicts_itself_ = true;
    return false;
  }
  int64_t& known = values_[static_cast<size_t>(place)];
  if (known == value) return false;
  if (known != kUnknown) contradicts_itself_ = true;
  const bool is_new = known == kUnknown;
  if (is_new) known = value;
  return is_new;
}

bool TrueFigures::FillSplits(size_t axis, int64_t first) {
  const int64_t stride = space_.StrideOf(axis);
  bool has_changed = false;
  for (const Split& split : space_.axes()[axis].splits) {
    int64_t sum = 0;
    int64_t missing = -1;
    int missing_count = 0;
    const auto take = [&](int node) {
      const int64_t place = first + stride * node;
      if (At(place) == kUnknown) {
        ++missing_count;
        missing = place;
      } else {
        sum += At(place);
      }
    };
    for (const int part : split.parts) take(part);
    take(split.rest);
    const int64_t whole = first + stride * split.whole;
    if (At(whole) != kUnknown && sum > At(whole)) contradicts_itself_ = true;
    if (missing_count == 0) {
      has_changed |= Set(whole, sum);
    } else if (missing_count == 1 && At(whole) != kUnknown) {
      has_changed |= Set(missing, At(whole) - sum);
    }
  }
  return has_changed;
}

// Counts up to a cut: known ones hang together along the spans.
bool TrueFigures::FillSpans(size_t axis, int64_t first) {
  const Axis& of = space_.axes()[axis];
  if (of.spans.empty()) return false;
  const int64_t stride = space_.StrideOf(axis);
  std::vector<int> group(static_cast<size_t>(of.cuts));
  std::vector<int64_t> upto(static_cast<size_t>(of.cuts), 0);
  for (size_t cut = 0; cut < group.size(); ++cut) group[cut] = static_cast<int>(cut);
  for (const Span& span : of.spans) {
    const int64_t value = At(first + stride * span.node);
    const size_t from = static_cast<size_t>(span.from);
    const size_t to = static_cast<size_t>(span.to);
    if (value == kUnknown || group[from] == group[to]) continue;
    const int moved = group[to];
    const int64_t shift = upto[from] + value - upto[to];
    for (size_t cut = 0; cut < group.size(); ++cut) {
      if (group[cut] != moved) continue;
      group[cut] = group[from];
      upto[cut] += shift;
    }
  }
  bool has_changed = false;
  for (const Span& span : of.spans) {
    const size_t from = static_cast<size_t>(span.from);
    const size_t to = static_cast<size_t>(span.to);
    if (group[from] == group[to]) {
      has_changed |= Set(first + stride * span.node, upto[to] - upto[from]);
    }
  }
  return has_changed;
}

void TrueFigures::FindEmptyRests() {
  for (size_t axis = 0; axis < space_.axes().size(); ++axis) {
    const Axis& of = space_.axes()[axis];
    const int64_t stride = space_.StrideOf(axis);
    ForEachLine(axis, [&](int64_t first) {
      for (const Split& split : of.splits) {
        size_t atoms = 0;
        for (const int part : split.parts) {
          const size_t node = static_cast<size_t>(part);
          if (At(first + stride * part) != kUnknown) atoms += of.nodes[node].atoms.size();
        }
        const int64_t rest = first + stride * split.rest;
        if (At(rest) == 0 && atoms >= 2) empty_rests_.push_back(rest);
      }
    });
  }
}

void TrueFigures::AddComplements(int64_t most, std::vector<Amount>* amounts) const {
  for (size_t axis = 0; axis < space_.axes().size(); ++axis) {
    const int64_t stride = space_.StrideOf(axis);
    ForEachLine(axis, [&](int64_t first) {
      for (const Split& split : space_.axes()[axis].splits) {
        const int64_t whole = first + stride * split.whole;
        if (At(whole) == kUnknown) continue;
        int64_t left = At(whole);
        std::vector<int64_t> unknown;
        std::vector<int> nodes = split.parts;
        nodes.push_back(split.rest);
        for (const int node : nodes) {
          const int64_t place = first + stride * node;
          if (At(place) == kUnknown) unknown.push_back(place);
          left -= std::max<int64_t>(At(place), 0);
        }
        if (unknown.size() < 2 || unknown.size() == nodes.size() || left < 1 || left > most) {
          continue;
        }
        Amount amount{.value = left, .near = whole};
        for (const int64_t place : unknown) {
          const std::vector<int> atoms = space_.AtomsAt(place);
          amount.atoms.insert(amount.atoms.end(), atoms.begin(), atoms.end());
        }
        std::ranges::sort(amount.atoms);
        amounts->push_back(std::move(amount));
      }
    });
  }
}

std::vector<Amount> TrueFigures::SmallAmounts(int64_t most) const {
  std::vector<Amount> amounts;
  for (int64_t place = 0; place < space_.places(); ++place) {
    const int64_t value = At(place);
    if (value < 1 || value > most || !space_.IsBreakdown(place)) continue;
    amounts.push_back(
        {.atoms = space_.AtomsAt(place), .value = value, .place = place, .near = place});
  }
  AddComplements(most, &amounts);
  std::set<std::vector<int>> seen;
  std::erase_if(amounts,
                [&seen](const Amount& amount) { return !seen.insert(amount.atoms).second; });
  return amounts;
}

}  // namespace lontar::disclosure
