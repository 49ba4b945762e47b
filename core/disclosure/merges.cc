#include "core/disclosure/merges.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "core/observation/age.h"

namespace lontar::disclosure {
namespace {

using Codes = std::vector<std::string>;
// Counts of one code by the codes in all other dimensions.
using Slice = std::map<Codes, int64_t>;

bool IsSmall(int64_t value, int64_t minimum) { return value >= 1 && value < minimum; }

bool HasSmall(const Slice& slice, int64_t minimum) {
  return std::ranges::any_of(slice,
                             [minimum](const auto& cell) { return IsSmall(cell.second, minimum); });
}

void AddTo(const Slice& from, Slice* to) {
  for (const auto& [codes, value] : from) (*to)[codes] += value;
}

// Codes of one dimension that divide one whole, in an order in which neighbours may be merged.
struct Parts {
  Codes codes;
  bool is_ordered = false;  // only neighbours
};

// Brackets that follow each other without a gap and do not overlap; empty if they do not.
Codes Chain(const std::set<std::string>& codes) {
  std::vector<std::pair<observation::AgeInterval, std::string>> brackets;
  for (const std::string& code : codes) {
    const auto age = observation::AgeOf(code);
    if (age) brackets.emplace_back(*age, code);
  }
  std::ranges::sort(brackets, {}, [](const auto& bracket) { return bracket.first.from; });
  Codes chain;
  for (size_t i = 0; i < brackets.size(); ++i) {
    if (i > 0 && brackets[i - 1].first.to.value_or(-2) + 1 != brackets[i].first.from) return {};
    chain.push_back(brackets[i].second);
  }
  return chain;
}

class MergeFinder {
 public:
  MergeFinder(const TableQuestion& question, size_t axis) : question_(question), axis_(axis) {
    for (const Cell& cell : question.cells) {
      if (cell.value == kUnknown) continue;
      Codes others = cell.codes;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(axis));
      slices_[cell.codes[axis]][others] = cell.value;
    }
  }

  // Empty if merging along this dimension does not do.
  std::vector<Codes> Groups() const {
    const Parts parts = PartsInUse();
    if (parts.codes.size() < 2 || !SmallLiesInParts(parts.codes)) return {};
    std::vector<Codes> groups;
    std::vector<Slice> sums;
    for (const std::string& code : InMergingOrder(parts)) {
      if (groups.empty() || !HasSmall(sums.back(), question_.minimum)) {
        groups.emplace_back();
        sums.emplace_back();
      }
      groups.back().push_back(code);
      AddTo(slices_.at(code), &sums.back());
    }
    // What is left over at the end goes to the one before.
    while (groups.size() > 1 && HasSmall(sums.back(), question_.minimum)) {
      Codes& into = groups[groups.size() - 2];
      into.insert(into.end(), groups.back().begin(), groups.back().end());
      AddTo(sums.back(), &sums[sums.size() - 2]);
      groups.pop_back();
      sums.pop_back();
    }
    if (HasSmall(sums.back(), question_.minimum)) return {};
    return groups;
  }

 private:
  const catalogue::Dimension& dimension() const {
    return *question_.catalogue->FindDimension(question_.indicator->dimensions[axis_]);
  }

  Parts PartsInUse() const {
    std::set<std::string> codes;
    for (const auto& [code, slice] : slices_) {
      if (!IsWholeCode(*question_.indicator, dimension(), code)) codes.insert(code);
    }
    if (dimension().is_age) return {.codes = Chain(codes), .is_ordered = true};
    // Only codes with the parent of most of them: a code and a part of it are not merged.
    // A code that the list does not have stands directly under the total.
    const auto& listed = question_.catalogue->FindCodeList(dimension().code_list)->codes;
    std::map<std::string, Codes> by_parent;
    for (const std::string& code : codes) {
      const auto found = std::ranges::find(listed, code, &catalogue::Code::id);
      by_parent[found == listed.end() ? "" : found->parent].push_back(code);
    }
    Parts parts;
    for (const auto& [parent, children] : by_parent) {
      if (children.size() > parts.codes.size()) parts.codes = children;
    }
    return parts;
  }

  // A small count at another code would stay.
  bool SmallLiesInParts(const Codes& parts) const {
    bool has_small = false;
    for (const auto& [code, slice] : slices_) {
      if (!HasSmall(slice, question_.minimum)) continue;
      has_small = true;
      if (std::ranges::find(parts, code) != parts.end()) continue;
      for (const auto& [codes, value] : slice) {
        const bool is_small = IsSmall(value, question_.minimum);
        Codes all = codes;
        all.insert(all.begin() + static_cast<std::ptrdiff_t>(axis_), code);
        if (is_small && HasBreakdown(*question_.catalogue, *question_.indicator, all)) return false;
      }
    }
    return has_small;
  }

  // Those with small counts first, so that they come together, then from the smallest on; brackets
  // as they lie.
  Codes InMergingOrder(const Parts& parts) const {
    Codes codes = parts.codes;
    if (parts.is_ordered) return codes;
    std::ranges::stable_sort(codes, {}, [this](const std::string& code) {
      int64_t sum = 0;
      for (const auto& [others, value] : slices_.at(code)) sum += value;
      return std::pair(!HasSmall(slices_.at(code), question_.minimum), sum);
    });
    return codes;
  }

  const TableQuestion& question_;
  size_t axis_;
  std::map<std::string, Slice> slices_;
};

}  // namespace

std::vector<MergeProposal> ProposeMerges(const TableQuestion& question) {
  std::vector<MergeProposal> proposals;
  for (size_t axis = 0; axis < question.indicator->dimensions.size(); ++axis) {
    std::vector<Codes> groups = MergeFinder(question, axis).Groups();
    if (groups.empty()) continue;
    proposals.push_back(
        {.dimension = question.indicator->dimensions[axis], .groups = std::move(groups)});
  }
  // What keeps most groups first.
  std::ranges::stable_sort(proposals, std::greater<>(),
                           [](const MergeProposal& proposal) { return proposal.groups.size(); });
  return proposals;
}

}  // namespace lontar::disclosure
