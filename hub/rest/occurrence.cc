#include "hub/rest/occurrence.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/sdmx/time_value.h"

namespace lontar::hub::rest {
namespace {

// The one that begins first, and the one that ends last.
std::pair<std::string, std::string> EndsOf(const std::set<std::string>& periods) {
  const std::string* first = nullptr;
  const std::string* last = nullptr;
  for (const std::string& period : periods) {
    const auto bounds = sdmx::TimeBoundsOf(period);
    if (!bounds) continue;
    if (first == nullptr || bounds->first < sdmx::TimeBoundsOf(*first)->first) first = &period;
    if (last == nullptr || bounds->last > sdmx::TimeBoundsOf(*last)->last) last = &period;
  }
  if (first == nullptr) return {};
  return {*first, *last};
}

bool IsAskedFor(const std::vector<std::string>& components, const std::string& id) {
  return components.empty() || std::ranges::find(components, id) != components.end();
}

// The codes with all that stand above them in the list.
std::set<std::string> WithParents(const sdmx::ItemScheme& list,
                                  const std::vector<std::string>& codes) {
  std::set<std::string> kept;
  for (const std::string& code : codes) {
    const sdmx::Item* item = list.Find(code);
    while (item != nullptr && kept.insert(item->id).second) item = list.Find(item->parent);
  }
  return kept;
}

}  // namespace

sdmx::Structure ReducedTo(const sdmx::Constraint& found, const sdmx::Structure& structure) {
  sdmx::Structure reduced = structure;
  for (const sdmx::KeyValues& values : found.key_values) {
    const int list_place = structure.dimensions[structure.DimensionAt(values.component)].code_list;
    if (list_place < 0) continue;
    sdmx::ItemScheme& list = reduced.code_lists[list_place];
    const std::set<std::string> kept = WithParents(structure.code_lists[list_place], values.values);
    std::erase_if(list.items, [&kept](const sdmx::Item& item) { return !kept.contains(item.id); });
    list.is_partial = true;
  }
  reduced.constraints = {found};
  return reduced;
}

sdmx::StructureShare ShareOf(const sdmx::Structure& reduced,
                             const std::vector<ArtefactType>& references) {
  sdmx::StructureShare share;
  share.structure = &reduced;
  share.artefacts.emplace(sdmx::ArtefactPlace{ArtefactType::kConstraint, 0}, false);
  for (const ArtefactType type : references) {
    if (type != ArtefactType::kCodelist) {
      share.artefacts.emplace(sdmx::ArtefactPlace{type, 0}, false);
      continue;
    }
    for (const sdmx::KeyValues& values : reduced.constraints.front().key_values) {
      const int list = reduced.dimensions[reduced.DimensionAt(values.component)].code_list;
      if (list >= 0) share.artefacts.emplace(sdmx::ArtefactPlace{type, list}, false);
    }
  }
  return share;
}

OccurrenceSink::OccurrenceSink(const sdmx::Selection& selection, const sdmx::Structure& structure,
                               AvailabilityMode mode)
    : structure_(structure),
      matcher_(selection, structure),
      mode_(mode),
      codes_(structure.dimensions.size()) {}

void OccurrenceSink::Insert(const sdmx::Observation& observation, size_t dimension) {
  if (dimension < codes_.size()) {
    codes_[dimension].insert(observation.key[dimension]);
  } else {
    periods_.insert(observation.period);
  }
}

absl::Status OccurrenceSink::Observe(const sdmx::Observation& observation) {
  const bool matches = matcher_.Matches(observation);
  if (matches) {
    ++observations_;
    if (observation.key != key_) ++series_;
    key_ = observation.key;
  }
  if (!matches && mode_ == AvailabilityMode::kExact) return absl::OkStatus();
  for (size_t dimension = 0; dimension <= codes_.size(); ++dimension) {
    if (matches || matcher_.Matches(observation, static_cast<int>(dimension))) {
      Insert(observation, dimension);
    }
  }
  return absl::OkStatus();
}

sdmx::Constraint OccurrenceSink::Found(const std::vector<std::string>& components) const {
  sdmx::Constraint constraint;
  constraint.reference = structure_.reference;
  absl::StrAppend(&constraint.reference.id, "_AVAILABILITY");
  constraint.name = absl::StrCat("What occurs in ", structure_.name);
  for (size_t i = 0; i < codes_.size(); ++i) {
    const std::string& id = structure_.dimensions[i].id;
    if (codes_[i].empty() || !IsAskedFor(components, id)) continue;
    constraint.key_values.push_back({id, {codes_[i].begin(), codes_[i].end()}});
  }
  sdmx::Occurrence& occurrence = constraint.occurrence.emplace();
  occurrence.series = series_;
  occurrence.observations = observations_;
  if (IsAskedFor(components, structure_.time.id)) {
    const auto [first, last] = EndsOf(periods_);
    occurrence.first_period = first;
    occurrence.last_period = last;
  }
  return constraint;
}

}  // namespace lontar::hub::rest
