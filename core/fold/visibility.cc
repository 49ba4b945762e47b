#include "core/fold/visibility.h"

#include <algorithm>
#include <array>
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

// Whether a member's release to this audience is meant for the viewer.
bool IsMeant(const Viewer& viewer, Audience audience) {
  const bool is_a_members = viewer.role == ViewerRole::kMember || viewer.role == ViewerRole::kSlom;
  return audience == Audience::kPublic || (audience == Audience::kMembers && is_a_members);
}

// What the viewer sees of a part, as far as this report or this question goes that names it.
Sight SightOfNamer(const Viewer& viewer, const State& state, const PartNamer& namer,
                   const base::PartHash& part) {
  if (namer.kind == PartNamer::Kind::kQuestion) {
    const QuestionRecord* question = state.FindQuestion(namer.id);
    return MaySeeQuestions(viewer, question->act.member) ? Sight::kAll : Sight::kNothing;
  }
  const observation::Report& report = state.FindReport(namer.id)->report;
  const CollectionRecord* collection = state.FindCollection(report.collection);
  if (collection == nullptr) return Sight::kNothing;
  const Sight sight = SightOf(viewer, collection->act, report.member);
  const ReleaseVersion release = state.ReleaseOf(report.member, part, state.size());
  return IsMeant(viewer, release.audience) ? std::max(sight, Sight::kFreeFigures) : sight;
}

// A part that two payloads name is seen only as far as both let it be.
Sight SightOfPart(const Viewer& viewer, const State& state, const base::PartHash& part) {
  const std::vector<PartNamer> namers = state.NamersOf(part);
  Sight sight = namers.empty() ? Sight::kNothing : Sight::kAll;
  for (const PartNamer& namer : namers) {
    sight = std::min(sight, SightOfNamer(viewer, state, namer, part));
  }
  return sight;
}

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

bool MaySeeSomeOf(const Viewer& viewer, const State& state, const CollectionRecord& collection,
                  absl::string_view member) {
  if (SightOf(viewer, collection.act, member) != Sight::kNothing) return true;
  const auto& releases = state.releases();
  for (auto at = releases.lower_bound({std::string(member), base::PartHash()});
       at != releases.end() && at->first.first == member; ++at) {
    if (IsMeant(viewer, at->second.back().audience)) return true;
  }
  return false;
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
  return [viewer, &state, &parts](const base::PartHash& hash) -> std::optional<std::string> {
    const Sight sight = SightOfPart(viewer, state, hash);
    if (sight == Sight::kNothing) return std::nullopt;
    std::optional<std::string> bytes = parts(hash);
    if (!bytes || sight == Sight::kAll || HoldsFreeFiguresOnly(*bytes)) return bytes;
    return std::nullopt;
  };
}

}  // namespace lontar::fold
