#include "tests/reference/naive_sight.h"

#include <algorithm>

#include "core/fold/act.h"
#include "core/observation/report.h"
#include "tests/reference/naive_questions.h"

namespace lontar::reference {
namespace {

using fold::ViewerRole;

bool HasMember(const fold::Viewer& viewer, const std::string& member) {
  const bool has_one = viewer.role == ViewerRole::kMember || viewer.role == ViewerRole::kSlom;
  return has_one && viewer.member == member;
}

}  // namespace

NaiveSight::NaiveSight(const std::vector<LogLine>& lines, size_t size, const PartBytes& parts)
    : bytes_of_(parts) {
  std::map<std::string, bool> may_be_compared;
  for (size_t i = 0; i < size; ++i) {
    const chain::EntryKind kind = lines[i].leaf.entry.header.kind;
    if (lines[i].leaf.stamp.verdict != chain::Verdict::kAccepted) continue;
    if (kind == chain::EntryKind::kSubmission) {
      const observation::Report report = *observation::DecodeReport(*lines[i].payload);
      for (const observation::PartEntry& part : report.parts) {
        named_.push_back(
            {part.part_hash, report.member, false, may_be_compared[report.collection]});
      }
      continue;
    }
    const fold::Act act = *fold::DecodeAct(kind, *lines[i].payload);
    if (const auto* collection = std::get_if<fold::CollectionAct>(&act)) {
      may_be_compared[collection->id] = collection->comparison_allowed;
    }
    if (const auto* release = std::get_if<fold::ReleaseAct>(&act)) {
      for (const base::PartHash& part : release->parts) {
        released_.push_back({release->member, part, release->audience});
      }
    }
  }
  for (const NaiveQuestion& question : ReadQuestionsNaively(lines, size)) {
    for (const base::PartHash& text : question.texts) {
      named_.push_back({text, question.member, true, false});
    }
  }
}

std::vector<base::PartHash> NaiveSight::parts() const {
  std::set<base::PartHash> once;
  for (const Named& named : named_) once.insert(named.part);
  return {once.begin(), once.end()};
}

bool NaiveSight::MaySee(const fold::Viewer& viewer, const base::PartHash& part) const {
  bool is_named = false;
  for (const Named& named : named_) {
    if (named.part != part) continue;
    if (!MaySeeNamed(viewer, named)) return false;
    is_named = true;
  }
  return is_named;
}

bool NaiveSight::MaySeeNamed(const fold::Viewer& viewer, const Named& named) const {
  if (viewer.role == ViewerRole::kAsec || HasMember(viewer, named.member)) return true;
  if (named.is_of_question || !IsFree(named.part)) return false;
  const fold::Audience audience = AudienceOf(named.member, named.part);
  if (audience == fold::Audience::kPublic) return true;
  const bool is_a_members = viewer.role == ViewerRole::kMember || viewer.role == ViewerRole::kSlom;
  if (audience == fold::Audience::kMembers && is_a_members) return true;
  return named.may_be_compared && viewer.role != ViewerRole::kPublic;
}

fold::Audience NaiveSight::AudienceOf(const std::string& member, const base::PartHash& part) const {
  fold::Audience audience = fold::Audience::kNobody;
  for (const Released& released : released_) {
    if (released.member == member && released.part == part) audience = released.audience;
  }
  return audience;
}

// Nothing in it is words, and no number in it is not for publication.
bool NaiveSight::IsFree(const base::PartHash& part) const {
  const observation::Part read = *observation::DecodePart(*bytes_of_(part));
  const auto* figures = std::get_if<observation::Figures>(&read.content);
  if (figures == nullptr) return false;
  for (const observation::Block& block : figures->blocks) {
    for (const observation::Row& row : block.rows) {
      const bool is_free = row.confidentiality == observation::Confidentiality::kFree;
      if (observation::HasNumber(row.status) && !is_free) return false;
    }
  }
  return true;
}

}  // namespace lontar::reference
