#include "core/disclosure/space.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/observation/age.h"

namespace lontar::disclosure {
namespace {

using catalogue::Catalogue;
using catalogue::Dimension;
using catalogue::Indicator;
using observation::AgeInterval;

constexpr int kOpenEnd = 1000;  // past every age
// Beyond so many cuts only the brackets in use and the years between neighbouring cuts are places.
constexpr size_t kCutsForAllSpans = 12;
constexpr int64_t kCountMax = int64_t{1} << 40;  // a product is not followed further

int EndOf(const AgeInterval& age) { return age.to ? *age.to + 1 : kOpenEnd; }

std::string LabelOf(int from, int end) {
  if (end == kOpenEnd) return absl::StrCat("Y_GE", from);
  return end == from + 1 ? absl::StrCat("Y", from) : absl::StrCat("Y", from, "T", end - 1);
}

class AxisMaker {
 public:
  AxisMaker(const Catalogue& catalogue, const Indicator& indicator, const Dimension& dimension)
      : catalogue_(catalogue), indicator_(indicator), dimension_(dimension) {}

  Axis Make(const std::vector<std::string>& codes) {
    axis_.dimension = dimension_.id;
    const auto rule = indicator_.specified.find(dimension_.id);
    axis_.is_divisible = rule == indicator_.specified.end() || !rule->second.empty();
    if (!axis_.is_divisible) {
      for (const std::string& code : codes) AddNode(code, {axis_.atoms++});
    } else {
      AddParts(codes);
    }
    return std::move(axis_);
  }

 private:
  int AddNode(const std::string& code, std::vector<int> atoms, const std::string& label = "") {
    std::ranges::sort(atoms);
    axis_.nodes.push_back({.code = code,
                           .label = code.empty() ? label : code,
                           .atoms = std::move(atoms),
                           .is_whole = !code.empty() && IsWholeCode(indicator_, dimension_, code)});
    return static_cast<int>(axis_.nodes.size()) - 1;
  }

  void AddParts(const std::vector<std::string>& codes) {
    std::map<std::string, AgeInterval> brackets;
    std::set<std::string> others;
    for (const std::string& code : codes) {
      const auto age = dimension_.is_age ? observation::AgeOf(code) : std::nullopt;
      if (age) {
        brackets.emplace(code, *age);
      } else if (code != dimension_.total) {
        others.insert(code);
      }
    }
    std::vector<int> tops = AddSpans(brackets);
    for (const std::string& code : others) {
      if (ParentIn(others, code).empty()) tops.push_back(AddTree(others, code));
    }
    // Where the indicator has an age range of its own, no code contains all others.
    const bool has_total = std::ranges::find(codes, dimension_.total) != codes.end();
    if (has_total) AddSplit(dimension_.total, tops);
  }

  int AddSplit(const std::string& code, const std::vector<int>& parts) {
    std::vector<int> atoms;
    for (const int part : parts) {
      const std::vector<int>& of = axis_.nodes[static_cast<size_t>(part)].atoms;
      atoms.insert(atoms.end(), of.begin(), of.end());
    }
    const int rest_atom = axis_.atoms++;
    atoms.push_back(rest_atom);
    const int whole = AddNode(code, std::move(atoms));
    if (!parts.empty()) {
      const int rest = AddNode("", {rest_atom}, "rest");
      axis_.splits.push_back({.whole = whole, .parts = parts, .rest = rest});
    }
    return whole;
  }

  // The nearest code above that is in use.
  std::string ParentIn(const std::set<std::string>& used, const std::string& code) const {
    const auto& codes = catalogue_.FindCodeList(dimension_.code_list)->codes;
    std::string above = code;
    for (size_t steps = 0; steps < codes.size(); ++steps) {
      const auto found = std::ranges::find(codes, above, &catalogue::Code::id);
      if (found == codes.end() || found->parent.empty()) return "";
      above = found->parent;
      if (used.contains(above)) return above;
    }
    return "";
  }

  int AddTree(const std::set<std::string>& used, const std::string& code) {
    std::vector<int> parts;
    for (const std::string& child : used) {
      if (ParentIn(used, child) == code) parts.push_back(AddTree(used, child));
    }
    if (parts.empty()) return AddNode(code, {axis_.atoms++});
    return AddSplit(code, parts);
  }

  void AddSpan(const std::string& code, int from, int to) {
    std::vector<int> atoms;
    for (int atom = from; atom < to; ++atom) atoms.push_back(atom);
    const std::string label =
        LabelOf(cuts_[static_cast<size_t>(from)], cuts_[static_cast<size_t>(to)]);
    axis_.spans.push_back({.node = AddNode(code, std::move(atoms), label), .from = from, .to = to});
  }

