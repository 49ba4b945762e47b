#include "core/sdmx/selection.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/observation/decimal.h"
#include "core/sdmx/time_value.h"

namespace lontar::sdmx {
namespace {

constexpr absl::string_view kArea = "REF_AREA";
constexpr absl::string_view kProvider = "DATA_PROVIDER";

absl::Status SelectionProblem(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "SDMX_QUERY", sentence);
}

bool IsNumber(const Component& component) {
  return component.text_type == "Decimal" || component.text_type == "Integer";
}

bool IsText(Op op) {
  return op == Op::kContains || op == Op::kContainsNot || op == Op::kStartsWith ||
         op == Op::kEndsWith;
}

// Of an order: -1, 0, 1.
bool Holds(Op op, int order) {
  switch (op) {
    case Op::kEq:
      return order == 0;
    case Op::kNe:
      return order != 0;
    case Op::kLt:
      return order < 0;
    case Op::kLe:
      return order <= 0;
    case Op::kGt:
      return order > 0;
    case Op::kGe:
      return order >= 0;
    default:
      return false;
  }
}

bool TextHolds(const Term& term, const std::string& text) {
  switch (term.op) {
    case Op::kContains:
      return absl::StrContains(text, term.value);
    case Op::kContainsNot:
      return !absl::StrContains(text, term.value);
    case Op::kStartsWith:
      return absl::StartsWith(text, term.value);
    case Op::kEndsWith:
      return absl::EndsWith(text, term.value);
    default:
      return Holds(term.op, text.compare(term.value));
  }
}

bool NumberHolds(const Term& term, const std::string& text) {
  const auto value = observation::ParseDecimal(text);
  const auto asked = observation::ParseDecimal(term.value);
  return value.ok() && asked.ok() && Holds(term.op, observation::Compare(*value, *asked));
}

// A period is before another where it ends before the other begins; "from 2016" takes what begins
// in 2016 or later, "to 2016" what ends by then.
bool TimeHolds(const Term& term, const std::string& period) {
  const auto value = TimeBoundsOf(period);
  const auto asked = TimeBoundsOf(term.value);
  if (!value || !asked) return term.op == Op::kNe;
  switch (term.op) {
    case Op::kEq:
      return *value == *asked;
    case Op::kNe:
      return *value != *asked;
    case Op::kLt:
      return value->last < asked->first;
    case Op::kLe:
      return value->last <= asked->last;
    case Op::kGt:
      return value->first > asked->last;
    case Op::kGe:
      return value->first >= asked->first;
    default:
      return false;
  }
}

const Component* FindComponent(const Structure& structure, absl::string_view id) {
  const int dimension = structure.DimensionAt(id);
  if (dimension >= 0) return &structure.dimensions[dimension];
  const int attribute = structure.AttributeAt(id);
  if (attribute >= 0) return &structure.attributes[attribute];
  if (id == structure.time.id) return &structure.time;
  return id == structure.measure.id ? &structure.measure : nullptr;
}

absl::Status CheckTerm(const Term& term, const Component& component, bool is_time) {
  if (IsText(term.op)) {
    if (!is_time) return absl::OkStatus();
    return SelectionProblem(absl::StrCat("c[", component.id,
                                         "] is compared as a time: write eq, ne, lt, le, gt or "
                                         "ge"));
  }
  if (is_time && !TimeBoundsOf(term.value)) {
    return SelectionProblem(absl::StrCat(base::Quoted(term.value), " of ", component.id,
                                         " is no period; write 2016, 2016-Q3, 2016-07 or "
                                         "2016-07-15"));
  }
  if (IsNumber(component) && !observation::ParseDecimal(term.value).ok()) {
    return SelectionProblem(
        absl::StrCat(base::Quoted(term.value), " of ", component.id, " is no number; write 12.5"));
  }
  return absl::OkStatus();
}

bool AreAllEqual(const std::vector<std::vector<Term>>& any) {
  return std::ranges::all_of(any, [](const std::vector<Term>& all) {
    return all.size() == 1 && all.front().op == Op::kEq;
  });
}

}  // namespace

