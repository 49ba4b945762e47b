#include "core/observation/block.h"

#include <algorithm>
#include <array>
#include <span>

namespace lontar::observation {
namespace {

template <class Enum>
struct Named {
  Enum value;
  absl::string_view name;
};

constexpr std::array<Named<Status>, 9> kStatusCodes = {{
    {Status::kNormal, "A"},
    {Status::kEstimated, "E"},
    {Status::kProvisional, "P"},
    {Status::kLowReliability, "U"},
    {Status::kBreak, "B"},
    {Status::kNotAvailable, "O"},
    {Status::kNotCollected, "L"},
    {Status::kNotApplicable, "M"},
    {Status::kSuppressed, "Q"},
}};

// Of SDMX CL_CONF_STATUS 1.4. Its S is secondary too, set by the receiver; no member states that.
constexpr std::array<Named<Confidentiality>, 5> kConfidentialityCodes = {{
    {Confidentiality::kFree, "F"},
    {Confidentiality::kConfidential, "C"},
    {Confidentiality::kNotPublic, "N"},
    {Confidentiality::kPrimary, "A"},
    {Confidentiality::kSecondary, "D"},
}};

constexpr std::array<Named<Deviation>, 9> kDeviationIds = {{
    {Deviation::kAgeOtherBrackets, "age-other-brackets"},
    {Deviation::kAgePartOfRange, "age-part-of-range"},
    {Deviation::kAgeWiderRange, "age-wider-range"},
    {Deviation::kNationality, "nationality"},
    {Deviation::kGeography, "geography"},
    {Deviation::kSector, "sector"},
    {Deviation::kConcept, "concept"},
    {Deviation::kReferencePeriod, "reference-period"},
    {Deviation::kCoverage, "coverage"},
}};

template <class Enum>
absl::string_view NameIn(std::span<const Named<Enum>> table, Enum value) {
  for (const Named<Enum>& row : table) {
    if (row.value == value) return row.name;
  }
  return "";
}

template <class Enum>
std::optional<Enum> ValueIn(std::span<const Named<Enum>> table, absl::string_view name) {
  for (const Named<Enum>& row : table) {
    if (row.name == name) return row.value;
  }
  return std::nullopt;
}

}  // namespace

absl::string_view CodeOf(Status status) { return NameIn<Status>(kStatusCodes, status); }

std::optional<Status> StatusOf(absl::string_view code) {
  return ValueIn<Status>(kStatusCodes, code);
}

bool HasNumber(Status status) {
  switch (status) {
    case Status::kNormal:
    case Status::kEstimated:
    case Status::kProvisional:
    case Status::kLowReliability:
    case Status::kBreak:
      return true;
    case Status::kNotAvailable:
    case Status::kNotCollected:
    case Status::kNotApplicable:
    case Status::kSuppressed:
      return false;
  }
  return false;
}

absl::string_view CodeOf(Confidentiality confidentiality) {
  return NameIn<Confidentiality>(kConfidentialityCodes, confidentiality);
}

std::optional<Confidentiality> ConfidentialityOf(absl::string_view code) {
  return ValueIn<Confidentiality>(kConfidentialityCodes, code);
}

absl::string_view NameOf(Deviation deviation) {
  switch (deviation) {
    case Deviation::kAgeOtherBrackets:
      return "age: other brackets";
    case Deviation::kAgePartOfRange:
      return "age: part of the range";
    case Deviation::kAgeWiderRange:
      return "age: wider range";
    case Deviation::kReferencePeriod:
      return "reference period";
    case Deviation::kNationality:
    case Deviation::kGeography:
    case Deviation::kSector:
    case Deviation::kConcept:
    case Deviation::kCoverage:
      return IdOf(deviation);
  }
  return "";
}

absl::string_view IdOf(Deviation deviation) { return NameIn<Deviation>(kDeviationIds, deviation); }

std::optional<Deviation> DeviationOf(absl::string_view id) {
  return ValueIn<Deviation>(kDeviationIds, id);
}

std::vector<Deviation> ListOf(DeviationSet set) {
  std::vector<Deviation> list;
  for (const Named<Deviation>& row : kDeviationIds) {
    if (Holds(set, row.value)) list.push_back(row.value);
  }
  return list;
}

bool SortRows(Block* block) {
  // Stable: of two rows for one cell the caller can name the first and the second.
  std::ranges::stable_sort(block->rows, {}, &Row::codes);
  return std::ranges::adjacent_find(block->rows, {}, &Row::codes) == block->rows.end();
}

bool SameStatement(const Row& a, const Row& b) {
  return SameNumber(a.value, b.value) && a.status == b.status &&
         a.confidentiality == b.confidentiality && a.deviations == b.deviations &&
         a.source == b.source && a.definition == b.definition && a.comment == b.comment;
}

}  // namespace lontar::observation
