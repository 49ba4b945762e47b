#include "core/fold/visibility.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <utility>
#include <variant>

#include "core/observation/report.h"

namespace lontar::fold {
namespace {

using observation::Confidentiality;
using observation::Row;

constexpr std::array<std::pair<ViewerRole, absl::string_view>, 5> kRoleNames = {
    {{ViewerRole::kPublic, "public"},
     {ViewerRole::kMember, "member"},
     {ViewerRole::kAsec, "asec"},
     {ViewerRole::kSlom, "slom"},
     {ViewerRole::kAuditor, "auditor"}}};

bool IsFree(const Row& row) { return row.confidentiality == Confidentiality::kFree; }

// True if whoever sees free figures only may read the whole part.
bool HoldsFreeFiguresOnly(const std::string& bytes) {
  const absl::StatusOr<observation::Part> part = observation::DecodePart(bytes);
  if (!part.ok()) return false;
  const auto* figures = std::get_if<observation::Figures>(&part->content);
  if (figures == nullptr) return false;
  return std::ranges::all_of(figures->blocks, [](const observation::Block& block) {
    return std::ranges::all_of(block.rows, [](const Row& row) {
      return !observation::HasNumber(row.status) || IsFree(row);
    });
  });
}

// What the viewer sees of each part that an accepted report, question or answer names.
class SightOfParts {
 public:
  SightOfParts(Viewer viewer, const State& state) : viewer_(std::move(viewer)), state_(state) {}

  Sight Of(const base::PartHash& hash) {
    if (sights_.empty()) Fill();
    const auto found = sights_.find(hash);
    return found == sights_.end() ? Sight::kNothing : found->second;
  }

 private:
  void Fill() {
    for (const auto& [id, record] : state_.reports()) {
      const CollectionRecord* collection = state_.FindCollection(record.report.collection);
      const Sight sight = collection == nullptr
                              ? Sight::kNothing
                              : SightOf(viewer_, collection->act, record.report.member);
      for (const observation::PartEntry& part : record.report.parts) Limit(part.part_hash, sight);
    }
    for (const auto& [id, record] : state_.questions()) {
      const Sight sight =
          MaySeeQuestions(viewer_, record.act.member) ? Sight::kAll : Sight::kNothing;
      Limit(record.act.text, sight);
      for (const QuestionRecord::Word& answer : record.answers) {
        if (answer.text) Limit(*answer.text, sight);
      }
    }
  }

  // A part that two payloads name is seen only as far as both let it be.
  void Limit(const base::PartHash& hash, Sight sight) {
    const auto [at, is_new] = sights_.emplace(hash, sight);
    if (!is_new) at->second = std::min(at->second, sight);
  }

  Viewer viewer_;
  const State& state_;
  std::map<base::PartHash, Sight> sights_;
};

}  // namespace

absl::string_view NameOf(ViewerRole role) {
  const auto* found = std::ranges::find(kRoleNames, role, &decltype(kRoleNames)::value_type::first);
  return found == kRoleNames.end() ? "" : found->second;
}

std::optional<ViewerRole> ViewerRoleNamed(absl::string_view name) {
  for (const auto& [role, role_name] : kRoleNames) {
    if (role_name == name) return role;
  }
  return std::nullopt;
}

Sight SightOf(const Viewer& viewer, const CollectionAct& collection, absl::string_view member) {
  switch (viewer.role) {
    case ViewerRole::kAsec:
      return Sight::kAll;
    case ViewerRole::kMember:
    case ViewerRole::kSlom:
      if (!viewer.member.empty() && viewer.member == member) return Sight::kAll;
      break;
    case ViewerRole::kAuditor:
      break;
    case ViewerRole::kPublic:
      return Sight::kNothing;
  }
  return collection.comparison_allowed ? Sight::kFreeFigures : Sight::kNothing;
}

bool MaySeeQuestions(const Viewer& viewer, absl::string_view member) {
  if (viewer.role == ViewerRole::kAsec) return true;
  const bool may_be_theirs = viewer.role == ViewerRole::kMember || viewer.role == ViewerRole::kSlom;
  return may_be_theirs && !viewer.member.empty() && viewer.member == member;
}

bool MaySeeValue(Sight sight, const Row& row) {
  if (!observation::HasNumber(row.status)) return false;
  return sight == Sight::kAll || (sight == Sight::kFreeFigures && IsFree(row));
}

bool MaySeeValue(const Viewer& viewer, const CollectionAct& collection, const Cell& cell) {
  const Sight sight = SightOf(viewer, collection, cell.member);
  const auto is_number = [](const CellCandidate& candidate) {
    return observation::HasNumber(candidate.row.status);
  };
  if (std::ranges::none_of(cell.candidates, is_number)) return false;
  return std::ranges::all_of(cell.candidates, [&](const CellCandidate& candidate) {
    return !is_number(candidate) || MaySeeValue(sight, candidate.row);
  });
}

PartReader VisibleParts(const Viewer& viewer, const State& state, const PartReader& parts) {
  const auto sights = std::make_shared<SightOfParts>(viewer, state);
  return [sights, &parts](const base::PartHash& hash) -> std::optional<std::string> {
    const Sight sight = sights->Of(hash);
    if (sight == Sight::kNothing) return std::nullopt;
    std::optional<std::string> bytes = parts(hash);
    if (!bytes || sight == Sight::kAll || HoldsFreeFiguresOnly(*bytes)) return bytes;
    return std::nullopt;
  };
}

}  // namespace lontar::fold