absl::Status CheckSelection(const Selection& selection, const Structure& structure) {
  for (const KeyPattern& key : selection.keys) {
    if (key.size() <= structure.dimensions.size()) continue;
    return SelectionProblem(absl::StrCat("the key has ", key.size(), " positions, the structure ",
                                         structure.dimensions.size(),
                                         " dimensions besides TIME_PERIOD"));
  }
  for (const ComponentFilter& filter : selection.filters) {
    const Component* component = FindComponent(structure, filter.component);
    if (component == nullptr) {
      return SelectionProblem(absl::StrCat(base::Quoted(filter.component), " is no component of ",
                                           structure.reference.Text(),
                                           "; its structure lists them"));
    }
    for (const std::vector<Term>& all : filter.any) {
      for (const Term& term : all) {
        LONTAR_RETURN_IF_ERROR(CheckTerm(term, *component, component == &structure.time));
      }
    }
  }
  if (!selection.attributes) return absl::OkStatus();
  for (const std::string& id : *selection.attributes) {
    if (structure.AttributeAt(id) >= 0) continue;
    return SelectionProblem(
        absl::StrCat(base::Quoted(id), " is no attribute of ", structure.reference.Text()));
  }
  return absl::OkStatus();
}

Structure StructureOfSelection(const Selection& selection, const Structure& structure) {
  Structure reduced = structure;
  if (!selection.attributes) return reduced;
  std::erase_if(reduced.attributes, [&](const Component& attribute) {
    return std::ranges::find(*selection.attributes, attribute.id) == selection.attributes->end();
  });
  return reduced;
}

std::optional<std::vector<std::string>> CodesAskedFor(const Selection& selection,
                                                      const Structure& structure,
                                                      absl::string_view dimension) {
  for (const ComponentFilter& filter : selection.filters) {
    if (filter.component != dimension || !AreAllEqual(filter.any)) continue;
    std::vector<std::string> codes;
    for (const std::vector<Term>& all : filter.any) codes.push_back(all.front().value);
    return codes;
  }
  const auto place = static_cast<size_t>(structure.DimensionAt(dimension));
  std::vector<std::string> codes;
  for (const KeyPattern& key : selection.keys) {
    if (place >= key.size() || key[place].empty()) return std::nullopt;
    codes.insert(codes.end(), key[place].begin(), key[place].end());
  }
  return selection.keys.empty() ? std::nullopt : std::optional(codes);
}

// A filter with the place of what it speaks of.
struct Matcher::Filter {
  enum class Of { kDimension, kTime, kMeasure, kAttribute };
  Of of = Of::kDimension;
  int place = -1;
  bool is_number = false;
  const ComponentFilter* asked = nullptr;

  bool TermHolds(const Term& term, const std::string& text) const {
    if (of == Of::kTime) return TimeHolds(term, text);
    // What is not stated is nothing, and so is not this.
    if (text.empty()) return term.op == Op::kNe || term.op == Op::kContainsNot;
    return is_number && !IsText(term.op) ? NumberHolds(term, text) : TextHolds(term, text);
  }
  bool Fits(const Observation& observation) const {
    const std::string& text = of == Of::kDimension ? observation.key[place]
                              : of == Of::kTime    ? observation.period
                              : of == Of::kMeasure ? observation.value
                                                   : observation.attributes[place];
    return std::ranges::any_of(asked->any, [&](const std::vector<Term>& all) {
      return std::ranges::all_of(all, [&](const Term& term) { return TermHolds(term, text); });
    });
  }
};

Matcher::Matcher(const Selection& selection, const Structure& structure)
    : selection_(selection),
      provider_place_(structure.AttributeAt(kProvider)),
      area_place_(structure.DimensionAt(kArea)) {
  for (const ComponentFilter& asked : selection.filters) {
    Filter filter;
    filter.asked = &asked;
    filter.place = structure.DimensionAt(asked.component);
    if (asked.component == structure.time.id) {
      filter.of = Filter::Of::kTime;
      filter.place = static_cast<int>(structure.dimensions.size());
    } else if (asked.component == structure.measure.id) {
      filter.of = Filter::Of::kMeasure;
      filter.is_number = true;
    } else if (filter.place < 0) {
      filter.of = Filter::Of::kAttribute;
      filter.place = structure.AttributeAt(asked.component);
      filter.is_number = IsNumber(structure.attributes[filter.place]);
    }
    filters_.push_back(filter);
  }
}