  // The brackets in use and what lies between their cuts. The node from the first to the last cut,
  // if there is one, as a list.
  std::vector<int> AddSpans(const std::map<std::string, AgeInterval>& brackets) {
    if (brackets.empty()) return {};
    std::set<int> years;
    for (const auto& [code, age] : brackets) years.insert({age.from, EndOf(age)});
    cuts_.assign(years.begin(), years.end());
    const auto cut_of = [this](int year) {
      return static_cast<int>(std::ranges::lower_bound(cuts_, year) - cuts_.begin());
    };
    axis_.cuts = static_cast<int>(cuts_.size());
    axis_.atoms = axis_.cuts - 1;
    std::set<std::pair<int, int>> made;
    for (const auto& [code, age] : brackets) {
      AddSpan(code, cut_of(age.from), cut_of(EndOf(age)));
      made.emplace(cut_of(age.from), cut_of(EndOf(age)));
    }
    for (int from = 0; from < axis_.atoms; ++from) {
      for (int to = from + 1; to <= axis_.atoms; ++to) {
        const bool is_needed =
            cuts_.size() <= kCutsForAllSpans || to == from + 1 || (from == 0 && to == axis_.atoms);
        if (is_needed && made.emplace(from, to).second) AddSpan("", from, to);
      }
    }
    for (const Span& span : axis_.spans) {
      if (span.from == 0 && span.to == axis_.atoms) return {span.node};
    }
    return {};
  }

  const Catalogue& catalogue_;
  const Indicator& indicator_;
  const Dimension& dimension_;
  std::vector<int> cuts_;  // years
  Axis axis_;
};

}  // namespace

bool IsSpecifiedCode(const Indicator& indicator, const Dimension& dimension,
                     const std::string& code) {
  const auto rule = indicator.specified.find(dimension.id);
  if (rule != indicator.specified.end()) {
    return rule->second.empty() || std::ranges::find(rule->second, code) != rule->second.end();
  }
  if (dimension.is_age && indicator.age_range) return code == indicator.age_code;
  return code == dimension.total;
}

bool IsWholeCode(const Indicator& indicator, const Dimension& dimension, const std::string& code) {
  if (IsSpecifiedCode(indicator, dimension, code)) return true;
  return code == dimension.total && !(dimension.is_age && indicator.age_range);
}

int Axis::NodeOf(const std::string& code) const {
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].code == code) return static_cast<int>(i);
  }
  return -1;
}

Axis MakeAxis(const Catalogue& catalogue, const Indicator& indicator, const std::string& dimension,
              const std::vector<std::string>& codes) {
  return AxisMaker(catalogue, indicator, *catalogue.FindDimension(dimension)).Make(codes);
}

Space::Space(std::vector<Axis> axes) : axes_(std::move(axes)), strides_(axes_.size(), 1) {
  for (size_t i = axes_.size(); i-- > 0;) {
    strides_[i] = places_;
    places_ = std::min(places_ * static_cast<int64_t>(axes_[i].nodes.size()), kCountMax);
    atoms_ = std::min(atoms_ * axes_[i].atoms, kCountMax);
  }
}

int64_t Space::PlaceOf(const std::vector<int>& nodes) const {
  int64_t place = 0;
  for (size_t i = 0; i < axes_.size(); ++i) place += strides_[i] * nodes[i];
  return place;
}

std::vector<int> Space::NodesAt(int64_t place) const {
  std::vector<int> nodes(axes_.size());
  for (size_t i = 0; i < axes_.size(); ++i) {
    nodes[i] = static_cast<int>(place / strides_[i]);
    place %= strides_[i];
  }
  return nodes;
}

std::vector<int> Space::AtomsAt(int64_t place) const {
  const std::vector<int> nodes = NodesAt(place);
  std::vector<int> atoms = {0};
  for (size_t i = 0; i < axes_.size(); ++i) {
    std::vector<int> wider;
    for (const int above : atoms) {
      for (const int atom : axes_[i].nodes[static_cast<size_t>(nodes[i])].atoms) {
        wider.push_back(above * axes_[i].atoms + atom);
      }
    }
    atoms = std::move(wider);
  }
  return atoms;
}

bool Space::IsBreakdown(int64_t place) const {
  const std::vector<int> nodes = NodesAt(place);
  for (size_t i = 0; i < axes_.size(); ++i) {
    if (!axes_[i].nodes[static_cast<size_t>(nodes[i])].is_whole) return true;
  }
  return false;
}

}  // namespace lontar::disclosure