Matcher::~Matcher() = default;

bool Matcher::FitsKeys(const Observation& observation, int free) const {
  if (selection_.keys.empty()) return true;
  return std::ranges::any_of(selection_.keys, [&](const KeyPattern& key) {
    for (size_t i = 0; i < key.size(); ++i) {
      if (key[i].empty() || static_cast<int>(i) == free) continue;
      if (std::ranges::find(key[i], observation.key[i]) == key[i].end()) return false;
    }
    return true;
  });
}

bool Matcher::FitsProviders(const Observation& observation) const {
  if (selection_.providers.empty()) return true;
  return std::ranges::any_of(selection_.providers, [&](const std::string& provider) {
    return provider == observation.key[area_place_] ||
           provider == observation.attributes[provider_place_];
  });
}

bool Matcher::Matches(const Observation& observation, int free) const {
  const auto fits = [&](const Filter& filter) {
    const bool is_free = filter.place == free &&
                         (filter.of == Filter::Of::kDimension || filter.of == Filter::Of::kTime);
    return is_free || filter.Fits(observation);
  };
  return FitsKeys(observation, free) && FitsProviders(observation) &&
         std::ranges::all_of(filters_, fits);
}

Selector::Selector(const Selection& selection, const Structure& structure, ObservationSink* next)
    : selection_(selection), matcher_(selection, structure), next_(next) {
  for (const Component& attribute : structure.attributes) {
    kept_attributes_.push_back(!selection.attributes ||
                               std::ranges::find(*selection.attributes, attribute.id) !=
                                   selection.attributes->end());
  }
}

absl::Status Selector::Observe(const Observation& observation) {
  if (is_full() || !matcher_.Matches(observation)) return absl::OkStatus();
  if (observation.key != key_ || observation.is_deleted != is_deleted_ ||
      observation.edition != edition_) {
    LONTAR_RETURN_IF_ERROR(EndSeries());
    edition_ = observation.edition;
    key_ = observation.key;
    is_deleted_ = observation.is_deleted;
    in_series_ = 0;
  }
  ++in_series_;
  if (selection_.is_series_only) {
    if (in_series_ > 1) return absl::OkStatus();
    Observation series = observation;
    series.period.clear();
    series.value.clear();
    return HandOn(series);
  }
  return Keep(observation);
}

// The first of a series at once; the last ones when the series has ended.
absl::Status Selector::Keep(const Observation& observation) {
  if (selection_.first && in_series_ <= *selection_.first) return HandOn(observation);
  if (selection_.last) {
    last_.push_back(observation);
    if (last_.size() > *selection_.last) last_.pop_front();
    return absl::OkStatus();
  }
  return selection_.first ? absl::OkStatus() : HandOn(observation);
}

absl::Status Selector::EndSeries() {
  for (const Observation& observation : last_) LONTAR_RETURN_IF_ERROR(HandOn(observation));
  last_.clear();
  return absl::OkStatus();
}

absl::Status Selector::End() {
  LONTAR_RETURN_IF_ERROR(EndSeries());
  return next_->End();
}

absl::Status Selector::HandOn(const Observation& observation) {
  if (is_full() || seen_++ < selection_.offset) return absl::OkStatus();
  ++handed_on_;
  if (!selection_.attributes && selection_.has_values) return next_->Observe(observation);
  Observation reduced = observation;
  if (!selection_.has_values) reduced.value.clear();
  reduced.attributes.clear();
  for (size_t i = 0; i < observation.attributes.size(); ++i) {
    if (kept_attributes_[i]) reduced.attributes.push_back(observation.attributes[i]);
  }
  return next_->Observe(reduced);
}

}  // namespace lontar::sdmx
